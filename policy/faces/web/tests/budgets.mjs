// What a visit to the page may cost: prints each figure with its limit, and fails where one is over it. Times are
// the best of several rounds; a machine that is busy all the while can be given more with SLOWNESS=2.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch, open } from './browser.mjs';
import { serve } from './server.mjs';

const root = resolve(import.meta.dirname, '../../../..');
const slowness = Number(process.env.SLOWNESS ?? 1);
const built = join(root, 'dist/npm');
let isOver = false;

function tell(what, figure, limit, unit) {
  const over = limit !== undefined && figure > limit;
  isOver ||= over;
  const allowed = limit === undefined ? '' : ` of ${limit.toLocaleString('en')}`;
  console.log(`${over ? 'OVER  ' : '      '}${what}: ${figure.toLocaleString('en')}${allowed} ${unit}`);
}

const module = readFileSync(join(built, 'policy.wasm'));
tell('the module', module.length, undefined, 'bytes');
const packed = execFileSync('gzip', ['-9', '--stdout', '--no-name'], { input: module, maxBuffer: 1 << 24 });
tell('the module, gzip', packed.length, 200_000, 'bytes');

// 1,000 objects: the fixture's installation, and beside it what other people run.
const text = readFileSync(join(root, 'fixtures/clusters/deis-quickstart/cluster.yaml'), 'utf8');
const item = (number) => `
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings-${number}
  namespace: shop
  labels: { app: shop, tier: "${number % 7}" }
data:
  url: https://shop.example.com/${number}
  text: |
    one line and another one, as people write them
    ${'words '.repeat(60)}
  numbers: "${number}"
`;
const many = `${text}---${Array.from({ length: 940 }, (_, number) => item(number)).join('---')}`;
const { init, review } = await import(pathToFileURL(join(built, 'index.js')).href);
await init();
const cpu = Array.from({ length: 5 }, () => {
  const before = process.cpuUsage();
  const report = review({ files: [{ name: 'many.yaml', text: many }], now: '2026-11-01T12:00:00Z' });
  const { user, system } = process.cpuUsage(before);
  if (report.installations.length !== 1) throw new Error('the installation is not found');
  return (user + system) / 1000;
});
tell(`1,000 objects of YAML (${Math.round(many.length / 1000)} KB)`, Math.round(Math.min(...cpu)), 300 * slowness, 'ms of CPU');

if (existsSync(process.env.CHROMIUM ?? '/usr/bin/chromium')) {
  const [browser, server] = await Promise.all([launch(), serve()]);
  const took = [];
  for (let round = 0; round < 7; round++) {
    const page = await open(browser, server.url, { serviceWorkers: 'block' });
    await page.getByRole('button', { name: 'Examples' }).click();
    took.push(await page.evaluate(firstReview));
    await page.context().close();
  }
  await Promise.all([browser.close(), server.close()]);
  tell('the first review of 60 objects, from the click', Math.round(Math.min(...took)), 150 * slowness, 'ms');
} else {
  console.log('      the first review of 60 objects: there is no Chromium here to measure it with');
}
process.exitCode = isOver ? 1 : 0;

/** In the page: from the click on an example to its verdict, in milliseconds. */
async function firstReview() {
  const begun = performance.now();
  document.querySelector('[data-example=deis-quickstart]').click();
  await new Promise((done) => {
    const seen = new MutationObserver(() => document.querySelector('.verdict') && done());
    seen.observe(document.body, { childList: true, subtree: true });
  });
  return performance.now() - begun;
}
