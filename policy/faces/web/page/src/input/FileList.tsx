import { Foreign } from '../parts/Foreign';
import { clean } from '../parts/clean';
import type { Session } from '../session';
import { useStore } from '../store';

/** The files that were given. */
export function FileList({ session }: { session: Session }) {
  const files = useStore(session.store, (state) => state.files);
  const open = useStore(session.store, (state) => state.open);
  const report = useStore(session.store, (state) => state.report);
  return (
    <ul class="files" aria-label="Files">
      {files.map(({ name, role, refused, changed }) => {
        const found = report?.byFile.get(name) ?? [];
        const fails = found.filter((finding) => finding.result.outcome === 'fail').length;
        return (
          <li key={name} class={`file ${open === name ? 'is-open' : ''}`}>
            <button
              type="button"
              class="file-open"
              aria-current={open === name ? 'true' : undefined}
              onClick={() => session.open(name)}
              title={clean(name)}
            >
              <span class="file-name">
                <Foreign text={name} longest={120} />
              </span>
              {role === 'values' && <span class="tag">values</span>}
              {changed && <span class="tag">changed</span>}
              {refused && <span class="tag tone-bad">not read</span>}
              {fails > 0 && (
                <span class="tag tone-bad">
                  {fails} <span aria-hidden="true">✗</span>
                  <span class="off-screen"> {fails === 1 ? 'violation' : 'violations'}</span>
                </span>
              )}
            </button>
            <button
              type="button"
              class="file-remove"
              aria-label={`Remove ${clean(name, 120)}`}
              onClick={() => session.removeFile(name)}
            >
              <span aria-hidden="true">×</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
