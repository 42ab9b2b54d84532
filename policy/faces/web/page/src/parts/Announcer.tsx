import type { Session } from '../session';
import { useStore } from '../store';

/** Tells screen readers what happened. */
export function Announcer({ session }: { session: Session }) {
  const text = useStore(session.store, (state) => state.announcement);
  return (
    <div class="off-screen" role="status" aria-live="polite" aria-atomic="true" data-testid="announcer">
      {text}
    </div>
  );
}
