import { useEffect, useRef, useState } from 'preact/hooks';
import { Foreign } from '../parts/Foreign';
import type { Session } from '../session';
import { useStore } from '../store';
import { withEntry, withoutEntry, type Exception, type SettingsView } from './document';
import { Field } from './Field';
import type { SettingsStart } from './SettingsDialog';

interface Properties {
  session: Session;
  view: SettingsView;
  start: SettingsStart['accept'];
}

/** Findings that are accepted. */
export function Exceptions({ session, view, start }: Properties) {
  return (
    <>
      <p>
        What you accept for a while, say so with a reason. It no longer counts against its section, and the report goes on
        listing it.
      </p>
      <ul class="entries" aria-label="Exceptions">
        {view.exceptions.map((one, place) => (
          <li key={place}>
            <div>
              <b>
                <Foreign text={one.rule} />
              </b>{' '}
              <Foreign text={[one.subject?.kind, one.subject?.name].filter(Boolean).join(' ') || 'every object'} />
              <br />
              <Foreign text={one.reason} />
              {one.until !== undefined && (
                <span class="hint">
                  {' '}
                  until <Foreign text={one.until} />
                </span>
              )}
            </div>
            <button
              type="button"
              class="button small"
              onClick={() => session.setSettings(withoutEntry(session.store.get().settings, 'exceptions', place))}
            >
              Remove<span class="off-screen"> the exception of {one.rule}</span>
            </button>
          </li>
        ))}
      </ul>
      <NewException session={session} start={start} />
    </>
  );
}

const EMPTY = { rule: '', kind: '', namespace: '', name: '', reason: '', until: '' };

function NewException({ session, start }: Omit<Properties, 'view'>) {
  const rules = useStore(session.store, (state) => state.catalogue?.rules ?? []);
  const [given, setGiven] = useState({ ...EMPTY, ...start?.subject, rule: start?.rule ?? '' });
  const reason = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (start) reason.current?.focus();
  }, [start]);
  const set = (key: keyof typeof EMPTY) => (value: string) => setGiven({ ...given, [key]: value });
  const add = (event: Event) => {
    event.preventDefault();
    session.setSettings(withEntry(session.store.get().settings, 'exceptions', entry(given)));
    session.announce(`Exception added: ${given.rule}`);
    setGiven(EMPTY);
  };
  return (
    <form class="new-entry" onSubmit={add}>
      <h3>Accept a finding</h3>
      <label class="field">
        Rule
        <select required value={given.rule} onChange={(event) => set('rule')(event.currentTarget.value)}>
          <option value="">choose one</option>
          {rules.map((rule) => (
            <option key={rule.id} value={rule.id}>
              {rule.id}
            </option>
          ))}
        </select>
      </label>
      <Field label="Kind" hint="every kind" value={given.kind} set={set('kind')} />
      <Field label="Namespace" hint="every namespace" value={given.namespace} set={set('namespace')} />
      <Field label="Name" hint="every name" value={given.name} set={set('name')} />
      <Field label="Reason" required value={given.reason} set={set('reason')} field={reason} wide />
      <Field label="Last day" type="date" value={given.until} set={set('until')} />
      <button type="submit" class="button strong">
        Accept
      </button>
    </form>
  );
}

function entry({ rule, reason, until, kind, namespace, name }: typeof EMPTY): Exception {
  const parts = Object.entries({ kind, namespace, name }).filter(([, value]) => value.trim() !== '');
  return {
    rule,
    ...(parts.length > 0 ? { subject: Object.fromEntries(parts) } : {}),
    reason: reason.trim(),
    ...(until ? { until } : {}),
  };
}
