import { useEffect } from 'preact/hooks';
import { clean } from '../parts/clean';
import type { Session } from '../session';
import { isShown } from './findings';
import { OUTCOME } from './words';

/** F8 goes to the next finding that is shown, Shift and F8 to the one before, wherever the focus is. */
export function useProblemKeys(session: Session): void {
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'F8' || event.ctrlKey || event.altKey || event.metaKey) return;
      if (document.querySelector('dialog[open]')) return;
      event.preventDefault();
      event.stopPropagation();
      step(session, event.shiftKey ? -1 : 1);
    };
    window.addEventListener('keydown', key, { capture: true });
    return () => window.removeEventListener('keydown', key, { capture: true });
  }, [session]);
}

function step(session: Session, by: 1 | -1): void {
  const { report, filter, current } = session.store.get();
  const shown = (report?.findings ?? []).filter(({ result }) => result.source && isShown(result, filter));
  if (shown.length === 0) {
    session.announce('There is no finding to go to.');
    return;
  }
  const at = shown.findIndex((finding) => finding.key === current);
  const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : (at + by + shown.length) % shown.length;
  const finding = shown[next]!;
  session.show(finding);
  const { outcome, severity, message } = finding.result;
  session.announce(`${next + 1} of ${shown.length}: ${OUTCOME[outcome].word}, ${severity}: ${clean(message)}`);
}
