import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { announced, editor, example, give, overwrite, reviewed, start } from './browser.mjs';

const FIXTURES = resolve(import.meta.dirname, '../../../../fixtures/clusters');
const cluster = (name) => readFileSync(resolve(FIXTURES, name, 'cluster.yaml'), 'utf8');
const values = (name) => readFileSync(resolve(FIXTURES, name, 'values.yaml'), 'utf8');

let site;
before(async () => (site = await start()));
after(() => site.stop());

test('an example is reviewed by section, each with its standing', async () => {
  const page = await site.open();
  await example(page, 'deis-quickstart');
  const standings = await page.locator('.section').evaluateAll((all) =>
    all.map((one) => `${one.dataset.section} ${one.dataset.standing}`),
  );
  assert.deepEqual(standings, [
    'object-storage not-met',
    'security needs-review',
    'registration met',
    'grafana not-met',
    'tls not-met',
    'routers not-met',
    'cni unknown',
    'rbac unknown',
  ]);
  assert.match(await page.locator('.verdict-word').innerText(), /Not ready/);
  assert.match(await announced(page), /^Review done: not ready, 9 violations/);
  await page.context().close();
});

test('a finding leads to its line, and F8 to the next one', async () => {
  const page = await site.open();
  await example(page, 'deis-quickstart');
  await page.locator('[data-rule=routers-replicas] .place').click();
  await page.waitForFunction(() => document.activeElement?.classList.contains('editor'));
  const there = await editor(page);
  const line = there.text.split('\n')[there.line - 1];
  assert.match(line, /^\s+replicas: 1$/);
  assert.match(await page.locator('[data-rule=routers-replicas] .place').innerText(), new RegExp(`:${there.line}$`));
  await page.keyboard.press('F8');
  await page.waitForFunction(
    (before) => !document.querySelector('[data-testid=announcer]').textContent.startsWith(before),
    'Review done',
  );
  assert.match(await announced(page), /^\d+ of \d+: /);
  await page.keyboard.press('Shift+F8');
  await page.waitForTimeout(100);
  assert.equal((await editor(page)).line, there.line);
  await page.context().close();
});

test('findings stand in the gutter, and their words and fix beside the text', async () => {
  const page = await site.open();
  await example(page, 'deis-quickstart');
  await page.locator('[data-rule=routers-replicas] .place').click();
  await page.locator('.text-pane .cm-lint-marker-error').first().waitFor();
  await page.locator('.text-pane .cm-activeLine .cm-lintRange-error').hover();
  const tip = page.locator('.text-pane .cm-tooltip-lint');
  await tip.waitFor();
  assert.match(await tip.innerText(), /the guide asks for at least 2[\s\S]*violation · high · routers-replicas/);
  await tip.getByRole('button', { name: /Apply: start more routers/ }).click();
  await page.locator('[data-rule=routers-replicas]').waitFor({ state: 'detached' });
  assert.match((await editor(page)).text, /\n {4}replicas: 2\n/);
  await page.context().close();
});

test('a fix is shown as a diff, applied by a click, and undone; comments and form stay', async () => {
  const page = await site.open();
  const before = cluster('deis-quickstart').replace(/^( +)replicas: 1$/gm, '$1replicas: 1   # one is "enough"');
  await give(page, { 'cluster.yaml': before });
  await reviewed(page);
  const card = page.locator('[data-rule=routers-replicas]');
  assert.match(await card.locator('.diff-gone').innerText(), /replicas: 1 {3}# one is "enough"/);
  assert.match(await card.locator('.diff-new').innerText(), /replicas: 2 {3}# one is "enough"/);
  await card.getByRole('button', { name: 'Apply to the text' }).click();
  await card.waitFor({ state: 'detached' });
  const lines = before.split('\n');
  const now = (await editor(page)).text.split('\n');
  const changed = now.flatMap((line, place) => (line === lines[place] ? [] : [[lines[place], line]]));
  assert.deepEqual(changed, [['    replicas: 1   # one is "enough"', '    replicas: 2   # one is "enough"']]);
  await page.locator('.text-pane .cm-content').click();
  await page.keyboard.press('Control+z');
  await card.waitFor();
  assert.equal((await editor(page)).text, before);
  await page.context().close();
});

test('all safe fixes are applied at once, and undone at once', async () => {
  const page = await site.open();
  await example(page, 'deis-quickstart');
  const before = (await editor(page)).text;
  await page.getByRole('button', { name: /^Apply \d+ safe fix/ }).click();
  await page.locator('[data-rule=routers-replicas]').waitFor({ state: 'detached' });
  await reviewed(page);
  assert.equal(await page.getByRole('button', { name: /^Apply \d+ safe fix/ }).count(), 0);
  assert.notEqual((await editor(page)).text, before);
  await page.locator('.text-pane .cm-content').click();
  await page.keyboard.press('Control+z');
  await page.locator('[data-rule=routers-replicas]').waitFor();
  assert.equal((await editor(page)).text, before);
  await page.context().close();
});

test('the report follows what is typed, and the newest text wins', async () => {
  const page = await site.open();
  await give(page, { 'cluster.yaml': cluster('deis-quickstart') });
  await reviewed(page);
  const mended = cluster('deis-quickstart').replaceAll(/^ {4}replicas: 1$/gm, '    replicas: 3');
  await overwrite(page, mended);
  await page.locator('[data-rule=routers-replicas]').waitFor({ state: 'detached' });
  await overwrite(page, cluster('deis-quickstart'));
  await page.locator('[data-rule=routers-replicas]').waitFor();
  await page.context().close();
});

test('findings are filtered by severity and by outcome', async () => {
  const page = await site.open();
  await example(page, 'deis-quickstart');
  const severities = () => page.locator('.rule .severity').allInnerTexts();
  for (const severity of ['critical', 'medium', 'low', 'info']) await page.getByLabel(new RegExp(`^${severity}`)).click();
  assert.deepEqual([...new Set(await severities())], ['high']);
  await page.getByLabel(/^violations/).click();
  assert.equal(await page.locator('.rule').count(), 0);
  assert.match(await page.locator('.nothing').innerText(), /No finding fits/);
  await page.getByLabel(/^passed/).click();
  assert.ok((await page.locator('.rule').count()) > 0);
  await page.context().close();
});

test('several files are reviewed together, and each finding opens its own', async () => {
  const page = await site.open();
  const [head, ...items] = cluster('deis-quickstart').split(/^(?=- apiVersion)/m);
  const half = Math.floor(items.length / 2);
  const end = items.at(-1).slice(items.at(-1).search(/^kind: List/m));
  items[items.length - 1] = items.at(-1).slice(0, items.at(-1).search(/^kind: List/m));
  await give(page, {
    'a.yaml': head + items.slice(0, half).join('') + end,
    'b.yaml': head + items.slice(half).join('') + end,
  });
  await reviewed(page);
  assert.match(await page.locator('.verdict-counts').innerText(), /9 violations/);
  await page.getByRole('button', { name: /^b\.yaml/ }).first().click();
  await page.locator('[data-rule=routers-replicas] .place').click();
  await page.locator('.file.is-open', { hasText: 'a.yaml' }).waitFor();
  await page.context().close();
});

test('values are taken for values, of the distribution that is said', async () => {
  const page = await site.open();
  await give(page, { 'values.yaml': values('hephy-production-s3') });
  await reviewed(page);
  assert.equal(await page.getByLabel('Read as').inputValue(), 'values');
  await page.getByRole('button', { name: 'Options' }).click();
  await page.getByLabel('Distribution').selectOption('hephy');
  await page.getByRole('heading', { name: /Hephy Workflow/ }).waitFor();
  await page.getByLabel('Read as').selectOption('manifest');
  await page.getByText('No Workflow installation was found.').waitFor();
  await page.context().close();
});

test('text that is pasted anywhere is reviewed', async () => {
  const page = await site.open();
  await page.evaluate((words) => {
    const data = new DataTransfer();
    data.setData('text/plain', words);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, composed: true }));
  }, cluster('deis-quickstart'));
  await reviewed(page);
  await page.locator('.file.is-open', { hasText: 'pasted-1.yaml' }).waitFor();
  assert.match(await page.locator('.verdict-counts').innerText(), /9 violations/);
  await page.context().close();
});

test('two installations are judged each for itself', async () => {
  const page = await site.open();
  await example(page, 'deis-two-installations');
  assert.equal(await page.locator('.installation > h3').count(), 2);
  await page.context().close();
});

test('the kubectl lines are copied, each once', async () => {
  const page = await site.open({ permissions: ['clipboard-read', 'clipboard-write'] });
  await example(page, 'deis-quickstart');
  await page.getByRole('button', { name: /kubectl lines?$/ }).click();
  const lines = (await page.evaluate(() => navigator.clipboard.readText())).trimEnd().split('\n');
  assert.ok(lines.includes('kubectl --namespace deis scale deployment/deis-router --replicas=2'));
  assert.ok(lines.every((line) => line.startsWith('kubectl --namespace deis ')));
  assert.equal(new Set(lines).size, lines.length);
  await page.context().close();
});

test('the text is saved with the line ends that it came with', async () => {
  const page = await site.open();
  const windows = cluster('deis-quickstart').replaceAll('\n', '\r\n');
  await give(page, { 'cluster.yaml': windows });
  await reviewed(page);
  await page.getByRole('button', { name: 'Apply to the text' }).first().click();
  await page.locator('.file', { hasText: 'changed' }).waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save', exact: true }).click()]);
  const saved = readFileSync(await download.path(), 'utf8');
  assert.equal(download.suggestedFilename(), 'cluster.yaml');
  assert.equal(saved.split('\r\n').length, windows.split('\r\n').length);
  assert.equal(saved.replaceAll('\r\n', '').includes('\n'), false);
  await page.context().close();
});
