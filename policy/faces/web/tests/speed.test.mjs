import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { editor, example, give, reviewed, start } from './browser.mjs';

const QUICKSTART = resolve(import.meta.dirname, '../../../../fixtures/clusters/deis-quickstart/cluster.yaml');

let site;
before(async () => (site = await start()));
after(() => site.stop());

/** A file of so many objects: the fixture's installation, and beside it what other people run. */
function many(objects) {
  const text = readFileSync(QUICKSTART, 'utf8');
  const items = text.slice(text.indexOf('- apiVersion'), text.lastIndexOf('\nkind: List') + 1);
  const each = items.match(/^- apiVersion/gm).length;
  let all = 'apiVersion: v1\nitems:\n';
  for (let round = 0; round * each < objects; round++) all += round === 0 ? items : items.replaceAll(/deis|minio/g, `shop${round}`);
  return `${all}kind: List\n`;
}

test('nothing shifts while the page loads, reviews and follows the text', async () => {
  const page = await site.open();
  await example(page, 'deis-quickstart');
  await page.locator('.text-pane .cm-content').click();
  await page.keyboard.type('# a comment');
  await page.waitForTimeout(300);
  await reviewed(page);
  const shifts = await page.evaluate(() => globalThis.shifts);
  assert.ok(shifts.reduce((sum, one) => sum + one, 0) < 0.005, shifts.join(' '));
  await page.context().close();
});

test('a file of 5,000 objects shows progress, can be cancelled, and leaves the page at hand', async () => {
  const page = await site.open();
  await page.evaluate(() => {
    globalThis.longest = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, entry.duration);
    }).observe({ type: 'longtask' });
  });
  const text = many(5_000);
  await give(page, { 'cluster.yaml': text });
  await reviewed(page);
  assert.equal(await page.locator('.installation').count(), 1);
  assert.match(await page.locator('.verdict-counts').innerText(), /9 violations/);
  console.log(`${(text.length / 1e6).toFixed(1)} MB; ${await page.locator('.status-words').innerText()}; longest task ${Math.round(await page.evaluate(() => globalThis.longest))} ms`);

  // Typing stays at hand, and the report follows.
  await page.evaluate(() => (globalThis.longest = 0));
  await page.locator('.text-pane .cm-content').click();
  for (const key of '# slow') {
    await page.keyboard.type(key);
    await page.waitForTimeout(30);
  }
  assert.ok((await editor(page)).text.includes('# slow'));
  await reviewed(page);
  const longest = await page.evaluate(() => globalThis.longest);
  console.log(`longest task while typing ${Math.round(longest)} ms`);
  assert.ok(longest < 500 * Number(process.env.SLOWNESS ?? 1), `${longest} ms`);
  await page.context().close();
});

test('a slow review shows its progress, and is cancelled by a click', async () => {
  const page = await site.open();
  await give(page, { 'cluster.yaml': many(20_000) });
  await page.getByRole('progressbar').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.locator('.status[data-status=cancelled]').waitFor();
  await page.getByRole('button', { name: 'Review again' }).click();
  await page.getByRole('progressbar').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.context().close();
});
