import type { Progress } from 'workflow-readiness';
import type { Session } from '../session';
import type { Status } from '../review/reviewer';
import { useStore } from '../store';

const ABOUT: Record<Progress['phase'], string> = { read: 'Reading', judge: 'Judging' };

/** What the review is doing; its height never changes. */
export function StatusLine({ session }: { session: Session }) {
  const status = useStore(session.store, (state) => state.status);
  const hasReport = useStore(session.store, (state) => state.report !== undefined);
  return (
    <div class="status" data-status={status.kind}>
      <span class="status-words">{words(status, hasReport)}</span>
      {status.kind === 'reviewing' && status.slow && (
        <>
          <progress
            aria-label="Progress of the review"
            max={status.progress?.total || 1}
            value={status.progress?.done ?? 0}
          />
          <button type="button" class="button small" onClick={() => session.reviewer.cancel()}>
            Cancel
          </button>
        </>
      )}
      {(status.kind === 'cancelled' || status.kind === 'failed') && (
        <button type="button" class="button small" onClick={() => again(session, status)}>
          Review again
        </button>
      )}
      <span class="status-keys">
        <kbd>F8</kbd> next, <kbd>Shift F8</kbd> previous
      </span>
    </div>
  );
}

function words(status: Status, hasReport: boolean): string {
  switch (status.kind) {
    case 'starting':
      return 'Loading the rules…';
    case 'idle':
      return 'Nothing to review yet';
    case 'waiting':
      return 'Changed; the review follows';
    case 'reviewing':
      if (!status.slow) return 'Reviewing…';
      return status.progress ? `${ABOUT[status.progress.phase]}…` : 'Reviewing…';
    case 'done':
      return `Reviewed in ${status.took < 1_000 ? `${Math.max(1, Math.round(status.took))} ms` : `${(status.took / 1_000).toFixed(1)} s`}`;
    case 'cancelled':
      return hasReport ? 'Cancelled; the report is of an earlier text' : 'Cancelled';
    case 'refused':
    case 'failed':
      return status.message;
  }
}

function again(session: Session, status: Status): void {
  if (status.kind === 'failed' && !session.store.get().catalogue) void session.reviewer.start();
  else void session.reviewer.now();
}
