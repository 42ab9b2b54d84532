import assert from 'node:assert/strict';
import { mkdtempSync, mkdirSync, rmSync, truncateSync, writeFileSync, copyFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { editor, example, give, reviewed, start } from './browser.mjs';

const QUICKSTART = resolve(import.meta.dirname, '../../../../fixtures/clusters/deis-quickstart/cluster.yaml');
const quickstart = readFileSync(QUICKSTART, 'utf8');

let site;
let folder;
before(async () => {
  site = await start();
  folder = mkdtempSync(join(tmpdir(), 'page-'));
});
after(async () => {
  rmSync(folder, { recursive: true });
  await site.stop();
});

test('an error is told at its line, beside what could still be reviewed', async () => {
  const page = await site.open();
  await give(page, { 'cluster.yaml': `${quickstart}---\nkind: Service\nmetadata: {\n  broken: [\n` });
  await reviewed(page);
  const unread = page.getByRole('group', { name: 'Not read' });
  const place = unread.locator('.place').first();
  const line = Number((await place.innerText()).match(/:(\d+)(:\d+)?$/)[1]);
  assert.ok(line > quickstart.split('\n').length - 2);
  assert.match(await page.locator('.verdict-counts').innerText(), /9 violations/);
  await place.click();
  await page.waitForTimeout(100);
  assert.equal((await editor(page)).line, line);
  await page.locator('.text-pane .cm-lint-marker-error').last().waitFor();
  await page.context().close();
});

test('files that are no text, empty or too large are told so in words, and the rest is reviewed', async () => {
  const page = await site.open();
  const large = join(folder, 'large.yaml');
  writeFileSync(large, '');
  truncateSync(large, 65_000_000);
  await page.getByLabel('Files to review').setInputFiles(large);
  await page.getByText(/It is too large: 65\.0 MB, and the page takes up to 64\.0 MB/).waitFor();
  await give(page, {
    'cluster.yaml': quickstart,
    'empty.yaml': '',
    'picture.png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff, 0xfe]),
    'latin.yaml': Buffer.from('name: caf\xe9\n', 'latin1'),
  });
  await reviewed(page);
  const unread = await page.getByRole('group', { name: 'Not read' }).innerText();
  assert.match(unread, /large\.yaml too large/);
  assert.match(unread, /empty\.yaml empty/);
  assert.match(unread, /picture\.png no text/);
  assert.match(unread, /latin\.yaml no text/);
  assert.match(await page.locator('.verdict-counts').innerText(), /9 violations/);
  await page.getByRole('button', { name: /picture\.png/ }).first().click();
  await page.getByText('It is no text').waitFor();
  await page.context().close();
});

test('UTF-16, as PowerShell writes it, is read', async () => {
  const page = await site.open();
  await give(page, { 'cluster.yaml': Buffer.from(`\ufeff${quickstart}`, 'utf16le') });
  await reviewed(page);
  assert.match(await page.locator('.verdict-counts').innerText(), /9 violations/);
  await page.context().close();
});

test('of a folder the YAML and JSON is read, and what was left out is counted', async () => {
  const page = await site.open();
  const root = join(folder, 'cluster');
  mkdirSync(join(root, 'chart/templates'), { recursive: true });
  mkdirSync(join(root, '.git'), { recursive: true });
  copyFileSync(QUICKSTART, join(root, 'deis.yaml'));
  writeFileSync(join(root, 'README.md'), '# no');
  writeFileSync(join(root, 'logo.png'), 'x');
  writeFileSync(join(root, '.git/config.yaml'), 'a: b');
  writeFileSync(join(root, 'chart/Chart.yaml'), 'name: x');
  writeFileSync(join(root, 'chart/templates/a.yaml'), '{{ if .Values.x }}\n');
  await page.getByLabel('Folder to review').setInputFiles(root);
  await reviewed(page);
  assert.deepEqual(await page.locator('.file-name').allInnerTexts(), ['cluster/deis.yaml']);
  const notice = await page.locator('.notice').innerText();
  assert.match(notice, /2 files \(neither/);
  assert.match(notice, /2 files \(of a Helm chart/);
  await page.context().close();
});

test('files and folders are dropped anywhere', async () => {
  const page = await site.open();
  const root = join(folder, 'dropped');
  mkdirSync(root);
  copyFileSync(QUICKSTART, join(root, 'deis.yaml'));
  const client = await page.context().newCDPSession(page);
  const data = { items: [], files: [root], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop']) {
    await client.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
  }
  await reviewed(page);
  assert.deepEqual(await page.locator('.file-name').allInnerTexts(), ['dropped/deis.yaml']);
  assert.match(await page.locator('.verdict-counts').innerText(), /9 violations/);
  await page.context().close();
});

test('a trap in the worker is caught, told and survived', async () => {
  const page = await site.open();
  await example(page, 'deis-quickstart');
  const [worker] = page.workers();
  await worker.evaluate(() => {
    const { encode } = TextEncoder.prototype;
    TextEncoder.prototype.encode = () => {
      TextEncoder.prototype.encode = encode;
      throw new WebAssembly.RuntimeError('unreachable');
    };
  });
  await page.locator('.text-pane .cm-content').click();
  await page.keyboard.type('# ');
  await page.locator('.status[data-status=failed]').waitFor();
  assert.match(await page.locator('.status-words').innerText(), /^The review stopped/);
  assert.ok((await editor(page)).text.includes('# '));
  await page.getByRole('button', { name: 'Review again' }).click();
  await reviewed(page);
  assert.match(await page.locator('.verdict-counts').innerText(), /9 violations/);
  await page.context().close();
});

test('where drawing fails, the rest of the page goes on, and it is drawn again by a click', async () => {
  const page = await site.open();
  await page.evaluate(() => {
    globalThis.kept = Array.prototype.toSorted;
    Array.prototype.toSorted = () => {
      throw new Error('broken');
    };
  });
  await give(page, { 'cluster.yaml': quickstart });
  await page.getByText('The report could not be drawn').waitFor();
  assert.equal((await editor(page)).text, quickstart);
  await page.evaluate(() => (Array.prototype.toSorted = globalThis.kept));
  await page.getByRole('button', { name: 'Draw it again' }).click();
  await reviewed(page);
  assert.match(await page.locator('.verdict-counts').innerText(), /9 violations/);
  await page.context().close();
});

test('where the module cannot be loaded, that is told, and can be tried again', async () => {
  site.server.fail((path) => path.endsWith('.wasm'));
  const page = await site.open({ ready: false, serviceWorkers: 'block' });
  await page.locator('.status[data-status=failed]').waitFor();
  assert.match(await page.locator('.status-words').innerText(), /The review could not start: .*not there/);
  site.server.fail(() => false);
  await page.getByRole('button', { name: 'Review again' }).click();
  await page.locator('.status[data-status=idle]').waitFor();
  await page.context().close();
});

test('input without a Workflow is told so, with what to give', async () => {
  const page = await site.open();
  await give(page, { 'pod.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop }\n' });
  await reviewed(page);
  assert.match(await page.locator('.report-pane').innerText(), /Nothing in the input is a component of Deis, Hephy or Drycc/);
  await page.context().close();
});
