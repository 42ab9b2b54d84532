import type { ComponentChildren } from 'preact';
import { clean } from './clean';

/** Text of the input: shown as text, on its own in the direction of writing. */
export function Foreign({ text, longest }: { text: string; longest?: number }) {
  return <bdi class="foreign">{clean(text, longest)}</bdi>;
}

/** A sentence of the report: what stands between backticks is code. */
export function Words({ text }: { text: string }) {
  const parts = text.slice(0, 20_000).split('`');
  const closed = parts.length % 2 === 1;
  const shown: ComponentChildren[] = parts.map((part, place) =>
    place % 2 === 1 && (closed || place < parts.length - 1) ? (
      <code key={place}>
        <Foreign text={part} />
      </code>
    ) : (
      <Foreign key={place} text={place % 2 === 1 ? `\`${part}` : part} />
    ),
  );
  return <>{shown}</>;
}

/** Words that begin small, with a capital. */
export function Capital({ text }: { text: string }) {
  return <Words text={`${text.charAt(0).toUpperCase()}${text.slice(1)}`} />;
}

/** A sentence that has neither capital nor full stop, with both. */
export function Sentence({ text }: { text: string }) {
  const whole = text.replace(/\.$/, '');
  return <Words text={`${whole.charAt(0).toUpperCase()}${whole.slice(1)}.`} />;
}
