import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';

interface Properties {
  label: string;
  class?: string;
  disabled?: boolean;
  align?: 'start' | 'end';
  children: (close: () => void) => ComponentChildren;
}

/** A button that opens a few more buttons. Escape, or going elsewhere, closes them. */
export function Menu({ label, disabled = false, align = 'start', children, ...rest }: Properties) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return undefined;
    const outside = (event: Event) => {
      if (!root.current?.contains(event.composedPath()[0] as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('focusin', outside);
    };
  }, [open]);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && open) {
      event.stopPropagation();
      close();
    }
  };
  return (
    <div class={`menu ${rest.class ?? ''}`} ref={root} onKeyDown={key}>
      <button
        type="button"
        class="button"
        ref={button}
        disabled={disabled}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {label} <span aria-hidden="true">▾</span>
      </button>
      <div id={id} class={`menu-list align-${align}`} hidden={!open}>
        {open && children(close)}
      </div>
    </div>
  );
}
