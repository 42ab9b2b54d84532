import type { Outcome, Severity } from 'workflow-readiness';
import type { Session } from '../session';
import { useStore } from '../store';
import type { ReadReport } from './findings';
import { OUTCOME, OUTCOMES, SEVERITIES } from './words';

/** Which findings are shown: by outcome and by severity. */
export function Filters({ session, report }: { session: Session; report: ReadReport }) {
  const filter = useStore(session.store, (state) => state.filter);
  const toggle = <T,>(set: ReadonlySet<T>, one: T): Set<T> => {
    const next = new Set(set);
    if (!next.delete(one)) next.add(one);
    return next;
  };
  const count = (fits: (outcome: Outcome, severity: Severity) => boolean) =>
    report.findings.filter(({ result }) => fits(result.outcome, result.severity)).length;
  return (
    <div class="filters">
      <fieldset>
        <legend>Show</legend>
        {OUTCOMES.map((outcome) => (
          <label key={outcome} class="chip">
            <input
              type="checkbox"
              checked={filter.outcomes.has(outcome)}
              onChange={() => session.store.set({ filter: { ...filter, outcomes: toggle(filter.outcomes, outcome) } })}
            />
            <span>
              {OUTCOME[outcome].many} <b>{count((one) => one === outcome)}</b>
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>Severity</legend>
        {SEVERITIES.map((severity) => (
          <label key={severity} class="chip">
            <input
              type="checkbox"
              checked={filter.severities.has(severity)}
              onChange={() =>
                session.store.set({ filter: { ...filter, severities: toggle(filter.severities, severity) } })
              }
            />
            <span>
              {severity} <b>{count((outcome, one) => one === severity && filter.outcomes.has(outcome))}</b>
            </span>
          </label>
        ))}
      </fieldset>
    </div>
  );
}
