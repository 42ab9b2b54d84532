import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentUnit } from '@codemirror/language';
import { lintGutter } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension, type Text } from '@codemirror/state';
import {
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { clean } from '../parts/clean';
import { theme } from './theme';

// Beside what the editor shows by itself: the rest of what turns the direction of writing or is not seen.
const UNSEEN = /[\u200b-\u200f\u202a-\u202e\u2060-\u206f\u{e0000}-\u{e007f}]/gu;

/** What every editor of the page has. Tab stays the key that leaves it. */
export const setup: Extension = [
  lineNumbers(),
  codeFolding(),
  foldGutter(),
  lintGutter(),
  highlightSpecialChars({ addSpecialChars: UNSEEN }),
  history(),
  drawSelection(),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  highlightSelectionMatches({ maxMatches: 200, minSelectionLength: 4 }),
  bracketMatching(),
  indentUnit.of('  '),
  yaml(),
  search({ top: true }),
  keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, ...foldKeymap]),
  theme,
];

/** The state of an editor that holds a text. */
export function editorState(doc: string | Text, label: string, ...more: Extension[]): EditorState {
  const name = EditorView.contentAttributes.of({
    'aria-label': clean(label),
    tabindex: '0',
    spellcheck: 'false',
    autocapitalize: 'off',
    autocorrect: 'off',
    translate: 'no',
  });
  return EditorState.create({ doc, extensions: [setup, name, more] });
}
