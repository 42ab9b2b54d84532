import type { Problem } from 'workflow-readiness';
import { Capital } from '../parts/Foreign';
import type { OpenSettings } from './ReportPane';

interface Properties {
  problems: Problem[];
  /** Whether there is a report of before. */
  earlier: boolean;
  openSettings: OpenSettings;
}

/** What was wrong with the call, so that nothing was judged. */
export function Problems({ problems, earlier, openSettings }: Properties) {
  if (problems.length === 0) return null;
  const ofSettings = problems.some((problem) => problem.about === 'settings');
  return (
    <div class="card tone-bad" role="group" aria-label="Not reviewed">
      <h3>{ofSettings ? 'The settings are not valid' : 'This cannot be reviewed so'}</h3>
      <ul class="problems">
        {problems.map(({ message, line }, place) => (
          <li key={place}>
            {line !== undefined && `Line ${line}: `}
            <Capital text={message} />
          </li>
        ))}
      </ul>
      {earlier && <p>The report below is of before.</p>}
      {ofSettings && (
        <button type="button" class="button" onClick={() => openSettings()}>
          Open the settings
        </button>
      )}
    </div>
  );
}
