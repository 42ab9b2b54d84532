import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { give, reviewed, start } from './browser.mjs';

let site;
before(async () => (site = await start()));
after(() => site.stop());

const NAMES = {
  html: '<img src=x onerror="globalThis.ran=1">',
  closing: '</script><script>globalThis.ran=1</script>',
  ansi: '\u001b[31mred\u001b[0m',
  bidi: 'deis-\u202erotuor\u202c',
  long: 'x'.repeat(10_000),
  quotes: `'; rm -rf / #"\``,
  template: '${globalThis.ran=1}{{constructor.constructor("globalThis.ran=1")()}}',
  link: 'javascript:globalThis.ran=1',
};

const router = (name) => JSON.stringify({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'deis-router', namespace: name, labels: { heritage: 'deis' } },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: 'deis-router' } },
    template: {
      metadata: { labels: { app: 'deis-router' } },
      spec: { containers: [{ name: 'deis-router', image: 'quay.io/deis/router:v2.12.0' }] },
    },
  },
});

for (const [what, name] of Object.entries(NAMES)) {
  test(`a name is shown as text only: ${what}`, async () => {
    const page = await site.open({ width: 1000 });
    await give(page, { [`${name.slice(0, 100).replaceAll('/', '_')}.json`]: router(name) });
    await reviewed(page);
    assert.equal(await page.evaluate(() => globalThis.ran), undefined);
    assert.equal(await page.locator('.report-pane img, .files img, .report-pane script').count(), 0);
    assert.equal(await page.locator('a[href^="javascript"]').count(), 0);
    const shown = await page.locator('#page').evaluate((one) => one.textContent);
    assert.doesNotMatch(shown, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
    assert.equal(shown.includes('x'.repeat(600)), false);
    assert.ok((await page.locator('.installation h3').count()) > 0, 'the installation is shown');
    const { scroll, client } = await page.evaluate(() => ({
      scroll: document.documentElement.scrollWidth,
      client: document.documentElement.clientWidth,
    }));
    assert.ok(scroll <= client, 'nothing pushes the page wider');
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });
}

test('a command with a name that is not what it looks like is not copied', async () => {
  const page = await site.open({ permissions: ['clipboard-read', 'clipboard-write'] });
  await give(page, { 'router.json': router(NAMES.bidi) });
  await reviewed(page);
  const card = page.locator('[data-rule=routers-replicas]');
  assert.match(await card.innerText(), /Not for copying/);
  assert.equal(await card.getByRole('button', { name: /^Copy: the command/ }).count(), 0);
  await page.context().close();
});

test('the page stands with all of them at once, in installations of their own', async () => {
  const page = await site.open();
  await give(page, Object.fromEntries(Object.entries(NAMES).map(([what, name]) => [`${what}.json`, router(name)])));
  await reviewed(page);
  assert.ok((await page.locator('.installation').count()) > 3);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});
