import type { Text } from '@codemirror/state';
import type { Edit } from 'workflow-readiness';
import { clean } from '../parts/clean';
import { hunks, type DiffLine } from './diff';

const SIGN = { same: ' ', gone: '-', new: '+' };
const WORD = { same: '', gone: 'removed: ', new: 'added: ' };

/** What edits change, line by line. */
export function Diff({ text, edits, label }: { text: Text; edits: Edit[]; label: string }) {
  return (
    <div class="diff" role="group" aria-label={label} tabIndex={0}>
      {hunks(text, edits).map((lines, place) => (
        <div key={place} class="hunk">
          {lines.map((line, number) => (
            <Line key={number} line={line} />
          ))}
        </div>
      ))}
    </div>
  );
}

function Line({ line }: { line: DiffLine }) {
  return (
    <div class={`diff-line diff-${line.kind}`}>
      <span class="diff-number">{line.number ?? ''}</span>
      <span class="diff-sign" aria-hidden="true">
        {SIGN[line.kind]}
      </span>
      <span class="off-screen">{WORD[line.kind]}</span>
      <code class="diff-text">{clean(line.text, 300)}</code>
    </div>
  );
}
