import { useState } from 'preact/hooks';
import { CopyButton } from '../parts/CopyButton';
import { Dialog } from '../parts/Dialog';
import { Foreign } from '../parts/Foreign';
import type { Session } from '../session';
import { fileOf } from '../settings/document';
import { useStore } from '../store';
import { link, shared } from './permalink';

/** A link that holds the settings. */
export function ShareDialog({ session, close }: { session: Session; close: () => void }) {
  const settings = useStore(session.store, (state) => state.settings);
  const [withNames, setWithNames] = useState(false);
  const held = shared(settings, withNames);
  const address = held && link(held);
  const hasNames = Array.isArray(shared(settings, true)?.['attestations']);
  return (
    <Dialog title="Link to these settings" class="dialog-small" close={close}>
      <div class="dialog-body">
        <p>
          The link holds the settings and nothing else: no file, no finding. They stand behind the <code>#</code>, which
          browsers send to no server.
        </p>
        {hasNames && (
          <label class="check">
            <input type="checkbox" checked={withNames} onChange={() => setWithNames(!withNames)} />
            <span>Say in the link who attested, and what they noted</span>
          </label>
        )}
        {!held && <p class="tone-bad">The settings file cannot be read; mend it first.</p>}
        {held && !address && <p class="tone-bad">The settings are too long for a link; send the file instead.</p>}
        {held && address && (
          <>
            <label class="field field-wide">
              Link
              <input type="text" readOnly value={address} onFocus={(event) => event.currentTarget.select()} />
            </label>
            <CopyButton session={session} text={() => address} what="the link" label="Copy the link" class="strong" />
            <h3>What it holds</h3>
            <pre class="held" tabIndex={0} role="group" aria-label="What the link holds">
              {Object.keys(held).length === 0 ? 'Nothing: the defaults hold.' : <HeldLines text={fileOf(held)} />}
            </pre>
          </>
        )}
      </div>
    </Dialog>
  );
}

function HeldLines({ text }: { text: string }) {
  return (
    <>
      {text.split('\n').map((line, place) => (
        <span key={place}>
          <Foreign text={line} longest={300} />
          {'\n'}
        </span>
      ))}
    </>
  );
}
