import { useState } from 'preact/hooks';
import { Foreign, Sentence } from '../parts/Foreign';
import type { Session } from '../session';
import { useStore } from '../store';
import { withEntry, withoutEntry, type Attestation, type SettingsView } from './document';
import { Field } from './Field';
import { Nameless } from './Nameless';
import type { SettingsStart } from './SettingsDialog';

interface Properties {
  session: Session;
  view: SettingsView;
  start: SettingsStart['attest'];
}

/** What a person has looked at. */
export function Attestations({ session, view, start }: Properties) {
  return (
    <>
      <p>What no machine can decide, a person looks at, and says so here. After the last day it no longer counts.</p>
      <ul class="entries" aria-label="Attestations">
        {view.attestations.map((one, place) => (
          <li key={place}>
            <div>
              <b>
                <Foreign text={one.section} />
              </b>{' '}
              <Foreign text={one.namespace ?? 'every namespace'} />
              <br />
              <Foreign text={one.by} />
              <span class="hint">
                {' '}
                on <Foreign text={one.on} />
                {one.until !== undefined && (
                  <>
                    {' '}
                    until <Foreign text={one.until} />
                  </>
                )}
              </span>
            </div>
            <button
              type="button"
              class="button small"
              onClick={() => session.setSettings(withoutEntry(session.store.get().settings, 'attestations', place))}
            >
              Remove<span class="off-screen"> the attestation of {one.section}</span>
            </button>
          </li>
        ))}
      </ul>
      <Nameless session={session} />
      <NewAttestation session={session} start={start} />
    </>
  );
}

const SECTIONS: [string, string][] = [
  ['security', 'Review the security considerations'],
  ['tls', 'Enable TLS, where it ends outside of Kubernetes'],
  ['routers', 'Scale the routers, where they run outside of Kubernetes'],
];

const EMPTY = { section: 'security', namespace: '', by: '', on: '', until: '', note: '' };

function NewAttestation({ session, start }: Omit<Properties, 'view'>) {
  const report = useStore(session.store, (state) => state.report);
  const today = new Date().toISOString().slice(0, 10);
  const only = report?.report.installations.length === 1 ? report.report.installations[0]!.namespace : '';
  const [given, setGiven] = useState({ ...EMPTY, namespace: only, ...start, on: today });
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const set = (key: keyof typeof EMPTY) => (value: string) => setGiven({ ...given, [key]: value });
  const installation = report?.report.installations.find((one) => !given.namespace || one.namespace === given.namespace);
  const items = installation?.sections.find((one) => one.id === given.section)?.checklist ?? [];
  const left = items.filter((item) => !seen.has(item)).length;
  const add = (event: Event) => {
    event.preventDefault();
    session.setSettings(withEntry(session.store.get().settings, 'attestations', entry(given)));
    session.announce(`Attested: ${given.section}`);
    setGiven({ ...given, by: '', note: '', until: '' });
    setSeen(new Set());
  };
  const tick = (item: string) => {
    const next = new Set(seen);
    if (!next.delete(item)) next.add(item);
    setSeen(next);
  };
  return (
    <form class="new-entry" onSubmit={add}>
      <h3>Attest a section</h3>
      <label class="field field-wide">
        Section
        <select value={given.section} onChange={(event) => set('section')(event.currentTarget.value)}>
          {SECTIONS.map(([id, title]) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {items.length > 0 && (
        <fieldset class="checklist">
          <legend>Look at each of these first</legend>
          {items.map((item) => (
            <label key={item}>
              <input type="checkbox" checked={seen.has(item)} onChange={() => tick(item)} />
              <span>
                <Sentence text={item} />
              </span>
            </label>
          ))}
        </fieldset>
      )}
      <Field label="Who attests" required value={given.by} set={set('by')} />
      <Field label="Namespace" hint="every namespace" value={given.namespace} set={set('namespace')} />
      <Field label="Day" type="date" required value={given.on} set={set('on')} />
      <Field label="Last day" type="date" value={given.until} set={set('until')} />
      <Field label="Note" value={given.note} set={set('note')} wide />
      <button type="submit" class="button strong">
        Attest
      </button>
      {left > 0 && (
        <p class="hint">
          {left} of {items.length} not ticked. Ticks are for you; they are not kept.
        </p>
      )}
    </form>
  );
}

function entry({ section, namespace, by, on, until, note }: typeof EMPTY): Attestation {
  return {
    section,
    ...(namespace.trim() ? { namespace: namespace.trim() } : {}),
    by: by.trim(),
    on,
    ...(until ? { until } : {}),
    ...(note.trim() ? { note: note.trim() } : {}),
  };
}
