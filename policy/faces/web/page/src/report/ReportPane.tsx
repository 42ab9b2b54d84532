import type { Report } from 'workflow-readiness';
import { Foreign } from '../parts/Foreign';
import type { Session } from '../session';
import type { SettingsStart } from '../settings/SettingsDialog';
import { useStore } from '../store';
import { Filters } from './Filters';
import { Installation } from './Installation';
import { NoReport } from './NoReport';
import { NotFound } from './NotFound';
import { NotRead } from './NotRead';
import { Problems } from './Problems';
import { StatusLine } from './StatusLine';
import { Verdict } from './Verdict';

export interface OpenSettings {
  (start?: SettingsStart): void;
}

/** More installations than these are drawn closed: each is a report of its own. */
const OPEN_INSTALLATIONS = 3;

/** The half with the report. */
export function ReportPane({ session, openSettings }: { session: Session; openSettings: OpenSettings }) {
  const report = useStore(session.store, (state) => state.report);
  const problems = useStore(session.store, (state) => state.problems);
  const many = (report?.report.installations.length ?? 0) > OPEN_INSTALLATIONS;
  return (
    <section class="pane report-pane" aria-labelledby="report">
      <StatusLine session={session} />
      <div class="report-scroll" tabIndex={-1}>
        <h2 id="report" tabIndex={-1} class="off-screen">
          Report
        </h2>
        {!report && problems.length === 0 && <NoReport session={session} />}
        <Problems problems={problems} earlier={report !== undefined} openSettings={openSettings} />
        {report && (
          <>
            <Verdict session={session} report={report} openSettings={openSettings} />
            <NotRead session={session} unreadable={report.report.unreadable} />
            {report.report.installations.length === 0 && <NotFound session={session} />}
            {report.report.installations.length > 0 && <Filters session={session} report={report} />}
            {report.report.installations.map((installation) => (
              <Installation
                key={`${installation.distribution} ${installation.namespace}`}
                session={session}
                report={report}
                installation={installation}
                closed={many}
                openSettings={openSettings}
              />
            ))}
            <Ignored ignored={report.report.ignored} />
          </>
        )}
      </div>
    </section>
  );
}

function Ignored({ ignored }: { ignored: Report['ignored'] }) {
  const kinds = Object.entries(ignored);
  if (kinds.length === 0) return null;
  return (
    <p class="ignored">
      No rule looks at:{' '}
      {kinds.slice(0, 60).map(([kind, count], place) => (
        <span key={kind}>
          {place > 0 && ', '}
          <Foreign text={kind} longest={80} /> {count}
        </span>
      ))}
      {kinds.length > 60 && `, and ${kinds.length - 60} more kinds`}
    </p>
  );
}
