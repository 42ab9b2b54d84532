import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { example, start } from './browser.mjs';

// With SHOTS naming a folder, what is looked at here is kept there for people to look at.
const { SHOTS } = process.env;

let site;
before(async () => {
  site = await start();
  if (SHOTS) mkdirSync(SHOTS, { recursive: true });
});
after(() => site.stop());

async function look(page, name) {
  const wide = await page.evaluate(() => {
    const outside = [...document.querySelectorAll('#page button, #page select, #page a, #page input, #page h3')].filter((one) => {
      const { left, right, width } = one.getBoundingClientRect();
      return width > 1 && !one.closest('.files') && (right > innerWidth + 1 || left < -1);
    });
    return outside.map((one) => one.outerHTML.slice(0, 80));
  });
  assert.deepEqual(wide, [], `${name}: all that can be used is in sight`);
  if (SHOTS) await page.screenshot({ path: join(SHOTS, `${name}.png`) });
}

for (const width of [360, 800, 1440]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`the page is whole, ${width} pixels wide, ${colorScheme}`, async () => {
      const page = await site.open({ width, height: width < 500 ? 740 : 900, colorScheme });
      const name = (state) => `${state}-${width}-${colorScheme}`;
      const report = () => page.getByRole('button', { name: /^Report/ }).click();
      await look(page, name('1-first'));
      await example(page, 'deis-quickstart');
      await look(page, name('2-report'));
      await page.locator('[data-rule=routers-replicas]').evaluate((one) => one.scrollIntoView());
      await look(page, name('3-finding'));
      await page.locator('[data-rule=routers-replicas] .place').click();
      await page.waitForTimeout(150);
      await look(page, name('4-text'));
      if (width < 900) await report();
      await page.locator('.verdict').getByRole('button', { name: 'Attest' }).click();
      await look(page, name('5-settings'));
      await page.getByRole('button', { name: 'Rules', exact: true }).click();
      await look(page, name('6-rules'));
      await page.getByRole('button', { name: 'Close' }).click();
      await page.getByRole('button', { name: 'Link', exact: true }).click();
      await look(page, name('7-link'));
      await page.getByRole('button', { name: 'Close' }).click();
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });
  }
}
