import type { Unreadable } from 'workflow-readiness';
import { Foreign, Words } from '../parts/Foreign';
import type { Session } from '../session';

const MOST = 50;

/** What could not be read: first, for the rest is worth less with it. */
export function NotRead({ session, unreadable }: { session: Session; unreadable: Unreadable[] }) {
  if (unreadable.length === 0) return null;
  return (
    <div class="card tone-bad" role="group" aria-label="Not read">
      <h3>Not read</h3>
      <p>Nothing is ready while a part of the input is unseen. The rest was reviewed.</p>
      <ul class="problems">
        {unreadable.slice(0, MOST).map((one, place) => (
          <Unread key={place} session={session} one={one} />
        ))}
      </ul>
      {unreadable.length > MOST && <p>And {unreadable.length - MOST} more.</p>}
    </div>
  );
}

function Unread({ session, one }: { session: Session; one: Unreadable }) {
  const { file, line, column, message } = one;
  const there = file !== undefined && session.documents.has(file);
  const go = () => {
    const text = there ? session.documents.reviewed(file) : undefined;
    if (!text || file === undefined) return;
    const of = text.line(Math.min(Math.max(line ?? 1, 1), text.lines));
    const from = Math.min(of.from + Math.max((column ?? 1) - 1, 0), of.to);
    session.goTo(file, from, of.to);
  };
  return (
    <li>
      {file !== undefined && (
        <button type="button" class="place" disabled={!there} onClick={go}>
          <Foreign text={file} longest={120} />
          {line !== undefined && `:${line}`}
          {column !== undefined && `:${column}`}
        </button>
      )}{' '}
      <Words text={message} />
    </li>
  );
}
