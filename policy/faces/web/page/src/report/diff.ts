import type { Text } from '@codemirror/state';
import type { Edit } from 'workflow-readiness';

export interface DiffLine {
  kind: 'same' | 'gone' | 'new';
  /** In the text as it is; new lines have none. */
  number?: number;
  text: string;
}

const CONTEXT = 2;
const MOST_LINES = 60;

const from = (edit: Edit) => edit.start.utf16 ?? edit.start.offset;
const to = (edit: Edit) => edit.end.utf16 ?? edit.end.offset;

/** What edits do to a text, as hunks of lines; nothing where they are no places of that text. */
export function hunks(text: Text, edits: readonly Edit[]): DiffLine[][] {
  const sorted = edits.toSorted((one, other) => from(one) - from(other));
  if (sorted.some((edit) => from(edit) > to(edit) || to(edit) > text.length)) return [];
  const groups: Edit[][] = [];
  for (const edit of sorted) {
    const last = groups.at(-1)?.at(-1);
    const near = last && text.lineAt(from(edit)).number - text.lineAt(to(last)).number <= 2 * CONTEXT;
    if (near) groups.at(-1)!.push(edit);
    else groups.push([edit]);
  }
  return groups.map((group) => hunk(text, group));
}

function hunk(text: Text, edits: Edit[]): DiffLine[] {
  const first = text.lineAt(from(edits[0]!));
  const last = text.lineAt(to(edits.at(-1)!));
  let changed = '';
  let place = first.from;
  for (const edit of edits) {
    changed += text.sliceString(place, from(edit)) + edit.text;
    place = to(edit);
  }
  changed += text.sliceString(place, last.to);
  const before = text.sliceString(first.from, last.to).split('\n');
  const after = changed.split('\n');
  const same = sharedEnds(before, after);
  const lines = middle(before, after, same, first.number);
  const start = first.number + same.head;
  const end = last.number - same.tail;
  const leading = context(text, start - CONTEXT, start - 1);
  const trailing = context(text, end + 1, end + CONTEXT);
  return [...leading, ...lines, ...trailing];
}

function sharedEnds(before: string[], after: string[]) {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return { head, tail };
}

function middle(before: string[], after: string[], { head, tail }: { head: number; tail: number }, first: number) {
  const gone = before.slice(head, before.length - tail);
  const fresh = after.slice(head, after.length - tail);
  const lines: DiffLine[] = [
    ...gone.map((text, place) => ({ kind: 'gone' as const, number: first + head + place, text })),
    ...fresh.map((text) => ({ kind: 'new' as const, text })),
  ];
  return lines.slice(0, MOST_LINES);
}

function context(text: Text, start: number, end: number): DiffLine[] {
  const lines: DiffLine[] = [];
  for (let number = Math.max(start, 1); number <= Math.min(end, text.lines); number++) {
    lines.push({ kind: 'same', number, text: text.line(number).text });
  }
  return lines;
}
