import { useState } from 'preact/hooks';
import { Dialog } from './parts/Dialog';
import type { Session } from './session';
import { useStore } from './store';
import { setTheme, theme, type Theme } from './theme';

interface Properties {
  session: Session;
  openSettings: () => void;
  openShare: () => void;
}

export function Header({ session, openSettings, openShare }: Properties) {
  const hasFiles = useStore(session.store, (state) => state.files.length > 0);
  const isSet = useStore(session.store, (state) => state.settings.trim() !== '');
  const [asking, setAsking] = useState(false);
  const clear = () => {
    if (session.store.get().files.some((file) => file.changed)) setAsking(true);
    else session.clear();
  };
  return (
    <header class="head">
      <div class="brand">
        <svg class="brand-mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
          <rect width="32" height="32" rx="7" />
          <path d="M8 16.5l5.2 5.2L24 11" />
        </svg>
        <div>
          <h1>Workflow Readiness</h1>
          <p class="brand-says">Reviewed in this browser. Nothing is sent.</p>
        </div>
      </div>
      <div class="head-actions">
        <button type="button" class="button" onClick={openSettings}>
          Settings{isSet && <span class="dot" title="not the defaults" />}
          {isSet && <span class="off-screen"> (not the defaults)</span>}
        </button>
        <button type="button" class="button" onClick={openShare}>
          Link
        </button>
        <button type="button" class="button" onClick={clear} disabled={!hasFiles}>
          Clear
        </button>
        <ThemeChoice />
      </div>
      {asking && <AskToClear clear={() => session.clear()} close={() => setAsking(false)} />}
    </header>
  );
}

function ThemeChoice() {
  const [chosen, setChosen] = useState<Theme>(theme());
  const choose = (event: Event) => {
    const wanted = (event.currentTarget as HTMLSelectElement).value as Theme;
    setTheme(wanted);
    setChosen(wanted);
  };
  return (
    <label class="theme">
      <span class="off-screen">Theme</span>
      <select value={chosen} onChange={choose}>
        <option value="system">System</option>
        <option value="light">Light</option>
        <option value="dark">Dark</option>
      </select>
    </label>
  );
}

function AskToClear({ clear, close }: { clear: () => void; close: () => void }) {
  return (
    <Dialog title="Clear the changed text?" class="dialog-small" close={close}>
      <div class="dialog-body">
        <p>The text was changed here and not saved since. Cleared text cannot be had back.</p>
        <div class="row">
          <button
            type="button"
            class="button strong"
            onClick={() => {
              clear();
              close();
            }}
          >
            Clear it
          </button>
          <button type="button" class="button" onClick={close}>
            Keep it
          </button>
        </div>
      </div>
    </Dialog>
  );
}
