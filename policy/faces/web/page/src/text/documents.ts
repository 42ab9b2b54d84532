import { setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { EditorSelection, Text, Transaction, type EditorState, type TransactionSpec } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { Edit } from 'workflow-readiness';
import { Drift } from './drift';
import { editorState } from './setup';

class Document {
  readonly drift = new Drift();
  scroll: ReturnType<EditorView['scrollSnapshot']> | undefined;
  #state: EditorState | undefined;

  constructor(
    readonly name: string,
    readonly given: Text,
    /** How lines ended in the file; the editor knows line ends of one kind only. */
    public lineEnd: '\n' | '\r\n',
  ) {}

  /** Made when the editor first needs it: of many files few are opened. */
  get state(): EditorState {
    return (this.#state ??= editorState(this.given, `Text of ${this.name}`));
  }

  set state(state: EditorState) {
    this.#state = state;
  }

  get text(): Text {
    return this.#state?.doc ?? this.given;
  }
}

/** What was applied, and what could not be. */
export interface Applied {
  edits: number;
  stale: number;
}

/** The texts, each with its history and cursor, and the one editor that shows one of them. */
export class Documents {
  readonly #documents = new Map<string, Document>();
  #view: EditorView | undefined;
  #open: string | undefined;

  constructor(
    readonly changed: (name: string) => void,
    readonly diagnosticsOf: (name: string) => Diagnostic[],
  ) {}

  /** Puts the editor into its place in the page. A shadow root takes its styles without an exception in the page's policy. */
  mount(host: HTMLElement): () => void {
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    const view = new EditorView({ root, parent: root, dispatchTransactions: (all) => this.#dispatch(all) });
    this.#view = view;
    const open = this.#open;
    this.#open = undefined;
    if (open !== undefined) this.open(open);
    return () => {
      this.#keep();
      view.destroy();
      this.#view = undefined;
    };
  }

  #dispatch(transactions: readonly Transaction[]): void {
    this.#view!.update(transactions);
    const document = this.#open === undefined ? undefined : this.#documents.get(this.#open);
    if (!document) return;
    document.state = this.#view!.state;
    this.#note(this.#open!, document, transactions);
  }

  #note(name: string, document: Document, transactions: readonly Transaction[]): void {
    let changed = false;
    for (const one of transactions) {
      if (!one.docChanged) continue;
      document.drift.change(one.changes);
      changed = true;
    }
    if (changed) this.changed(name);
  }

  #keep(): void {
    const document = this.#open === undefined ? undefined : this.#documents.get(this.#open);
    if (!document || !this.#view) return;
    document.state = this.#view.state;
    document.scroll = this.#view.scrollSnapshot();
  }

  has(name: string): boolean {
    return this.#documents.has(name);
  }

  /** Adds a text; one that has the name already gives way to it, and can be had back by undoing. */
  add(name: string, text: string): void {
    const lineEnd = /\r\n/.test(text.slice(0, 10_000)) ? '\r\n' : '\n';
    const there = this.#documents.get(name);
    if (there) {
      there.lineEnd = lineEnd;
      this.#change(name, { changes: { from: 0, to: there.state.doc.length, insert: there.state.toText(text) } });
      return;
    }
    this.#documents.set(name, new Document(name, Text.of(text.split(/\r\n?|\n/)), lineEnd));
  }

  #change(name: string, spec: TransactionSpec): void {
    const document = this.#documents.get(name);
    if (!document) return;
    if (name === this.#open && this.#view) {
      this.#view.dispatch(spec);
      return;
    }
    const transaction = document.state.update(spec);
    document.state = transaction.state;
    this.#note(name, document, [transaction]);
  }

  remove(name: string): void {
    this.#documents.delete(name);
    if (this.#open === name) this.#open = undefined;
  }

  /** Forgets everything, what could be undone too. */
  clear(): void {
    this.#documents.clear();
    this.#open = undefined;
    this.#view?.setState(editorState('', 'Text'));
  }

  /** Shows a text. */
  open(name: string): void {
    const document = this.#documents.get(name);
    if (!document || this.#open === name) return;
    this.#keep();
    this.#open = name;
    const view = this.#view;
    if (!view) return;
    view.setState(document.state);
    // Measures at once: drawn by guessed heights first, the lines' numbers would jump.
    view.coordsAtPos(0);
    if (document.scroll) view.dispatch({ effects: document.scroll });
    this.showDiagnostics();
  }

  /** Shows the findings of the open text in its gutter and under the text. */
  showDiagnostics(): void {
    if (this.#open === undefined || !this.#view) return;
    this.#view.dispatch(setDiagnostics(this.#view.state, this.diagnosticsOf(this.#open)));
  }

  /** Selects what a range of the reviewed text has become, and brings it into sight. */
  select(name: string, from: number, to: number, focus: boolean): void {
    this.open(name);
    const document = this.#documents.get(name);
    const view = this.#view;
    if (!document || !view) return;
    const range = document.drift.now(from, to);
    const start = range?.from ?? document.drift.nearest(from);
    const line = view.state.doc.lineAt(start);
    // Of a range over many lines, the first: an object selected as a whole hides where one is.
    const end = Math.min(range?.to ?? start, line.to);
    const selection = EditorSelection.single(Math.max(start, end), start);
    view.dispatch({ selection, effects: EditorView.scrollIntoView(start, { y: 'center', x: 'nearest', xMargin: 48 }) });
    if (focus) view.focus();
  }

  focus(): void {
    this.#view?.focus();
  }

  textOf(name: string): string {
    return this.#documents.get(name)?.text.toString() ?? '';
  }

  /** The text with the line ends of its file. */
  fileOf(name: string): string {
    const document = this.#documents.get(name);
    return document ? document.text.sliceString(0, undefined, document.lineEnd) : '';
  }

  isEmpty(name: string): boolean {
    return (this.#documents.get(name)?.text.length ?? 0) === 0;
  }

  /** The text that the report speaks of. */
  reviewed(name: string): Text | undefined {
    return this.#documents.get(name)?.drift.text;
  }

  /** Where a range of the reviewed text stands now. */
  now(name: string, from: number, to: number): { from: number; to: number } | undefined {
    return this.#documents.get(name)?.drift.now(from, to);
  }

  /** The end of the line that a place of now is on. */
  lineEnd(name: string, place: number): number {
    return this.#documents.get(name)?.text.lineAt(place).to ?? place;
  }

  handOver(name: string): string {
    const document = this.#documents.get(name);
    document?.drift.handOver(document.text);
    return document?.text.toString() ?? '';
  }

  settle(names: Iterable<string>): void {
    for (const name of names) this.#documents.get(name)?.drift.settle();
  }

  /** Applies edits of the reviewed texts: one step to undo in each text. */
  apply(edits: readonly Edit[]): Applied {
    const applied = { edits: 0, stale: 0 };
    const byFile = Map.groupBy(edits, (edit) => edit.file);
    for (const [name, ofFile] of byFile) {
      const ranges = ofFile.map((edit) => this.now(name, utf16(edit.start), utf16(edit.end)));
      if (ranges.some((range) => !range)) {
        applied.stale += ofFile.length;
        continue;
      }
      const changes = ofFile.map((edit, place) => ({ ...ranges[place]!, insert: edit.text }));
      const userEvent = Transaction.userEvent.of('input.fix');
      this.#change(name, { changes, annotations: [userEvent], scrollIntoView: false });
      applied.edits += ofFile.length;
    }
    return applied;
  }
}

function utf16(position: { utf16?: number; offset: number }): number {
  return position.utf16 ?? position.offset;
}
