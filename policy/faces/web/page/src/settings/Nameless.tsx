import { useState } from 'preact/hooks';
import { Foreign } from '../parts/Foreign';
import type { Session } from '../session';
import { useStore } from '../store';
import { withEntry, type Attestation } from './document';

/** Attestations that a link brought without names: nobody has attested until somebody is named. */
export function Nameless({ session }: { session: Session }) {
  const nameless = useStore(session.store, (state) => state.nameless);
  if (nameless.length === 0) return null;
  const rest = (one: Attestation) => nameless.filter((other) => other !== one);
  const { settings } = session.store.get();
  return (
    <section class="card tone-caution" aria-label="Attestations without a name">
      <p>The link left out who attested. Name them; until then these count for nothing.</p>
      {nameless.map((one, place) => (
        <OneNameless
          key={place}
          one={one}
          take={(by) => session.setSettings(withEntry(settings, 'attestations', { ...one, by }), rest(one))}
          drop={() => session.store.set({ nameless: rest(one) })}
        />
      ))}
    </section>
  );
}

interface Properties {
  one: Attestation;
  take: (by: string) => void;
  drop: () => void;
}

function OneNameless({ one, take, drop }: Properties) {
  const [by, setBy] = useState('');
  const submit = (event: Event) => {
    event.preventDefault();
    take(by.trim());
  };
  return (
    <form class="row" onSubmit={submit}>
      <label class="field">
        <span>
          <Foreign text={one.section} /> in <Foreign text={one.namespace ?? 'every namespace'} />, on{' '}
          <Foreign text={one.on} />, by
        </span>
        <input type="text" required pattern=".*\S.*" value={by} onInput={(event) => setBy(event.currentTarget.value)} />
      </label>
      <button type="submit" class="button">
        Take
      </button>
      <button type="button" class="button quiet" onClick={drop}>
        Drop
      </button>
    </form>
  );
}
