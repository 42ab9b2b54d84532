import { useRef } from 'preact/hooks';
import { examples } from '../own-files';
import { Menu } from '../parts/Menu';
import type { Session } from '../session';
import { chosen } from './drop';
import { readAll } from './read';

/** Where text comes from: files, a folder, the clipboard, the examples. */
export function Sources({ session }: { session: Session }) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (event: Event) => {
    const field = event.currentTarget as HTMLInputElement;
    const found = chosen(field.files ?? new DataTransfer().files);
    field.value = '';
    void readAll(found).then((all) => session.add(all));
  };
  return (
    <div class="sources">
      <button type="button" class="button strong" onClick={() => files.current?.click()}>
        <span class="wide-only">Open files</span>
        <span class="narrow-only">Files</span>
      </button>
      <button type="button" class="button" onClick={() => folder.current?.click()}>
        <span class="wide-only">Open folder</span>
        <span class="narrow-only">Folder</span>
      </button>
      <button type="button" class="button" onClick={() => void paste(session)}>
        Paste
      </button>
      <Menu label="Examples">
        {(close) =>
          examples.map((example) => (
            <button
              key={example.id}
              type="button"
              class="menu-item"
              data-example={example.id}
              onClick={() => {
                close();
                void session.addExample(example);
              }}
            >
              <strong>{example.title}</strong>
              <span>{example.says}</span>
            </button>
          ))
        }
      </Menu>
      <input ref={files} class="off-screen" type="file" multiple tabIndex={-1} aria-label="Files to review" onChange={take} />
      <input
        ref={(field: HTMLInputElement | null) => {
          folder.current = field;
          field?.setAttribute('webkitdirectory', '');
        }}
        class="off-screen"
        type="file"
        tabIndex={-1}
        aria-label="Folder to review"
        onChange={take}
      />
    </div>
  );
}

/** The clipboard's text as a text of its own; where the browser does not hand it over, an empty one to paste into. */
async function paste(session: Session): Promise<void> {
  let text = '';
  try {
    text = await navigator.clipboard.readText();
  } catch {
    session.notify('The browser keeps the clipboard from the page. Paste into the empty text with the keyboard.');
  }
  session.addText(text);
  requestAnimationFrame(() => session.documents.focus());
}
