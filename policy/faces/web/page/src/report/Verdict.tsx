import type { InstallationReport, Report } from 'workflow-readiness';
import { CopyButton } from '../parts/CopyButton';
import { Menu } from '../parts/Menu';
import { isInert } from '../parts/clean';
import { plural } from '../parts/plural';
import type { Session } from '../session';
import { EXPORTS, rendered, type Export } from '../share/exports';
import { save } from '../share/save';
import { safelyMendable, type ReadReport } from './findings';
import type { OpenSettings } from './ReportPane';
import { ADVICE_SECTIONS, counts } from './words';

interface Properties {
  session: Session;
  report: ReadReport;
  openSettings: OpenSettings;
}

/** The answer, and what to do about it first. */
export function Verdict({ session, report, openSettings }: Properties) {
  const { ready, installations, summary } = report.report;
  const tone = ready ? 'good' : 'bad';
  return (
    <div class={`verdict tone-${tone}`}>
      <p class="verdict-word">
        <span class={`mark tone-${tone}`} aria-hidden="true">
          {ready ? '✓' : '✗'}
        </span>
        {word(report)}
      </p>
      <p class="verdict-says">{installations.length > 0 ? says(report) : 'No Workflow installation was found.'}</p>
      <p class="verdict-counts">{installations.length > 0 ? `Checks: ${counts(summary)}.` : ''}</p>
      <Actions session={session} report={report} openSettings={openSettings} />
    </div>
  );
}

function word({ report }: ReadReport): string {
  if (report.ready) return 'Ready';
  return waitsOnly(report) ? 'Not ready: a person has to look' : 'Not ready';
}

/** Whether all that is missing is a person's look. */
function waitsOnly({ ready, installations, unreadable }: Report): boolean {
  if (ready || installations.length === 0 || unreadable.length > 0) return false;
  return installations.every((one) =>
    required(one).every(({ standing }) => standing !== 'not-met' && standing !== 'unknown'),
  );
}

const required = (installation: InstallationReport) =>
  installation.sections.filter((section) => !ADVICE_SECTIONS.has(section.id));

function says({ report }: ReadReport): string {
  const sections = report.installations.flatMap(required);
  const count = (standing: string) => sections.filter((section) => section.standing === standing).length;
  const parts: string[] = [];
  const add = (number: number, one: string, many: string) => {
    const noun = parts.length > 0 ? '' : number === 1 ? 'section ' : 'sections ';
    if (number > 0) parts.push(`${number} ${noun}${number === 1 ? one : many}`);
  };
  add(count('not-met'), 'is not met', 'are not met');
  add(count('unknown'), 'could not be told', 'could not be told');
  add(count('needs-review'), 'waits for a person', 'wait for a person');
  const unread = report.unreadable.length;
  if (unread > 0) parts.push(unread === 1 ? '1 part of the input was not read' : `${unread} parts of the input were not read`);
  if (parts.length === 0) return 'Everything that the guide asks for holds. Review again after each upgrade.';
  return `${parts.join(', ')}.`;
}

function Actions({ session, report, openSettings }: Properties) {
  const safe = safelyMendable(report.findings).length;
  const commands = kubectlLines(report);
  const waiting = report.report.installations.find((one) => one.sections.some(needsReview));
  return (
    <div class="row verdict-actions">
      {safe > 0 && (
        <button
          type="button"
          class={waitsOnly(report.report) ? 'button' : 'button strong'}
          onClick={() => void session.applySafe()}
        >
          Apply {plural(safe, 'safe fix', 'safe fixes')}
        </button>
      )}
      {waiting && (
        <button
          type="button"
          class={waitsOnly(report.report) ? 'button strong' : 'button'}
          onClick={() =>
            openSettings({ attest: { section: waiting.sections.find(needsReview)!.id, namespace: waiting.namespace } })
          }
        >
          Attest
        </button>
      )}
      {commands.length > 0 && (
        <CopyButton
          session={session}
          text={() => `${commands.join('\n')}\n`}
          what={plural(commands.length, 'kubectl line')}
          label={`Copy ${plural(commands.length, 'kubectl line')}`}
        />
      )}
      <ExportMenu session={session} report={report} />
    </div>
  );
}

const needsReview = (section: { standing: string }) => section.standing === 'needs-review';

/** Longer than this is no command that anybody reads before running it. */
export const LONGEST_COMMAND = 4_000;

/** The commands that mend the violations and follow the advice, each once. */
function kubectlLines({ findings }: ReadReport): string[] {
  const lines = findings.flatMap(({ result: { outcome, remediation } }) =>
    (outcome === 'fail' || outcome === 'warn') && remediation?.command ? [remediation.command] : [],
  );
  return [...new Set(lines)].filter((line) => isInert(line, LONGEST_COMMAND));
}

function ExportMenu({ session, report }: { session: Session; report: ReadReport }) {
  const run = async (wanted: Export) => {
    try {
      save(wanted.name, wanted.type, await rendered(report.report, wanted.format));
      session.announce(`Saved as ${wanted.name}`);
    } catch {
      session.notify(`The report could not be written as ${wanted.title}. Try again, or take another format.`, 'bad');
    }
  };
  return (
    <Menu label="Export" align="end">
      {(close) =>
        EXPORTS.map((one) => (
          <button
            key={one.format}
            type="button"
            class="menu-item"
            data-export={one.format}
            onClick={() => {
              close();
              void run(one);
            }}
          >
            <strong>{one.title}</strong>
            <span>{one.says}</span>
          </button>
        ))
      }
    </Menu>
  );
}
