import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { announced, editor, example, give, reviewed, start } from './browser.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let site;
before(async () => (site = await start()));
after(() => site.stop());

/** What axe-core finds. It is put in by the browser's own console, which the page's policy does not bind. */
async function found(page) {
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { violations: all } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
    return all.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.flat().join(' ')).join(' | ')}`);
  });
  return violations;
}

const STATES = {
  'at first': async () => {},
  'with a report': (page) => example(page, 'deis-quickstart'),
  'with the text': async (page) => {
    await example(page, 'deis-quickstart');
    await page.locator('.rule .place').first().click();
  },
  'with everything shown': async (page) => {
    await example(page, 'deis-quickstart');
    await page.getByLabel(/^passed/).check();
    await page.locator('.rule').evaluateAll((all) => all.forEach((one) => (one.open = true)));
  },
  'with bad input': async (page) => {
    await give(page, { 'a.yaml': 'a: [\n', 'empty.yaml': '' });
    await reviewed(page);
    await page.getByRole('button', { name: /^Report/ }).click({ timeout: 200 }).catch(() => {});
    await page.getByRole('group', { name: 'Not read' }).waitFor();
  },
  'with a menu': async (page) => {
    await page.getByRole('button', { name: 'Examples' }).click();
  },
  'in the settings': async (page) => {
    await example(page, 'deis-quickstart');
    await page.locator('.verdict').getByRole('button', { name: 'Attest' }).click();
  },
  'in the rules': async (page) => {
    await page.getByRole('button', { name: /^Settings/ }).click();
    await page.getByRole('button', { name: 'Rules', exact: true }).click();
  },
  'in the exceptions': async (page) => {
    await page.getByRole('button', { name: /^Settings/ }).click();
    await page.getByRole('button', { name: 'Exceptions', exact: true }).click();
  },
  'at the link': async (page) => {
    await page.getByRole('button', { name: 'Link', exact: true }).click();
  },
};

for (const [state, reach] of Object.entries(STATES)) {
  for (const [width, colorScheme] of [
    [1280, 'light'],
    [1280, 'dark'],
    [360, 'light'],
  ]) {
    test(`axe-core finds nothing ${state}, ${width} pixels wide, ${colorScheme}`, async () => {
      const page = await site.open({ width, colorScheme });
      await reach(page);
      assert.deepEqual(await found(page), []);
      await page.context().close();
    });
  }
}

test('the whole journey goes by keyboard', async () => {
  const page = await site.open({ permissions: ['clipboard-read', 'clipboard-write'] });
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
  const tabTo = async (name) => {
    for (let step = 0; step < 80; step++) {
      if (name.test(await focused())) return;
      await page.keyboard.press('Tab');
    }
    assert.fail(`${name} is not reached by Tab`);
  };
  await tabTo(/^Skip to the report/);
  await tabTo(/^Examples/);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  assert.match(await focused(), /^Examples/);
  await page.keyboard.press('Enter');
  await tabTo(/^Deis, as the quickstart/);
  await page.keyboard.press('Enter');
  await reviewed(page);
  await page.keyboard.press('F8');
  await page.waitForFunction(() => document.activeElement?.classList.contains('editor'));
  assert.match((await editor(page)).text, /apiVersion/);
  // Tab leaves the editor: it is no trap.
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement?.classList.contains('editor')), false);
  await tabTo(/^Apply \d+ safe fix/);
  await page.keyboard.press('Enter');
  await page.locator('[data-rule=routers-replicas]').waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.activeElement !== document.body);
  await page.context().close();
});

test('a dialog keeps the focus, and gives it back', async () => {
  const page = await site.open();
  await page.getByRole('button', { name: /^Settings/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Settings' }).waitFor();
  for (let step = 0; step < 30; step++) {
    await page.keyboard.press('Tab');
    const outside = await page.evaluate(
      () => document.activeElement !== document.body && !document.querySelector('dialog').contains(document.activeElement),
    );
    assert.equal(outside, false);
  }
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.match(await page.evaluate(() => document.activeElement.textContent), /^Settings/);
  await page.context().close();
});

test('what happened is announced', async () => {
  const page = await site.open();
  await example(page, 'deis-quickstart');
  assert.match(await announced(page), /^Review done: not ready, 9 violations, 1 that could not be told/);
  await page.locator('[data-rule=routers-replicas]').getByRole('button', { name: 'Apply to the text' }).click();
  await page.locator('[data-rule=routers-replicas]').waitFor({ state: 'detached' });
  await page.waitForFunction(() => /8 violations/.test(document.querySelector('[data-testid=announcer]').textContent));
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await page.getByRole('button', { name: 'Clear it' }).click();
  assert.match(await announced(page), /^Cleared/);
  await page.context().close();
});

test('nothing moves for those who want it so', async () => {
  const page = await site.open({ reducedMotion: 'reduce' });
  await example(page, 'deis-quickstart');
  const moving = await page.evaluate(
    () =>
      [...document.querySelectorAll('*')].filter((one) => {
        const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(one);
        return !/^(0s(, )?)+$/.test(transitionDuration) || animationName !== 'none' || scrollBehavior === 'smooth';
      }).length,
  );
  assert.equal(moving, 0);
  await page.context().close();
});
