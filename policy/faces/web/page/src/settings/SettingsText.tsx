import { setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'preact/hooks';
import { clean } from '../parts/clean';
import type { Session } from '../session';
import { editorState } from '../text/setup';

/** The settings file in an editor of its own. The session's text is what counts: what changes there comes here. */
export function SettingsText({ session }: { session: Session }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const root = host.current!.shadowRoot ?? host.current!.attachShadow({ mode: 'open' });
    const tell = EditorView.updateListener.of((update) => {
      if (!update.docChanged) return;
      const text = update.state.doc.toString();
      if (text !== session.store.get().settings) session.setSettings(text);
    });
    const state = editorState(session.store.get().settings, 'Settings file', tell);
    const view = new EditorView({ root, parent: root, state });
    const follow = () => {
      const { settings, settingsProblems } = session.store.get();
      const there = view.state.doc.toString();
      if (settings !== there) view.dispatch({ changes: { from: 0, to: there.length, insert: settings } });
      view.dispatch(setDiagnostics(view.state, diagnostics(view, settingsProblems)));
    };
    let last: unknown;
    const unsubscribe = session.store.subscribe(() => {
      const { settings, settingsProblems } = session.store.get();
      if (settings === view.state.doc.toString() && settingsProblems === last) return;
      last = settingsProblems;
      queueMicrotask(follow);
    });
    follow();
    return () => {
      unsubscribe();
      view.destroy();
    };
  }, [session]);
  return <div class="editor settings-text" ref={host} />;
}

function diagnostics(view: EditorView, problems: { line?: number; message: string }[]): Diagnostic[] {
  return problems.flatMap(({ line, message }) => {
    // What has no line is told under the text.
    if (line === undefined) return [];
    const { from, to } = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
    return { from, to, severity: 'error' as const, message: clean(message, 1_000) };
  });
}
