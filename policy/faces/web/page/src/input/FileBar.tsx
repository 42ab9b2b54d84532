import type { Distribution } from 'workflow-readiness';
import { CopyButton } from '../parts/CopyButton';
import { Menu } from '../parts/Menu';
import type { Session } from '../session';
import { save } from '../share/save';
import { useStore } from '../store';
import type { GivenFile, Role } from './files';

const of = (event: Event) => (event.currentTarget as HTMLSelectElement | HTMLInputElement).value;

/** How the open file is read, and what can be done with its text. */
export function FileBar({ session, file }: { session: Session; file: GivenFile }) {
  const saveFile = () => {
    save(file.name.split('/').at(-1)!, 'application/yaml', session.documents.fileOf(file.name));
    session.saved(file.name);
  };
  return (
    <div class="file-bar">
      <label>
        <span class="wide-only">Read as </span>
        <select
          aria-label="Read as" value={file.role} onChange={(event) => session.setRole(file.name, of(event) as Role)}>
          <option value="manifest">manifests</option>
          <option value="values">Helm values</option>
        </select>
      </label>
      <Options session={session} />
      <span class="grow" />
      <CopyButton session={session} text={() => session.documents.fileOf(file.name)} what="the text" />
      <button type="button" class="button" onClick={saveFile}>
        Save
      </button>
    </div>
  );
}

/** What the review is told where the input does not tell. */
function Options({ session }: { session: Session }) {
  const options = useStore(session.store, (state) => state.options);
  const told = [options.distribution, options.namespace, options.workflowVersion].filter(Boolean).length;
  return (
    <Menu label={told > 0 ? `Options (${told} set)` : 'Options'}>
      {() => (
        <div class="menu-form">
          <label>
            Distribution
            <select
              value={options.distribution}
              onChange={(event) => session.setOptions({ distribution: of(event) as Distribution | '' })}
            >
              <option value="">as the input tells</option>
              <option value="deis">Deis Workflow</option>
              <option value="hephy">Hephy Workflow</option>
              <option value="drycc">Drycc Workflow</option>
            </select>
          </label>
          <label>
            Workflow version, for Helm values
            <input
              type="text"
              placeholder="the newest"
              value={options.workflowVersion}
              onInput={(event) => session.setOptions({ workflowVersion: of(event) })}
            />
          </label>
          <label>
            Namespace
            <input
              type="text"
              placeholder="every installation"
              value={options.namespace}
              onInput={(event) => session.setOptions({ namespace: of(event) })}
            />
          </label>
        </div>
      )}
    </Menu>
  );
}
