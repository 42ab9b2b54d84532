import type { Session } from '../session';
import { useStore } from '../store';

/** Where there is room for one half of the page: which. */
export function HalfSwitch({ session }: { session: Session }) {
  const half = useStore(session.store, (state) => state.half);
  const fails = useStore(session.store, (state) => state.report?.report.summary.fail ?? 0);
  return (
    <nav class="half-switch" aria-label="Half of the page">
      <button type="button" aria-pressed={half === 'text'} onClick={() => session.store.set({ half: 'text' })}>
        Text
      </button>
      <button type="button" aria-pressed={half === 'report'} onClick={() => session.store.set({ half: 'report' })}>
        Report{fails > 0 ? ` (${fails} ✗)` : ''}
      </button>
    </nav>
  );
}
