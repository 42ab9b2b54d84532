import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import { EXAMPLES } from './examples.ts';

const VIRTUAL = 'virtual:own-files';

/** Where the modules lie that the page loads. */
export interface Modules {
  review: string;
  render: string;
}

interface Emitted {
  name: string;
  content: Uint8Array | string;
  /** Only for pages opened as a file, which may not fetch: the same, as a script. */
  script: { name: string; content: string };
}

function named(stem: string, extension: string, content: Uint8Array): string {
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 10);
  return `${stem}-${digest}.${extension}`;
}

function emitted(folder: string, stem: string, extension: string, content: Uint8Array): Emitted {
  const name = folder + named(stem, extension, content);
  const base64 = Buffer.from(content).toString('base64');
  const script = `globalThis.ownFile(${JSON.stringify(name)},${JSON.stringify(base64)});\n`;
  return { name, content, script: { name: `${name}.js`, content: script } };
}

/**
 * The files beside the page: the two modules and the examples. Each is named by its content, and stands there a second
 * time as a script that hands it over.
 */
export function ownFiles(root: string, modules: Modules): Plugin {
  const files: Emitted[] = [];
  const add = (folder: string, stem: string, extension: string, path: string) => {
    const file = emitted(folder, stem, extension, readFileSync(resolve(root, path)));
    if (!files.some((one) => one.name === file.name)) files.push(file);
    return file.name;
  };
  return {
    name: 'own-files',
    resolveId: (id) => (id === VIRTUAL ? `\0${VIRTUAL}` : undefined),
    load(id) {
      if (id !== `\0${VIRTUAL}`) return undefined;
      const list = {
        review: add('', 'review', 'wasm', modules.review),
        render: add('', 'render', 'wasm', modules.render),
        examples: EXAMPLES.map(({ files, ...example }) => ({
          ...example,
          files: files.map(({ name, from }) => {
            const stem = name.replace(/\.yaml$/, '');
            return { name, url: add('examples/', stem, 'yaml', from) };
          }),
        })),
      };
      return `export default ${JSON.stringify(list)};`;
    },
    generateBundle() {
      for (const file of files) {
        this.emitFile({ type: 'asset', fileName: file.name, source: file.content });
        this.emitFile({ type: 'asset', fileName: file.script.name, source: file.script.content });
      }
    },
  };
}
