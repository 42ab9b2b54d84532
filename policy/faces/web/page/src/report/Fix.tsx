import type { Remediation } from 'workflow-readiness';
import { CopyButton } from '../parts/CopyButton';
import { Foreign, Sentence, Words } from '../parts/Foreign';
import { clean, isInert } from '../parts/clean';
import type { Session } from '../session';
import { Diff } from './Diff';
import type { FindingOf } from './findings';
import { LONGEST_COMMAND } from './Verdict';

interface Properties {
  session: Session;
  finding: FindingOf;
  /** The words that findings share, what is an object's own, or both. */
  part: 'shared' | 'own' | 'whole';
  /** Whether the Helm value belongs to this part. */
  value?: boolean;
}

/** How to mend a finding. */
export function Fix({ session, finding, part, value = true }: Properties) {
  const { remediation } = finding.result;
  if (!remediation || finding.result.outcome === 'pass') return null;
  const own = part !== 'shared' && <Own session={session} finding={finding} remediation={remediation} />;
  const helm = value && remediation.values && <HelmValue session={session} values={remediation.values} />;
  if (part === 'own') {
    return (
      <>
        {own}
        {helm}
      </>
    );
  }
  return (
    <div class="fix">
      <p class="fix-title">
        <b>Fix</b> <Sentence text={remediation.title} /> <Safety of={remediation} />
      </p>
      {own}
      {remediation.steps && remediation.steps.length > 0 && (
        <ol class="steps">
          {remediation.steps.map((step, place) => (
            <li key={place}>
              <Sentence text={step} />
            </li>
          ))}
        </ol>
      )}
      {helm}
      {remediation.effect && (
        <p class="effect">
          {remediation.safety === 'safe' ? 'Then ' : 'Careful: '}
          <Words text={remediation.effect} />
        </p>
      )}
    </div>
  );
}

function Own({ session, finding, remediation }: Omit<Properties, 'part' | 'value'> & { remediation: Remediation }) {
  const { edits = [], command } = remediation;
  const file = edits[0]?.file;
  const text = file === undefined ? undefined : session.documents.reviewed(file);
  return (
    <>
      {text && file !== undefined && (
        <div class="own-fix">
          <Diff text={text} edits={edits} label={`What the fix changes in ${clean(file, 80)}`} />
          <div class="row">
            <button type="button" class="button" onClick={() => session.applyFix(finding)}>
              Apply to the text
            </button>
            <Safety of={remediation} />
          </div>
        </div>
      )}
      {command !== undefined && <Command session={session} line={command} />}
    </>
  );
}

function Safety({ of: { safety } }: { of: Remediation }) {
  return <span class={`safety safety-${safety}`}>{safety === 'safe' ? 'safe' : 'careful'}</span>;
}

function Command({ session, line }: { session: Session; line: string }) {
  const inert = isInert(line, LONGEST_COMMAND);
  return (
    <div class="command">
      <pre tabIndex={0} role="group" aria-label="Command">
        <code>
          <Foreign text={line} {...(inert ? { longest: LONGEST_COMMAND } : {})} />
        </code>
      </pre>
      {inert ? (
        <CopyButton session={session} text={() => line} what="the command" />
      ) : (
        <p>Not for copying: a name in it is too long, or holds characters that are not seen.</p>
      )}
    </div>
  );
}

function HelmValue({ session, values }: { session: Session; values: { path: string; value?: unknown } }) {
  const shown = values.value === undefined ? values.path : `${values.path}: ${JSON.stringify(values.value)}`;
  return (
    <div class="command">
      <pre tabIndex={0} role="group" aria-label="Helm value">
        <span class="label">Helm value </span>
        <code>
          <Foreign text={shown} {...(isInert(shown, LONGEST_COMMAND) ? { longest: LONGEST_COMMAND } : {})} />
        </code>
      </pre>
      {isInert(shown, LONGEST_COMMAND) && <CopyButton session={session} text={() => shown} what="the Helm value" />}
    </div>
  );
}
