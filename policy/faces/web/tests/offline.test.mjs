import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { example, launch, open, start } from './browser.mjs';
import { FOLDER, serve } from './server.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

test('after the first load the page works without a network, examples and exports too', async () => {
  const server = await serve();
  const page = await open(browser, server.url);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await server.close();
  await page.reload();
  await page.locator('.status[data-status="idle"]').waitFor();
  await example(page, 'hephy-quickstart');
  assert.match(await page.locator('.verdict-word').innerText(), /Not ready/);
  await page.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('[data-export=sarif]').click()]);
  assert.equal(download.suggestedFilename(), 'readiness.sarif');
  await page.context().close();
});

test('opened as a file the page works the same', async () => {
  const page = await open(browser, pathToFileURL(resolve(FOLDER, 'index.html')).href);
  await example(page, 'deis-quickstart');
  assert.match(await page.locator('.verdict-counts').innerText(), /9 violations/);
  await page.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('[data-export=markdown]').click()]);
  assert.equal(download.suggestedFilename(), 'readiness.md');
  for (const url of page.requests) assert.match(url, /^(file|blob):/);
  assert.deepEqual(await page.evaluate(() => globalThis.violations), []);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('a new version of the page takes the place of the one that was kept', async () => {
  const site = await start();
  const page = await site.open();
  await page.evaluate(() => navigator.serviceWorker.ready);
  const names = await page.evaluate(async () => {
    await caches.open('workflow-readiness-an-older-one');
    await caches.open('of-another-page');
    const registration = await navigator.serviceWorker.ready;
    await registration.unregister();
    return caches.keys();
  });
  assert.ok(names.includes('workflow-readiness-an-older-one'));
  await page.reload();
  await page.locator('.status[data-status="idle"]').waitFor();
  await page.waitForFunction(async () => !(await caches.keys()).includes('workflow-readiness-an-older-one'));
  assert.ok((await page.evaluate(() => caches.keys())).includes('of-another-page'));
  await page.context().close();
  await site.stop();
});
