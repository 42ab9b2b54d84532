import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const FOR_FILE_PAGES = /\.(wasm|yaml)\.js$/;

/** Writes the service worker, with the names of the page's own files and their version in it. */
export function offline(source: string, publicFiles: string[]): Plugin {
  return {
    name: 'offline',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const digest = createHash('sha256');
      const names = Object.keys(bundle).filter((name) => !FOR_FILE_PAGES.test(name));
      for (const name of names.sort()) {
        const file = bundle[name]!;
        digest.update(name).update(file.type === 'chunk' ? file.code : file.source);
      }
      const files = names.map((name) => (name === 'index.html' ? './' : `./${name}`));
      files.push(...publicFiles.map((name) => `./${name}`));
      const code = readFileSync(source, 'utf8')
        .replace('__VERSION__', JSON.stringify(digest.digest('hex').slice(0, 16)))
        .replace('__FILES__', JSON.stringify(files));
      this.emitFile({ type: 'asset', fileName: 'sw.js', source: code });
    },
  };
}
