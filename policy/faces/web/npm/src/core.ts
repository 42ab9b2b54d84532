/** The operations, once the module is there. */
import { __wbg_reset_state, Texts, call, initSync, only } from './generated/policy.js';
import type { Catalogue } from './generated/catalogue.js';
import { empty, mistakes, moment, whole } from './shapes.js';
import type {
  Edit,
  Explanation,
  Fixable,
  InputFile,
  Problem,
  Progress,
  Report,
  ReviewInput,
  Settings,
} from './types.js';

const bytes = new TextEncoder();
const words = new TextDecoder();
let catalogue: Catalogue | undefined;
let isStarted = false;

/** Starts the module. */
export function start(module: WebAssembly.Module): void {
  initSync({ module });
  isStarted = true;
}

/** Runs one of the operations that policy.wasm has, bytes in and bytes out. It throws what the policy refuses. */
export function operation(name: string, payload: Uint8Array): Uint8Array {
  return call(name, payload);
}

/** Every rule and section. */
export function rules(): Catalogue {
  catalogue ??= JSON.parse(words.decode(call('rules', new Uint8Array()))) as Catalogue;
  return catalogue;
}

/** The JSON Schemas of the settings and of the report. */
export function schema(): { settings: object; report: object } {
  return JSON.parse(words.decode(call('schema', new Uint8Array()))) as { settings: object; report: object };
}

/** A rule in full; nothing where there is none of that id. */
export function explain(id: string): Explanation | undefined {
  const { sections, rules: all } = rules();
  const rule = all.find((one) => one.id === id);
  const section = sections.find((one) => one.id === rule?.section);
  return rule && section && { ...rule, section };
}

/** What is wrong with settings; nothing where they are valid. */
export function checkSettings(settings: string | Settings | undefined): Problem[] {
  return guarded(() => read(settings).problems, (problem) => [problem]);
}

/** Reviews texts. It never throws: what is wrong with the call is in the report's `problems`. */
export function review(input: ReviewInput, onProgress?: (progress: Progress) => void): Report {
  const wrong = mistakes(input);
  const now = wrong.length > 0 ? moment() : (input.now ?? moment());
  if (wrong.length > 0) return empty(now, wrong);
  return guarded(
    () => {
      const settings = read(input.settings);
      if (settings.problems.length > 0) return empty(now, settings.problems);
      const texts = take(input, onProgress);
      try {
        const json = texts.review(settings.json, now, input.namespace, input.distribution, input.workflowVersion);
        return { ...(JSON.parse(json) as Report), problems: [] };
      } catch (error) {
        // What the policy refuses is a string.
        if (typeof error !== 'string') throw error;
        return empty(now, [{ about: 'input', message: error }]);
      } finally {
        texts.free();
      }
    },
    (problem) => empty(now, [problem]),
  );
}

/** What the remediations of some results of a report change in the texts that it was made of, all at once. */
export function fix(input: readonly InputFile[] | ReviewInput, results: readonly Fixable[]): Edit[] {
  const all = whole(input);
  if (mistakes(all).length > 0) return [];
  return guarded(
    () => {
      const texts = take(all);
      try {
        return JSON.parse(texts.fix(JSON.stringify(results ?? []))) as Edit[];
      } finally {
        texts.free();
      }
    },
    () => [],
  );
}

/** The payload of the operation `review` for these texts. */
export function payload(input: ReviewInput): string {
  const texts = take(input);
  try {
    return texts.payload(read(input.settings).json, input.now ?? '');
  } finally {
    texts.free();
  }
}

function take(input: ReviewInput, onProgress?: (progress: Progress) => void): Texts {
  const files = input.files.map(encoded);
  const total = files.reduce((sum, file) => sum + file.bytes.length, 0);
  const texts = new Texts();
  let before = 0;
  for (const file of files) {
    const done = before;
    texts.add(file.name, file.bytes, (read: number) => onProgress?.({ phase: 'read', done: done + read, total }));
    before += file.bytes.length;
  }
  for (const file of (input.values ?? []).map(encoded)) texts.values(file.name, file.bytes);
  onProgress?.({ phase: 'judge', done: total, total });
  return texts;
}

function encoded({ name, text }: InputFile): { name: string; bytes: Uint8Array } {
  return { name, bytes: typeof text === 'string' ? bytes.encode(text) : text };
}

/** Settings as JSON, and what is wrong with them. */
function read(settings: string | Settings | undefined): { json: string; problems: Problem[] } {
  let json = '{}';
  if (typeof settings === 'string') {
    try {
      json = only(settings);
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) throw error;
      const [line, column, ...message] = String(error).split('\t');
      const place = { line: Number(line), column: Number(column) };
      return { json: '{}', problems: [{ about: 'settings', ...place, message: message.join('\t') }] };
    }
  } else if (settings !== undefined) {
    try {
      json = JSON.stringify(settings) ?? '{}';
    } catch {
      return { json, problems: [{ about: 'settings', message: 'they cannot be written as JSON' }] };
    }
  }
  const answer = JSON.parse(words.decode(call('validate_settings', bytes.encode(json)))) as {
    valid: boolean;
    message?: string;
  };
  const mistakes = answer.valid ? [] : (answer.message ?? 'they are not valid').split('; ');
  return { json, problems: mistakes.map((message) => ({ about: 'settings', message })) };
}

/** Runs something in the module. Where that stops it, a new instance takes its place. */
function guarded<T>(run: () => T, stopped: (problem: Problem) => T): T {
  try {
    return run();
  } catch (error) {
    // What a module that stopped says of itself may hold what it was reviewing.
    if (error instanceof WebAssembly.RuntimeError) __wbg_reset_state();
    const message = isStarted
      ? 'the review stopped: out of memory, or a mistake in it. Give it less at a time, or report this'
      : 'the module is not there: call init() first, and wait for it';
    return stopped({ about: 'module', message });
  }
}
