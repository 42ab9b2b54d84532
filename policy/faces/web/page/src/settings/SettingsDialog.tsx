import { useState } from 'preact/hooks';
import { CopyButton } from '../parts/CopyButton';
import { Dialog } from '../parts/Dialog';
import { Words } from '../parts/Foreign';
import type { Session } from '../session';
import { save } from '../share/save';
import { useStore } from '../store';
import { Attestations } from './Attestations';
import { view } from './document';
import { Exceptions } from './Exceptions';
import { General } from './General';
import { Rules } from './Rules';
import { SettingsText } from './SettingsText';

/** What the dialog is opened for. */
export interface SettingsStart {
  attest?: { section: string; namespace: string };
  accept?: { rule: string; subject: { kind: string; namespace?: string; name: string } };
}

type Part = 'general' | 'attestations' | 'exceptions';

interface Properties {
  session: Session;
  start: SettingsStart;
  close: () => void;
}

const PARTS: [Part, string][] = [
  ['attestations', 'Attestations'],
  ['exceptions', 'Exceptions'],
  ['general', 'Rules'],
];

/** The settings: a form, and the file that it makes. The file is what counts, and may be written by hand. */
export function SettingsDialog({ session, start, close }: Properties) {
  const settings = useStore(session.store, (state) => state.settings);
  const [part, setPart] = useState<Part>(start.accept ? 'exceptions' : 'attestations');
  const shown = view(settings);
  return (
    <Dialog title="Settings" class="dialog-wide" close={close}>
      <div class="settings">
        <div class="settings-form">
          <div class="parts" role="group" aria-label="Part of the settings">
            {PARTS.map(([one, title]) => (
              <button key={one} type="button" aria-pressed={part === one} onClick={() => setPart(one)}>
                {title}
              </button>
            ))}
          </div>
          {shown.broken !== undefined && (
            <p class="card tone-bad" role="alert">
              The form waits until the file can be read: <Words text={shown.broken} />.
            </p>
          )}
          <fieldset class="plain" disabled={shown.broken !== undefined}>
            <legend class="off-screen">Form</legend>
            {part === 'attestations' && <Attestations session={session} view={shown} start={start.attest} />}
            {part === 'exceptions' && <Exceptions session={session} view={shown} start={start.accept} />}
            {part === 'general' && (
              <>
                <General session={session} view={shown} />
                <Rules session={session} view={shown} />
              </>
            )}
          </fieldset>
        </div>
        <FileHalf session={session} settings={settings} />
      </div>
    </Dialog>
  );
}

function FileHalf({ session, settings }: { session: Session; settings: string }) {
  const problems = useStore(session.store, (state) => state.settingsProblems);
  const saveFile = () => {
    save('settings.yaml', 'application/yaml', settings);
    session.store.set({ settingsChanged: false });
  };
  return (
    <section class="settings-file" aria-labelledby="settings-file">
      <h3 id="settings-file">The file</h3>
      <p class="hint">
        The same for the page, <code>workflow-readiness review --settings</code> and Kubewarden. Write in it as you like.
      </p>
      <SettingsText session={session} />
      <div class="settings-problems" role="status">
        {settings.trim() === '' && <p>Empty: the defaults hold.</p>}
        {settings.trim() !== '' && problems.length === 0 && <p class="tone-good">✓ Valid</p>}
        {problems.map(({ line, message }, place) => (
          <p key={place} class="tone-bad">
            ✗ {line !== undefined && `Line ${line}: `}
            <Words text={message} />
          </p>
        ))}
      </div>
      <div class="row">
        <CopyButton session={session} text={() => settings} what="the settings file" />
        <button type="button" class="button" onClick={saveFile}>
          Save
        </button>
        <button type="button" class="button" onClick={() => session.setSettings('', [])} disabled={settings === ''}>
          Back to the defaults
        </button>
      </div>
    </section>
  );
}
