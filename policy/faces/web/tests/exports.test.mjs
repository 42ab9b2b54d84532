import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { example, give, reviewed, start } from './browser.mjs';

let site;
before(async () => (site = await start()));
after(() => site.stop());

async function exported(page, format) {
  await page.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator(`[data-export=${format}]`).click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

test('the report is exported in every format, and the module for it loaded only then', async () => {
  const page = await site.open();
  await example(page, 'deis-quickstart');
  const renders = () => page.requests.filter((url) => url.includes('/render-')).length;
  await page.evaluate(() => navigator.serviceWorker.ready);
  const before = renders();
  const json = await exported(page, 'json');
  assert.equal(json.name, 'readiness.json');
  const report = JSON.parse(json.text);
  assert.equal(report.schemaVersion, 1);
  assert.equal(report.ready, false);
  assert.equal(report.summary.fail, 9);
  assert.ok(renders() > before);
  const sarif = await exported(page, 'sarif');
  assert.equal(sarif.name, 'readiness.sarif');
  assert.equal(JSON.parse(sarif.text).version, '2.1.0');
  const markdown = await exported(page, 'markdown');
  assert.match(markdown.text, /^#/);
  const html = await exported(page, 'html');
  assert.match(html.text, /^<!doctype html>/i);
  const junit = await exported(page, 'junit');
  assert.match(junit.text, /<testsuite/);
  const text = await exported(page, 'text');
  assert.match(text.text, /Deis Workflow in namespace deis: not ready/);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('no value of a Secret is in any export, nor in the page outside of the text', async () => {
  const page = await site.open();
  const secret = 'dGhlLXNlY3JldC1vZi10aGUtdGVzdA==';
  const plain = Buffer.from(secret, 'base64').toString();
  const answer = await fetch(`${site.server.url}${await exampleUrl(page)}`);
  const cluster = (await answer.text()).replaceAll(/^( {4}(?:accesskey|secretkey|password|user|key): ).*$/gm, `$1${secret}`);
  assert.ok(cluster.includes(secret));
  await give(page, { 'cluster.yaml': cluster });
  await reviewed(page);
  for (const format of ['json', 'sarif', 'markdown', 'html', 'junit', 'text']) {
    const { text } = await exported(page, format);
    assert.equal(text.includes(secret) || text.includes(plain), false, format);
  }
  const shown = await page.locator('.report-pane').innerText();
  assert.equal(shown.includes(secret) || shown.includes(plain), false);
  await page.context().close();
});

async function exampleUrl(page) {
  await example(page, 'deis-quickstart');
  const url = page.requests.find((one) => one.includes('/examples/deis-quickstart'));
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  return url.slice(site.server.url.length);
}
