import type { ChangeSet, Text } from '@codemirror/state';

interface Reviewed {
  text: Text;
  changes: ChangeSet | undefined;
}

/**
 * How far a text has moved on since it was reviewed. A report speaks of the text that was handed over: its places are
 * carried over to the text of now.
 */
export class Drift {
  #reviewed: Reviewed | undefined;
  #waiting: Reviewed | undefined;

  /** The text goes to review as it is. */
  handOver(text: Text): void {
    this.#waiting = { text, changes: undefined };
  }

  /** The review of what was handed over last is there. */
  settle(): void {
    if (this.#waiting) this.#reviewed = this.#waiting;
    this.#waiting = undefined;
  }

  change(changes: ChangeSet): void {
    for (const one of [this.#reviewed, this.#waiting]) {
      if (one) one.changes = one.changes ? one.changes.compose(changes) : changes;
    }
  }

  /** The text that the report speaks of. */
  get text(): Text | undefined {
    return this.#reviewed?.text;
  }

  /** Where a range of the reviewed text stands now; nothing where it was changed since, or is no place of that text. */
  now(from: number, to: number): { from: number; to: number } | undefined {
    const { text, changes } = this.#reviewed ?? {};
    if (!text || from < 0 || from > to || to > text.length) return undefined;
    if (!changes) return { from, to };
    if (changes.touchesRange(from, to)) return undefined;
    return { from: changes.mapPos(from, -1), to: changes.mapPos(to, 1) };
  }

  /** The place now that is nearest to one of the reviewed text. */
  nearest(place: number): number {
    const { text, changes } = this.#reviewed ?? {};
    const inside = Math.max(0, Math.min(place, text?.length ?? 0));
    return changes ? changes.mapPos(inside) : inside;
  }
}
