// The package as somebody else installs it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { after, test } from 'node:test';
import { built, cluster, folder } from './support.mjs';

const require = createRequire(import.meta.url);
const project = folder();
const npm = (...words) => execFileSync('npm', words, { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const node = (...words) => execFileSync(process.execPath, words, { cwd: project, encoding: 'utf8' });

writeFileSync(join(project, 'package.json'), '{ "name": "empty", "private": true, "type": "module" }\n');
const [{ filename, files }] = JSON.parse(npm('pack', built, '--json'));
npm('install', '--offline', '--no-audit', '--no-fund', `./${filename}`);
writeFileSync(join(project, 'cluster.yaml'), cluster('deis-quickstart'));

const program = `
import { readFileSync } from 'node:fs';
import { applyEdits, explain, fix, init, review, rules, type Report, type RuleResult } from 'workflow-readiness';
import { startRender } from 'workflow-readiness/render';
import type { ReviewWorker } from 'workflow-readiness/worker';

await init();
const text: string = readFileSync('cluster.yaml', 'utf8');
const files = [{ name: 'cluster.yaml', text }];
const report: Report = review({ files, settings: { minimumRouters: 2 }, now: '2026-11-01T12:00:00Z' });
const failed: RuleResult[] = report.installations.flatMap((one) => one.results).filter((one) => one.outcome === 'fail');
const line: number = failed[0]?.source?.start.line ?? 0;
const why: string | undefined = explain('routers-replicas')?.why;
const changed: string = applyEdits(text, fix(files, failed));
const { render } = await startRender();
export type Standing = Report['installations'][number]['sections'][number]['standing'];
export const met: Standing = 'met';
// @ts-expect-error: there is no such standing
export const wrong: Standing = 'fine';
// @ts-expect-error: there is no such setting
review({ files, settings: { minimumRooters: 2 } });
export const later = async (worker: ReviewWorker) => (await worker.review({ files })).ready;
console.log(JSON.stringify({ failed: failed.length, line, why, changed: changed !== text, rules: rules().rules.length }));
console.log(render(report, 'markdown').length);
`;

test('the tarball holds what it is used for, and no more', () => {
  const names = files.map((file) => file.path);
  for (const name of ['index.js', 'index.d.ts', 'worker.js', 'render.js', 'policy.wasm', 'render.wasm', 'README.md', 'LICENSE']) {
    assert.ok(names.includes(name), name);
  }
  assert.ok(!names.some((name) => /test|node_modules|\\.map$/.test(name)), names.join(' '));
});

test('a program that uses it type-checks and runs in Node', () => {
  writeFileSync(join(project, 'program.ts'), program);
  const types = join(dirname(dirname(require.resolve('@types/node/package.json'))));
  const options = ['--strict', '--target', 'es2022', '--module', 'nodenext', '--types', 'node', '--typeRoots', types];
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
  node(tsc, ...options, '--outDir', 'out', 'program.ts');
  cpSync(join(project, 'out/program.js'), join(project, 'program.mjs'));
  const [facts, length] = node('program.mjs').trim().split('\n');
  const { failed, line, why, changed, rules } = JSON.parse(facts);
  assert.ok(failed > 5 && line > 1 && why.length > 10 && changed && rules >= 30, facts);
  assert.ok(Number(length) > 1000);
});

test("the README's example works as it stands", () => {
  const readme = readFileSync(join(built, 'README.md'), 'utf8');
  const [first, second] = [...readme.matchAll(/```js\n([\s\S]*?)```/g)].map((match) => match[1]);
  const text = "const text = (await import('node:fs')).readFileSync('cluster.yaml', 'utf8');\n";
  writeFileSync(join(project, 'readme.mjs'), text + first + second);
  assert.match(node('readme.mjs'), /^cluster\.yaml:\d+ /m);
});

test('it runs in Chromium, in the page and in a worker', async () => {
  const { chromium } = await import('playwright-core');
  const types = { '.js': 'text/javascript', '.wasm': 'application/wasm', '.html': 'text/html', '.yaml': 'text/plain' };
  const map = { imports: { 'workflow-readiness': '/p/index.js', 'workflow-readiness/worker': '/p/worker.js', '#load': '/p/load.js' } };
  const page = `<!doctype html><script type="importmap">${JSON.stringify(map)}</script>`;
  const server = createServer(({ url }, response) => {
    const path = url === '/' ? '' : url.startsWith('/p/') ? join(project, 'node_modules/workflow-readiness', url.slice(3)) : join(project, url);
    if (path && !existsSync(path)) return response.writeHead(404).end();
    response.setHeader('content-type', types[extname(url)] ?? 'text/html');
    response.end(path ? readFileSync(path) : page);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  after(() => Promise.all([browser.close(), new Promise((done) => server.close(done))]));
  const tab = await browser.newPage();
  await tab.goto(`http://127.0.0.1:${server.address().port}/`);
  const answer = await tab.evaluate(async () => {
    const { init, review } = await import('workflow-readiness');
    const { startWorker } = await import('workflow-readiness/worker');
    const text = await (await fetch('/cluster.yaml')).text();
    const input = { files: [{ name: 'cluster.yaml', text }], now: '2026-11-01T12:00:00Z' };
    await init();
    const here = review(input);
    const worker = await startWorker();
    const there = await worker.review(input);
    const large = { files: [{ name: 'large.yaml', text: Array(60).fill(text).join('---\n') }] };
    const control = new AbortController();
    let told = 0;
    const running = worker.review(large, { signal: control.signal, onProgress: () => (told++ === 2 ? control.abort() : undefined) });
    const aborted = await running.catch((error) => error.name);
    const again = await worker.review(input);
    worker.clear();
    const cleared = await worker.review(input);
    worker.dispose();
    const ended = await worker.review(input);
    return {
      failed: here.summary.fail,
      same: [there, again, cleared].every((one) => JSON.stringify(one) === JSON.stringify(here)),
      aborted,
      ended: ended.problems[0]?.message,
    };
  });
  assert.ok(answer.failed > 5, JSON.stringify(answer));
  assert.ok(answer.same);
  assert.equal(answer.aborted, 'AbortError');
  assert.equal(answer.ended, 'the worker was ended');
});
