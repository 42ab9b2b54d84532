/**
 * Reviews manifests and Helm values of Deis, Hephy and Drycc Workflow against the production guide. Everything runs
 * where it is called: nothing is sent anywhere.
 */
import * as core from './core.js';
import { compile } from './compile.js';
import type { InputFile, ModuleSource, Report, ReviewInput } from './types.js';

export { applyEdits } from './types.js';
export { checkSettings, explain, fix, operation, payload, review, rules, schema } from './core.js';
export type * from './types.js';

let started: Promise<void> | undefined;

/** Loads the module: the package's own, or the one that is given. Later calls wait for the first one. */
export function init(module?: ModuleSource | Promise<ModuleSource>): Promise<void> {
  started ??= compile('policy.wasm', module)
    .then(core.start)
    .catch((error: unknown) => {
      started = undefined;
      throw error;
    });
  return started;
}

/** Reviews Helm values of the umbrella chart, later ones over earlier ones. */
export function reviewValues(values: readonly InputFile[], options: Omit<ReviewInput, 'files' | 'values'> = {}): Report {
  return core.review({ ...options, files: [], values });
}
