import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Session } from '../session';
import { dropped } from './drop';
import { readAll } from './read';

/** Takes files and folders that are dropped anywhere on the page, and text that is pasted outside of the editor. */
export function DropTarget({ session, children }: { session: Session; children: ComponentChildren }) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const drag = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!event.relatedTarget) setOver(false);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      if (!hasFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      event.stopPropagation();
      void dropped(event.dataTransfer).then(readAll).then((all) => session.add(all));
    };
    const paste = (event: ClipboardEvent) => {
      if (takesText(event.composedPath()[0]) || document.querySelector('dialog[open]')) return;
      const files = event.clipboardData?.files;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (files && files.length > 0) {
        void readAll([...files].map((file) => ({ name: file.name, file, named: true }))).then((all) => session.add(all));
      } else if (text.trim()) session.addText(text);
    };
    // Before the editor: it would take a file's text into the text that is open.
    const early = { capture: true };
    window.addEventListener('dragover', drag, early);
    window.addEventListener('dragleave', leave, early);
    window.addEventListener('drop', drop, early);
    window.addEventListener('paste', paste);
    return () => {
      window.removeEventListener('dragover', drag, early);
      window.removeEventListener('dragleave', leave, early);
      window.removeEventListener('drop', drop, early);
      window.removeEventListener('paste', paste);
    };
  }, [session]);
  return (
    <>
      {children}
      {over && (
        <div class="drop-over" aria-hidden="true">
          <p>Drop the files or folders anywhere</p>
        </div>
      )}
    </>
  );
}

function takesText(target: EventTarget | undefined): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
