import type { Ref } from 'preact';

interface Properties {
  label: string;
  value: string;
  set: (value: string) => void;
  hint?: string;
  type?: 'text' | 'date';
  required?: boolean;
  wide?: boolean;
  field?: Ref<HTMLInputElement>;
}

/** A field of a form. What is required needs more than spaces: the settings take nothing else. */
export function Field({ label, value, set, hint, type = 'text', required = false, wide = false, field }: Properties) {
  return (
    <label class={`field ${wide ? 'field-wide' : ''}`}>
      {label}
      {type === 'date' ? (
        <input type="date" required={required} value={value} onInput={(event) => set(event.currentTarget.value)} />
      ) : (
        <input
          type="text"
          required={required}
          value={value}
          placeholder={hint ?? ''}
          autocomplete="off"
          {...(required ? { pattern: '.*\\S.*' } : {})}
          {...(field ? { ref: field } : {})}
          onInput={(event) => set(event.currentTarget.value)}
        />
      )}
    </label>
  );
}
