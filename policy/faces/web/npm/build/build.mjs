// Builds the package: MODULES is the folder that dev-web wrote, OUT where the package goes.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { compile } from 'json-schema-to-typescript';

const here = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const root = resolve(here, '../../../..');
const modules = resolve(process.env.MODULES ?? join(root, 'target/web'));
const out = resolve(process.env.OUT ?? join(root, 'dist/npm'));
const generated = join(here, 'src/generated');
const require = createRequire(import.meta.url);
const read = (path) => readFileSync(path, 'utf8');
const manifest = JSON.parse(read(join(here, 'package.json')));

/** gzip -9 of policy.wasm, in bytes; the page's users wait for it. */
const BUDGET = 200_000;

rmSync(generated, { recursive: true, force: true });
rmSync(out, { recursive: true, force: true });
mkdirSync(generated, { recursive: true });
mkdirSync(out, { recursive: true });

await types();
bindings();
await worker();
scripts();
files();
sizes();

/** TypeScript's types, from the schemas that the Rust types give. */
async function types() {
  for (const name of ['report', 'catalogue', 'settings']) {
    const schema = JSON.parse(read(join(modules, `${name}.schema.json`)));
    if (name === 'settings') schema.title = 'Settings';
    for (const [title, one] of Object.entries(schema.$defs ?? {})) one.title ??= title;
    if (name !== 'settings') plain(schema);
    const text = await compile(schema, schema.title, {
      additionalProperties: false,
      bannerComment: '',
      strictIndexSignatures: true,
      unknownAny: true,
    });
    writeFileSync(join(generated, `${name}.ts`), text);
  }
}

/**
 * A type's own words, not those of the member that has it; a value of any kind as one that is not known; and what may be
 * left out as that: a report has no null.
 */
function plain(schema) {
  if (Array.isArray(schema.type)) schema.type = schema.type.filter((type) => type !== 'null');
  const others = schema.anyOf?.filter((one) => one.type !== 'null');
  if (others?.length === 1) {
    delete schema.anyOf;
    Object.assign(schema, others[0]);
  }
  if (typeof schema.$ref === 'string') delete schema.description;
  for (const [name, one] of Object.entries(schema)) {
    if (name === 'value' && (one === true || Object.keys(one).every((key) => key === 'description'))) {
      schema[name] = { ...(one === true ? {} : one), tsType: 'unknown' };
    } else if (one !== null && typeof one === 'object') {
      plain(one);
    }
  }
}

function bindings() {
  for (const name of ['policy', 'render']) {
    cpSync(join(modules, `${name}.js`), join(generated, `${name}.js`));
    cpSync(join(modules, `${name}.d.ts`), join(generated, `${name}.d.ts`));
  }
  const catalogue = read(join(modules, 'catalogue.json'));
  writeFileSync(join(generated, 'words.ts'), `export const catalogue = ${JSON.stringify(catalogue)};\n`);
  writeFileSync(join(generated, 'version.ts'), `export const version = ${JSON.stringify(manifest.version)};\n`);
}

/** The worker's script as a string: a worker that is started from a blob keeps its page's policy. */
async function worker() {
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(here, 'src/worker-entry.ts')],
    bundle: true,
    format: 'iife',
    minify: true,
    legalComments: 'none',
    target: 'es2022',
    write: false,
  });
  const source = JSON.stringify(outputFiles[0].text);
  writeFileSync(join(generated, 'worker-source.ts'), `export const source = ${source};\n`);
}

function scripts() {
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
  execFileSync(process.execPath, [tsc, '--project', here, '--outDir', out], { stdio: 'inherit' });
  for (const name of ['policy', 'render']) {
    for (const end of ['js', 'd.ts']) cpSync(join(generated, `${name}.${end}`), join(out, `generated/${name}.${end}`));
  }
  for (const name of ['worker-entry', 'load-node', 'load', 'protocol', 'compile', 'core', 'shapes']) {
    if (name === 'worker-entry') rmSync(join(out, `${name}.js`));
    if (name === 'worker-entry' || name.startsWith('load')) rmSync(join(out, `${name}.d.ts`));
  }
}

function files() {
  const { name, version, description, license, type, sideEffects, engines, imports, exports } = manifest;
  const published = { name, version, description, license, type, sideEffects, engines, imports, exports };
  writeFileSync(join(out, 'package.json'), JSON.stringify(published, null, 2) + '\n');
  for (const name of ['settings.schema.json', 'report.schema.json']) cpSync(join(modules, name), join(out, name));
  cpSync(join(here, 'README.md'), join(out, 'README.md'));
  cpSync(join(root, 'LICENSE'), join(out, 'LICENSE'));
  const optimizer = join(dirname(require.resolve('binaryen/package.json')), 'bin/wasm-opt');
  // What rustc uses, and every browser has had since 2023.
  const known = ['bulk-memory', 'multivalue', 'mutable-globals', 'nontrapping-float-to-int', 'reference-types', 'sign-ext', 'simd'];
  const features = known.map((feature) => `--enable-${feature}`);
  // Functions stay apart: what is alike compresses well. The first kilobyte is the end of the stack, which nothing points to.
  const never = ['always', 'flexible', 'one-caller'].map((kind) => `--${kind}-inline-max-function-size=0`);
  const last = ['--merge-similar-functions', '--coalesce-locals', '--merge-locals', '--vacuum', '--reorder-locals', '--strip-producers', '--strip-target-features'];
  for (const name of ['policy', 'render']) {
    const [from, to] = [join(modules, `${name}_bg.wasm`), join(out, `${name}.wasm`)];
    execFileSync(process.execPath, [optimizer, ...features, '-O3', '--low-memory-unused', ...never, '--converge', ...last, from, '-o', to]);
  }
}

function sizes() {
  for (const name of readdirSync(out).filter((name) => name.endsWith('.wasm'))) {
    const bytes = readFileSync(join(out, name));
    // By the program that people pack with: Node's zlib of its own gives half a percent more.
    const packed = execFileSync('gzip', ['-9', '--stdout', '--no-name', join(out, name)], { maxBuffer: 1 << 24 }).length;
    const limit = name === 'policy.wasm' ? ` of ${BUDGET}` : '';
    console.log(`${name}: ${bytes.length} bytes, ${packed}${limit} gzipped`);
    if (limit && packed > BUDGET) throw new Error(`${name} is larger than its budget`);
  }
}
