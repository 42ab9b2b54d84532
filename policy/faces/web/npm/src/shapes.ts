/** The shapes of what goes in and comes out; nothing here needs the module. */
import type { InputFile, Problem, Report, ReviewInput } from './types.js';

/** Files alone, as what is reviewed. */
export function whole(input: readonly InputFile[] | ReviewInput): ReviewInput {
  return Array.isArray(input) ? { files: input as readonly InputFile[] } : (input as ReviewInput);
}

/** The moment that it is, in whole seconds. */
export function moment(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z');
}

/** What of a call has the wrong shape, for those who call without types. */
export function mistakes(input: ReviewInput): Problem[] {
  const wrong = (message: string): Problem[] => [{ about: 'input', message }];
  if (typeof input !== 'object' || input === null) return wrong('there is no input: give { files: [{ name, text }] }');
  for (const name of ['files', 'values'] as const) {
    const files: unknown = input[name] ?? (name === 'values' ? [] : undefined);
    if (!Array.isArray(files)) return wrong(`\`${name}\` is no list: give [{ name, text }]`);
    if (!files.every(isFile)) return wrong(`\`${name}\` holds something that is no file: give { name, text }, the text as a string or bytes`);
  }
  for (const name of ['now', 'namespace', 'distribution', 'workflowVersion'] as const) {
    if (input[name] !== undefined && typeof input[name] !== 'string') return wrong(`\`${name}\` is no string`);
  }
  return [];
}

function isFile(file: unknown): boolean {
  const { name, text } = (file ?? {}) as Partial<InputFile>;
  return typeof name === 'string' && (typeof text === 'string' || text instanceof Uint8Array);
}

/** The report of a call that judged nothing. */
export function empty(now: string, problems: Problem[]): Report {
  const summary = { pass: 0, fail: 0, warn: 0, error: 0, skip: 0 };
  return { schemaVersion: 1, now, ready: false, installations: [], summary, unreadable: [], ignored: {}, problems };
}
