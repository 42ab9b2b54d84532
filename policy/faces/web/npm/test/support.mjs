// What the package's tests share.
import { readFileSync, readdirSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../../../..');
export const built = resolve(process.env.OUT ?? join(root, 'dist/npm'));
export const target = resolve(process.env.CARGO_TARGET_DIR ?? join(root, 'target'));
export const now = '2026-11-01T12:00:00Z';

export const load = (name) => import(pathToFileURL(join(built, name)).href);
export const folder = () => mkdtempSync(join(tmpdir(), 'workflow-readiness-'));

/** Every manifest and values.yaml of the fixtures, by name. */
export function fixtures() {
  const found = [];
  for (const kind of ['clusters', 'rules']) {
    for (const name of readdirSync(join(root, 'fixtures', kind)).sort()) {
      for (const file of ['cluster.yaml', 'values.yaml', 'good.yaml', 'bad.yaml', 'fixed.yaml']) {
        const path = join(root, 'fixtures', kind, name, file);
        if (existsSync(path)) found.push({ name: `${name}-${file.split('.')[0]}`, file, text: readFileSync(path, 'utf8') });
      }
    }
  }
  return found;
}

export function cluster(name) {
  return readFileSync(join(root, 'fixtures/clusters', name, 'cluster.yaml'), 'utf8');
}
