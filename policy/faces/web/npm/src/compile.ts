import { own } from '#load';
import type { ModuleSource } from './types.js';

/** A module from whatever it is given as; one of the package's own files, if it is not given. */
export async function compile(
  name: 'policy.wasm' | 'render.wasm',
  given?: ModuleSource | Promise<ModuleSource>,
): Promise<WebAssembly.Module> {
  const source = (await given) ?? (await own(name));
  if (source instanceof WebAssembly.Module) return source;
  if (typeof source === 'string' || source instanceof URL) return compile(name, fetch(source));
  if (typeof Response === 'function' && source instanceof Response) {
    if (!source.ok) throw new Error(`${name} cannot be loaded: the server answers ${source.status}. Copy the package's file there, or give its URL`);
    return WebAssembly.compile(await source.arrayBuffer());
  }
  return WebAssembly.compile(source as BufferSource);
}
