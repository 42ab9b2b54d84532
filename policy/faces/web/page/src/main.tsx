import { render } from 'preact';
import { App } from './app';
import { keepForOffline } from './offline';
import { Session } from './session';
import { fromLink } from './share/permalink';
import { allowOwnScripts } from './trusted';
import './styles/index.css';

allowOwnScripts();

const session = new Session();

function takeLink(): void {
  const held = fromLink(location.hash);
  if (held === 'broken') {
    session.notify('The settings in this link cannot be read: it may have been cut off. Ask for it again.', 'bad');
  } else if (held && session.store.get().settings.trim() !== '') {
    session.notify('The link holds settings, and you have your own. Save yours, go back to the defaults, then open it again.');
  } else if (held) {
    session.setSettings(held.settings, held.nameless);
    session.store.set({ settingsChanged: false });
    const names = held.nameless.length;
    session.notify(
      names === 0
        ? 'The settings come from the link.'
        : 'The settings come from the link. It leaves out who attested; name them under Settings, until then the attestations do not count.',
    );
  }
}

takeLink();
window.addEventListener('hashchange', takeLink);
window.addEventListener('beforeunload', (event) => {
  const { files, settingsChanged } = session.store.get();
  if (settingsChanged || files.some((file) => file.changed)) event.preventDefault();
});
window.addEventListener('error', (event) => {
  // Browsers report that sizes were observed late the way they report what broke.
  if (!event.message.startsWith('ResizeObserver')) session.notify(BROKEN, 'bad');
});
window.addEventListener('unhandledrejection', () => session.notify(BROKEN, 'bad'));

const BROKEN = 'Something on this page went wrong. The text is as you left it; save it before you load the page anew.';

render(<App session={session} />, document.getElementById('page')!);
void session.reviewer.start();
keepForOffline();
