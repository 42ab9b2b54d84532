import type { Marked } from '../report/words';

/** A mark; the word beside it says the same to who cannot see it. */
export function Mark({ of }: { of: Marked }) {
  return (
    <span class={`mark tone-${of.tone}`} aria-hidden="true">
      {of.mark}
    </span>
  );
}
