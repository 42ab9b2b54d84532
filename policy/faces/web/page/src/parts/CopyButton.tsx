import { useEffect, useRef, useState } from 'preact/hooks';
import type { Session } from '../session';

interface Properties {
  session: Session;
  text: () => string;
  /** What is copied, for who cannot see what the button stands beside. */
  what: string;
  label?: string;
  class?: string;
}

/** Copies text, and says so in its own place. */
export function CopyButton({ session, text, what, label = 'Copy', ...rest }: Properties) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = async () => {
    const done = await copied(text());
    setState(done ? 'copied' : 'refused');
    session.announce(done ? `Copied: ${what}` : `The browser did not let the page copy ${what}`);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setState('idle'), 2_000);
  };
  const words = { idle: label, copied: 'Copied', refused: 'Failed' }[state];
  return (
    <button type="button" class={`button copy ${rest.class ?? ''}`} onClick={copy} aria-label={`${words}: ${what}`}>
      <span class="copy-widest" aria-hidden="true">
        {label.length > 'Copied'.length ? label : 'Copied'}
      </span>
      <span class="copy-words">{words}</span>
    </button>
  );
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedBySelection(text);
  }
}

/** Pages opened as a file have no clipboard of their own in some browsers. */
function copiedBySelection(text: string): boolean {
  const holder = document.createElement('textarea');
  holder.value = text;
  holder.className = 'off-screen';
  const before = document.activeElement;
  (document.querySelector('dialog[open]') ?? document.body).append(holder);
  holder.select();
  const done = document.execCommand('copy');
  holder.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}
