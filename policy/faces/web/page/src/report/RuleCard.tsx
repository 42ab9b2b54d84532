import { useEffect, useRef, useState } from 'preact/hooks';
import { Capital, Foreign, Sentence } from '../parts/Foreign';
import { Mark } from '../parts/Mark';
import { plural } from '../parts/plural';
import type { Session } from '../session';
import { useStore } from '../store';
import type { FindingOf, RuleGroup } from './findings';
import { Fix } from './Fix';
import type { OpenSettings } from './ReportPane';
import { sharedFix } from './shared-fix';
import { OUTCOME } from './words';

interface Properties {
  session: Session;
  group: RuleGroup;
  openSettings: OpenSettings;
}

const FIRST = 12;

/** What one rule says: of which objects, why it matters, and what mends it. */
export function RuleCard({ session, group, openSettings }: Properties) {
  const rule = useStore(session.store, (state) => state.catalogue?.rules.find((one) => one.id === group.rule));
  const current = useStore(session.store, (state) => state.current);
  const [all, setAll] = useState(false);
  const card = useRef<HTMLDetailsElement>(null);
  const place = group.findings.findIndex((finding) => finding.key === current);
  useEffect(() => {
    if (place < 0 || !card.current) return;
    card.current.open = true;
    if (place >= FIRST) setAll(true);
    card.current.querySelector('[data-current]')?.scrollIntoView({ block: 'nearest' });
  }, [current, place]);
  const shared = sharedFix(group.findings);
  const shown = all ? group.findings : group.findings.slice(0, FIRST);
  const outcome = OUTCOME[group.outcome];
  const isOpen = group.outcome === 'fail' || group.outcome === 'error';
  return (
    <details class={`rule tone-${outcome.tone}`} data-rule={group.rule} open={isOpen} ref={card}>
      <summary>
        <Mark of={outcome} />
        <span class="rule-title">
          <Capital text={rule?.title ?? group.rule} />
        </span>
        <span class="rule-meta">
          <span class="off-screen">{outcome.word}, </span>
          <span class={`severity severity-${group.severity}`}>{group.severity}</span>
          <code>{group.rule}</code>
        </span>
      </summary>
      <ul class="subjects">
        {shown.map((finding) => (
          <Subject
            key={finding.key}
            session={session}
            finding={finding}
            current={finding.key === current}
            fix={shared ? 'own' : 'whole'}
            value={!shared?.value}
            openSettings={openSettings}
          />
        ))}
      </ul>
      {!all && group.findings.length > FIRST && (
        <button type="button" class="button small more" onClick={() => setAll(true)}>
          Show {plural(group.findings.length - FIRST, 'more object')}
        </button>
      )}
      {rule && group.outcome !== 'pass' && (
        <p class="why">
          <b>Why</b> <Sentence text={rule.why} />
        </p>
      )}
      {shared && <Fix session={session} finding={shared.finding} part="shared" value={shared.value} />}
      {!shared && rule && group.findings.every((one) => !one.result.remediation) && group.outcome !== 'pass' && (
        <p class="why">
          <b>Fix</b> <Sentence text={rule.fix} />
        </p>
      )}
    </details>
  );
}

interface SubjectProperties {
  session: Session;
  finding: FindingOf;
  current: boolean;
  fix: 'own' | 'whole';
  value: boolean;
  openSettings: OpenSettings;
}

function Subject({ session, finding, current, fix, value: withValue, openSettings }: SubjectProperties) {
  const { result } = finding;
  const { subject, source, message, value, outcome } = result;
  const hasText = source !== undefined && session.documents.has(source.file);
  return (
    <li class="subject" data-current={current ? '' : undefined}>
      <p class="subject-name">
        <Mark of={OUTCOME[outcome]} />
        <span class="off-screen">{OUTCOME[outcome].word}: </span>
        <Foreign text={`${subject.kind} `} longest={80} />
        <b>
          <Foreign text={subject.name} longest={200} />
        </b>
        {value !== undefined && (
          <>
            {' '}
            <code>
              <Foreign text={value} longest={200} />
            </code>
          </>
        )}
        {source && (
          <button type="button" class="place" disabled={!hasText} onClick={() => session.show(finding)}>
            <Foreign text={source.file} longest={60} />:{source.start.line}
          </button>
        )}
      </p>
      <p class="subject-message">
        <Capital text={message} />
      </p>
      <Fix session={session} finding={finding} part={fix} value={withValue} />
      {(outcome === 'fail' || outcome === 'warn') && (
        <button
          type="button"
          class="button small quiet"
          onClick={() => openSettings({ accept: { rule: result.rule, subject } })}
        >
          Accept with a reason
          <span class="off-screen">
            : {result.rule} on {subject.kind} <Foreign text={subject.name} longest={80} />
          </span>
        </button>
      )}
    </li>
  );
}
