import type { Session } from '../session';
import { useStore } from '../store';
import { Foreign } from './Foreign';

/** What the page has to tell; each stays until it is dismissed. */
export function Notices({ session }: { session: Session }) {
  const notices = useStore(session.store, (state) => state.notices);
  return (
    <div class="notices" role="region" aria-label="Notices" aria-live="polite">
      {notices.map(({ id, text, tone }) => (
        <div key={id} class={`notice tone-${tone}`}>
          <p>
            <Foreign text={text} longest={1_000} />
          </p>
          <button type="button" class="button quiet" onClick={() => session.dismiss(id)}>
            Dismiss
          </button>
        </div>
      ))}
    </div>
  );
}
