import { useEffect, useRef } from 'preact/hooks';
import { FileBar } from '../input/FileBar';
import { FileList } from '../input/FileList';
import { Sources } from '../input/Sources';
import { Welcome } from '../input/Welcome';
import { Foreign } from '../parts/Foreign';
import type { Session } from '../session';
import { useStore } from '../store';

/** The half with the text. */
export function TextPane({ session }: { session: Session }) {
  const files = useStore(session.store, (state) => state.files);
  const open = useStore(session.store, (state) => state.open);
  const file = files.find((one) => one.name === open);
  const drawn = useStore(session.store, (state) => state.drawn);
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => session.documents.mount(host.current!), [session]);
  return (
    <section class="pane text-pane" aria-labelledby="text-title">
      <h2 id="text-title" class="off-screen">
        Text
      </h2>
      <Sources session={session} />
      {files.length > 0 && <FileList session={session} />}
      {file && !file.refused && <FileBar session={session} file={file} />}
      {file?.refused && (
        <div class="refused">
          <p>
            <strong>
              <Foreign text={file.name} longest={120} /> was not read.
            </strong>
          </p>
          <p>It is {file.refused}.</p>
        </div>
      )}
      {files.length === 0 && <Welcome session={session} />}
      <div class="editor" ref={host} data-shown={drawn && file !== undefined && file.refused === undefined} />
    </section>
  );
}
