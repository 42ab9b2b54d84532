import { readFile } from 'node:fs/promises';
import type { ModuleSource } from './types.js';

/** One of the package's own files. */
export async function own(name: 'policy.wasm' | 'render.wasm'): Promise<ModuleSource> {
  return readFile(new URL(`./${name}`, import.meta.url));
}
