import type { Session } from '../session';
import { useStore } from '../store';
import { ADVICE_SECTIONS } from './words';

/** What stands there before there is a report. */
export function NoReport({ session }: { session: Session }) {
  const sections = useStore(session.store, (state) => state.catalogue?.sections);
  return (
    <div class="no-report">
      <p class="no-report-title">Is your Workflow ready for production?</p>
      <p>
        The report appears here, section by section of the production guide: what holds, what does not, in which line, why it
        matters, and the change that mends it. It follows the text as you type.
      </p>
      <ol class="guide-list">
        {(sections ?? []).map(({ id, title, url }) => (
          <li key={id}>
            <a href={url} target="_blank" rel="noreferrer noopener">
              {title}
            </a>
            {ADVICE_SECTIONS.has(id) && <span class="tag">advice</span>}
          </li>
        ))}
      </ol>
    </div>
  );
}
