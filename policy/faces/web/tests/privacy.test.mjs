import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { editor, example, give, reviewed, start } from './browser.mjs';

let site;
before(async () => (site = await start()));
after(() => site.stop());

const SECRET = 'c2VjcmV0LW9mLXRoZS10ZXN0';
const GIVEN = `apiVersion: v1
kind: Secret
metadata: { name: objectstorage-keyfile, namespace: deis }
data: { accesskey: ${SECRET} }
`;

test('no request leaves the page, and none but for its own files is made', async () => {
  const page = await site.open();
  await example(page, 'deis-quickstart');
  const files = page.requests.length;
  await give(page, { 'secret.yaml': GIVEN });
  await reviewed(page);
  await page.locator('[data-rule=routers-replicas]').getByRole('button', { name: 'Apply to the text' }).click();
  await page.locator('[data-rule=routers-replicas]').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await page.getByRole('button', { name: 'Clear it' }).click();
  assert.equal(page.requests.slice(files).filter((url) => !url.startsWith('blob:')).length, 0);
  for (const url of page.requests) assert.ok(url.startsWith(site.server.url) || url.startsWith('blob:'), url);
  for (const { method, url } of site.server.requests) {
    assert.equal(method, 'GET');
    assert.match(url, /^\/(|theme\.js|icon\.svg|sw\.js|index-[\w-]+\.js|style-[\w-]+\.css|(review|render)-\w+\.wasm|examples\/[\w.-]+\.yaml)$/);
  }
  assert.deepEqual(await page.evaluate(() => globalThis.violations), []);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('what was given is in no storage, no cache and no address', async () => {
  const page = await site.open();
  await give(page, { 'secret.yaml': GIVEN });
  await reviewed(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  const kept = await page.evaluate(async () => ({
    local: { ...localStorage },
    session: { ...sessionStorage },
    databases: await indexedDB.databases(),
    cookies: document.cookie,
    history: [location.href, JSON.stringify(history.state), document.title],
    cached: await Promise.all(
      (await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map((one) => one.url)),
    ),
  }));
  assert.deepEqual(kept.local, {});
  assert.deepEqual(kept.session, {});
  assert.deepEqual(kept.databases, []);
  assert.equal(kept.cookies, '');
  assert.deepEqual(kept.history, [site.server.url, 'null', 'Workflow Readiness']);
  for (const url of kept.cached.flat()) {
    assert.match(url.slice(site.server.url.length), /^(|[\w.-]+\.(js|css|svg|wasm)|examples\/[\w.-]+\.yaml)$/);
  }
  await page.getByLabel('Theme').selectOption('dark');
  assert.deepEqual(await page.evaluate(() => ({ ...localStorage })), { theme: 'dark' });
  await page.context().close();
});

test('a fetch inside the worker fails, and so does one of the page', async () => {
  const page = await site.open();
  await example(page, 'deis-quickstart');
  const elsewhere = 'http://localhost:9/';
  const fetched = (url) => fetch(url, { mode: 'no-cors' }).then(() => 'fetched', (error) => error.message);
  const [worker] = page.workers();
  assert.ok(worker, 'there is a worker');
  assert.match(worker.url(), /^blob:/);
  // The worker has put away whatever could reach anything; and what it is started as could not, either.
  assert.equal(await worker.evaluate(() => typeof fetch), 'undefined');
  assert.equal(await worker.evaluate(() => typeof XMLHttpRequest + typeof WebSocket + typeof importScripts), 'undefined'.repeat(3));
  const inAnother = (url) =>
    new Promise((done) => {
      const code = `fetch(${JSON.stringify(url)}, { mode: 'no-cors' }).then(() => postMessage('fetched'), (error) => postMessage(error.message))`;
      const other = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
      other.onmessage = ({ data }) => done(data);
    });
  assert.match(await page.evaluate(inAnother, elsewhere), /Failed to fetch/);
  assert.match(await page.evaluate(fetched, elsewhere), /Failed to fetch/);
  // Refused by the policy, not by a closed port: a server that answers sees nothing either.
  const before = site.server.requests.length;
  const other = site.server.url.replace('127.0.0.1', 'localhost');
  assert.match(await page.evaluate(inAnother, other), /Failed to fetch/);
  assert.equal(site.server.requests.length, before);
  await page.context().close();
});

test('text cannot become code: no eval, no inline script, no script from a text', async () => {
  const page = await site.open();
  const tries = await page.evaluate(async () => {
    const failed = (run) => {
      try {
        run();
        return false;
      } catch {
        return true;
      }
    };
    globalThis.ran = false;
    const inline = () => {
      const script = document.createElement('script');
      script.text = 'globalThis.ran = true';
      document.head.append(script);
    };
    // Later, for what the browser's console runs itself may evaluate text.
    const later = (run) => new Promise((done) => setTimeout(() => done(failed(run))));
    return {
      evaluated: await later(() => (0, eval)('1')),
      html: failed(() => (document.createElement('div').innerHTML = '<b>x</b>')),
      inline: failed(inline),
      foreign: failed(() => (document.createElement('script').src = 'https://example.com/x.js')),
      worker: failed(() => new Worker('data:text/javascript,1')),
      ran: globalThis.ran,
    };
  });
  assert.deepEqual(tries, { evaluated: true, html: true, inline: true, foreign: true, worker: true, ran: false });
  await page.context().close();
});

test('clear ends the worker, and forgets the text and what could be undone', async () => {
  const page = await site.open();
  await give(page, { 'secret.yaml': GIVEN });
  await reviewed(page);
  const [old] = page.workers();
  const closed = new Promise((done) => old.once('close', done));
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await closed;
  await page.getByText('Drop manifests or Helm values here').waitFor();
  assert.equal((await editor(page)).text, '');
  assert.equal((await page.content()).includes(SECRET), false);
  assert.equal(await page.locator('.rule').count(), 0);
  await example(page, 'deis-quickstart');
  assert.match(await page.locator('.verdict-counts').innerText(), /9 violations/);
  await page.context().close();
});
