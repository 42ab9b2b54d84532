import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { editor, example, overwrite, reviewed, start } from './browser.mjs';

let site;
before(async () => (site = await start()));
after(() => site.stop());

const file = (page) => editor(page, '.settings-text').then((one) => one.text);
const settings = (page) => page.getByRole('button', { name: /^Settings/ }).click();
const part = (page, name) => page.getByRole('button', { name, exact: true }).click();

test('an attestation is entered in a form, beside its checklist, and makes the settings file', async () => {
  const page = await site.open();
  await example(page, 'deis-production-s3');
  assert.match(await page.locator('.verdict-word').innerText(), /a person has to look/);
  await page.locator('.verdict').getByRole('button', { name: 'Attest' }).click();
  assert.ok((await page.locator('.checklist input').count()) > 10);
  await page.getByLabel('Who attests').fill('Ada');
  assert.equal(await page.locator('.new-entry').getByLabel('Namespace', { exact: true }).inputValue(), 'deis');
  await page.getByLabel('Day', { exact: true }).fill('2026-11-01');
  await page.getByLabel('Last day').fill('2099-05-01');
  await page.locator('.new-entry').getByRole('button', { name: 'Attest' }).click();
  assert.equal(
    (await file(page)).replaceAll('"', ''),
    'attestations:\n  - section: security\n    namespace: deis\n    by: Ada\n    on: 2026-11-01\n    until: 2099-05-01\n',
  );
  await page.getByText('✓ Valid').waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  await reviewed(page);
  await page.locator('[data-section=security][data-standing=met]').waitFor();
  assert.match(await page.locator('.verdict-word').innerText(), /^.?\s*Ready$/);
  await page.context().close();
});

test('a finding is accepted with a reason, and goes on being listed', async () => {
  const page = await site.open();
  await example(page, 'deis-quickstart');
  const card = page.locator('[data-rule=grafana-signup]');
  await card.getByRole('button', { name: /^Accept with a reason/ }).click();
  assert.equal(await page.getByRole('combobox', { name: 'Rule', exact: true }).inputValue(), 'grafana-signup');
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'deis-monitor-grafana');
  await page.getByLabel('Reason').fill('behind a VPN: #1');
  await page.getByRole('button', { name: 'Accept', exact: true }).click();
  assert.match(await file(page), /rule: grafana-signup\n/);
  await page.getByText('✓ Valid').waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.locator('[data-rule=grafana-signup] .mark.tone-faint').first().waitFor();
  await settings(page);
  await part(page, 'Exceptions');
  await page.getByRole('button', { name: 'Remove the exception of grafana-signup' }).click();
  assert.equal(await file(page), '');
  await page.context().close();
});

test('the form and the file are one: each follows the other, and comments stay', async () => {
  const page = await site.open();
  await settings(page);
  await overwrite(page, '# ours\nminimumRouters: 3 # by agreement\n', '.settings-text');
  await part(page, 'Rules');
  assert.equal(await page.getByLabel('Routers, at least').inputValue(), '3');
  await page.getByLabel('Routers, at least').fill('4');
  await page.locator('.rule-setting', { hasText: 'tls-dhparam' }).getByRole('combobox').selectOption('off');
  const text = await file(page);
  assert.match(text, /^# ours\nminimumRouters: 4 # by agreement\nrules:\n {2}tls-dhparam:\n {4}action: "?off"?\n$/);
  await page.locator('.rule-setting', { hasText: 'tls-dhparam' }).getByRole('combobox').selectOption('');
  assert.equal(await file(page), '# ours\nminimumRouters: 4 # by agreement\n');
  await page.context().close();
});

test('settings that are not valid are told at their line, and the form waits for what it cannot read', async () => {
  const page = await site.open();
  await example(page, 'deis-quickstart');
  await settings(page);
  await overwrite(page, 'minimumRouters: 3\nnonsense: true\n', '.settings-text');
  await page.locator('.settings-problems .tone-bad').waitFor();
  assert.match(await page.locator('.settings-problems').innerText(), /nonsense/);
  await overwrite(page, 'minimumRouters: 3\nrules: [\n', '.settings-text');
  await page.locator('.settings-text .cm-lint-marker-error').first().waitFor();
  await page.getByText('The form waits until the file can be read').waitFor();
  assert.ok(await page.getByLabel('Who attests').isDisabled());
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('heading', { name: 'The settings are not valid' }).waitFor();
  await page.context().close();
});

const ATTESTED = 'minimumRouters: 3\nattestations:\n  - section: security\n    namespace: deis\n    by: Ada Lovelace\n    on: 2026-11-01\n    note: seen with Charles\n';

test('a link holds the settings only, and names only on request', async () => {
  const page = await site.open();
  await example(page, 'deis-quickstart');
  await settings(page);
  await overwrite(page, ATTESTED, '.settings-text');
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Link', exact: true }).click();
  const link = () => page.getByLabel('Link', { exact: true }).inputValue();
  const held = (url) => Buffer.from(url.split('#settings=')[1], 'base64url').toString();
  const without = await link();
  assert.deepEqual(JSON.parse(held(without)), {
    minimumRouters: 3,
    attestations: [{ section: 'security', namespace: 'deis', on: '2026-11-01' }],
  });
  await page.getByLabel(/Say in the link who attested/).check();
  assert.match(held(await link()), /Ada Lovelace/);
  assert.equal(page.url(), site.server.url);
  await page.getByRole('button', { name: 'Close' }).click();

  const other = await site.open({ path: `#${without.split('#')[1]}` });
  await settings(other);
  assert.equal(await file(other), 'minimumRouters: 3\n');
  await other.getByLabel(/security in deis, on 2026-11-01, by/).fill('Grace');
  await other.getByRole('button', { name: 'Take' }).click();
  assert.match((await file(other)).replaceAll('"', ''), /section: security\n {4}by: Grace\n {4}on: 2026-11-01\n {4}namespace: deis\n/);
  await page.context().close();
  await other.context().close();
});

test('a link that was cut off is told, and changes nothing', async () => {
  const page = await site.open({ path: '#settings=eyJtaW5pbXVtUm91d' });
  await page.getByText('The settings in this link cannot be read').waitFor();
  await settings(page);
  assert.equal(await file(page), '');
  await page.context().close();
});
