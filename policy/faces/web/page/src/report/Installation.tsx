import { useState } from 'preact/hooks';
import type { InstallationReport } from 'workflow-readiness';
import { Foreign } from '../parts/Foreign';
import { Mark } from '../parts/Mark';
import type { Session } from '../session';
import { useStore } from '../store';
import { groups, isShown, type FindingOf, type ReadReport } from './findings';
import type { OpenSettings } from './ReportPane';
import { RuleCard } from './RuleCard';
import { Sections } from './Sections';
import { DISTRIBUTION, STANDING } from './words';

interface Properties {
  session: Session;
  report: ReadReport;
  installation: InstallationReport;
  closed: boolean;
  openSettings: OpenSettings;
}

/** One installation: how its sections stand, and what was found. */
export function Installation({ session, report, installation, closed, openSettings }: Properties) {
  const [open, setOpen] = useState(!closed);
  const { distribution, namespace, ready } = installation;
  const standing = ready ? STANDING.met : STANDING['not-met'];
  const title = (
    <>
      <Mark of={standing} /> {DISTRIBUTION[distribution]} Workflow in namespace{' '}
      <Foreign text={namespace} longest={120} />: {ready ? 'ready' : 'not ready'}
    </>
  );
  if (closed) {
    return (
      <details class="installation" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <h3>{title}</h3>
        </summary>
        {open && <Body session={session} report={report} installation={installation} openSettings={openSettings} />}
      </details>
    );
  }
  return (
    <section class="installation">
      <h3>{title}</h3>
      <Body session={session} report={report} installation={installation} openSettings={openSettings} />
    </section>
  );
}

function Body({ session, report, installation, openSettings }: Omit<Properties, 'closed'>) {
  const filter = useStore(session.store, (state) => state.filter);
  const shown = report.findings.filter((one) => one.installation === installation && isShown(one.result, filter));
  const bySection = Map.groupBy(shown, (one) => one.result.section);
  return (
    <>
      <Sections installation={installation} bySection={bySection} openSettings={openSettings} />
      {installation.sections.map((section) => {
        const findings = bySection.get(section.id);
        if (!findings) return null;
        return (
          <SectionFindings
            key={section.id}
            id={sectionId(installation.namespace, section.id)}
            title={section.title}
            session={session}
            findings={findings}
            openSettings={openSettings}
          />
        );
      })}
      {shown.length === 0 && <p class="nothing">No finding fits what is chosen under Show and Severity.</p>}
    </>
  );
}

/** The id of a section's findings; a namespace may hold anything, an id may not. */
export function sectionId(namespace: string, section: string): string {
  return `findings-${encodeURIComponent(namespace.slice(0, 80))}-${section}`;
}

interface OfSection {
  id: string;
  title: string;
  session: Session;
  findings: FindingOf[];
  openSettings: OpenSettings;
}

function SectionFindings({ id, title, session, findings, openSettings }: OfSection) {
  return (
    <section class="section-findings" aria-labelledby={id}>
      <h4 id={id} tabIndex={-1}>
        {title}
      </h4>
      {groups(findings).map((group) => (
        <RuleCard key={group.rule} session={session} group={group} openSettings={openSettings} />
      ))}
    </section>
  );
}
