import type { ModuleSource } from './types.js';

const files = {
  'policy.wasm': () => new URL('./policy.wasm', import.meta.url),
  'render.wasm': () => new URL('./render.wasm', import.meta.url),
};

/** One of the package's own files. */
export async function own(name: keyof typeof files): Promise<ModuleSource> {
  return fetch(files[name]());
}
