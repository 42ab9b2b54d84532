import { useState } from 'preact/hooks';
import { Header } from './header';
import { DropTarget } from './input/DropTarget';
import { Announcer } from './parts/Announcer';
import { Boundary } from './parts/Boundary';
import { HalfSwitch } from './parts/HalfSwitch';
import { Notices } from './parts/Notices';
import { ReportPane } from './report/ReportPane';
import { useProblemKeys } from './report/keys';
import type { Session } from './session';
import { SettingsDialog, type SettingsStart } from './settings/SettingsDialog';
import { ShareDialog } from './share/ShareDialog';
import { useStore } from './store';
import { TextPane } from './text/TextPane';

export type DialogOf = { name: 'settings'; start: SettingsStart } | { name: 'share' } | undefined;

export function App({ session }: { session: Session }) {
  const [dialog, setDialog] = useState<DialogOf>();
  const half = useStore(session.store, (state) => state.half);
  useProblemKeys(session);
  const openSettings = (start: SettingsStart = {}) => setDialog({ name: 'settings', start });
  const close = () => setDialog(undefined);
  return (
    <>
      <a class="skip" href="#report" onClick={(event) => skip(event, session)}>
        Skip to the report
      </a>
      <Header session={session} openSettings={() => openSettings()} openShare={() => setDialog({ name: 'share' })} />
      <HalfSwitch session={session} />
      <DropTarget session={session}>
        <main class="halves" data-half={half}>
          <Boundary what="text">
            <TextPane session={session} />
          </Boundary>
          <Boundary what="report">
            <ReportPane session={session} openSettings={openSettings} />
          </Boundary>
        </main>
      </DropTarget>
      <Notices session={session} />
      <Announcer session={session} />
      {dialog?.name === 'settings' && <SettingsDialog session={session} start={dialog.start} close={close} />}
      {dialog?.name === 'share' && <ShareDialog session={session} close={close} />}
    </>
  );
}

function skip(event: Event, session: Session): void {
  event.preventDefault();
  session.store.set({ half: 'report' });
  requestAnimationFrame(() => document.getElementById('report')?.focus());
}
