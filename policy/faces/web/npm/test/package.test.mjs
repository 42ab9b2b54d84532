// The package's specification, in Node.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { built, cluster, fixtures, folder, load, now, target } from './support.mjs';

const api = await load('index.js');
const quickstart = { name: 'cluster.yaml', text: cluster('deis-quickstart') };
const results = (report) => report.installations.flatMap((one) => one.results);

test('before init, a review is a problem and no exception', () => {
  assert.deepEqual(api.review({ files: [] }).problems.map((one) => one.about), ['module']);
});

test('importing it does nothing, so that a server may', async () => {
  for (const name of ['worker.js', 'render.js']) await load(name);
});

test('loading it from something else fails in words, and can be tried again', async () => {
  await assert.rejects(api.init(new Uint8Array([1, 2, 3])), WebAssembly.CompileError);
  await api.init();
});

test('a report has the installation, its sections and places in UTF-16', () => {
  const text = `# 🙂 ключ\n${quickstart.text}`;
  const report = api.review({ files: [{ name: 'c.yaml', text }], now });
  assert.equal(report.schemaVersion, 1);
  assert.equal(report.ready, false);
  assert.deepEqual(report.problems, []);
  const found = results(report).find((one) => one.rule === 'routers-replicas' && one.outcome === 'fail');
  const { start, end } = found.source;
  assert.equal(text.slice(start.utf16, end.utf16), '1');
  assert.ok(text.slice(0, start.utf16).endsWith('replicas: '));
  assert.equal(Buffer.from(text).subarray(start.offset, end.offset).toString(), '1');
  assert.equal(text.split('\n')[start.line - 1].slice(start.column - 1), '1');
});

test('edits heal what they are for, and keep the rest', () => {
  const report = api.review({ files: [quickstart], now });
  const fixable = results(report).filter((one) => one.outcome === 'fail' && one.remediation?.edits?.length > 0);
  assert.ok(fixable.length > 1);
  const edits = api.fix([quickstart], fixable);
  const text = api.applyEdits(quickstart.text, edits, 'cluster.yaml');
  assert.equal(text.split('\n').length, quickstart.text.split('\n').length);
  const after = api.review({ files: [{ ...quickstart, text }], now });
  assert.equal(after.summary.fail, report.summary.fail - fixable.length);
});

test('values alone are reviewed, and point at their lines', () => {
  const text = '# mine\nglobal:\n  storage: minio\n';
  const report = api.reviewValues([{ name: 'values.yaml', text }], { distribution: 'hephy', now });
  const storage = results(report).find((one) => one.rule === 'storage-minio' && one.outcome === 'fail');
  assert.equal(storage.source.start.line, 3);
  assert.equal(storage.source.file, 'values.yaml');
});

test('bad input is told and never thrown', () => {
  const files = [
    { name: 'a.bin', text: new Uint8Array([0xff, 0xfe, 0]) },
    { name: 'b.yaml', text: 'a: [1\n' },
    { name: 'c.yaml', text: '' },
  ];
  const report = api.review({ files, values: [{ name: 'v.yaml', text: '- 1\n' }], now });
  assert.deepEqual(report.unreadable.map((one) => one.file), ['a.bin', 'b.yaml', 'v.yaml']);
  assert.equal(report.ready, false);
  for (const settings of ['nonsense: 1', 'a: [1', { minimumRouters: -1 }, 'a: 1\n---\nb: 1\n']) {
    const { problems, ready } = api.review({ files: [quickstart], settings });
    assert.equal(problems[0]?.about, 'settings');
    assert.equal(ready, false);
  }
  assert.equal(api.review({ files: [quickstart], now: 'soon' }).problems[0].about, 'input');
  assert.equal(api.review({ files: [quickstart], workflowVersion: 'x' }).problems.length, 1);
});

test('a call of the wrong shape is told what it should be', () => {
  const cyclic = {};
  cyclic.self = cyclic;
  const wrong = [
    [undefined, /give \{ files/],
    [{}, /`files` is no list/],
    [{ files: 3 }, /`files` is no list/],
    [{ files: [null] }, /`files` holds something/],
    [{ files: [{ name: 'x' }] }, /`files` holds something/],
    [{ files: [{ name: 'x', text: 3 }] }, /`files` holds something/],
    [{ files: [], values: 'x' }, /`values` is no list/],
    [{ files: [], now: 3 }, /`now` is no string/],
    [{ files: [], namespace: 3 }, /`namespace` is no string/],
    [{ files: [], settings: cyclic }, /cannot be written/],
  ];
  for (const [input, words] of wrong) {
    const { problems, ready } = api.review(input);
    assert.equal(ready, false);
    assert.equal(problems.length, 1);
    assert.match(problems[0].message, words);
    assert.notEqual(problems[0].about, 'module');
  }
  assert.deepEqual(api.fix(undefined, []), []);
});

test('settings count, as an object and as text', () => {
  const settings = { exceptions: [{ rule: 'routers-replicas', reason: 'a test' }] };
  const outcomes = (settings) =>
    results(api.review({ files: [quickstart], settings, now })).find((one) => one.rule === 'routers-replicas').outcome;
  assert.equal(outcomes(settings), 'skip');
  assert.equal(outcomes('exceptions:\n- { rule: routers-replicas, reason: a test }\n'), 'skip');
  assert.deepEqual(api.checkSettings(settings), []);
});

test('every rule is explained, with its section and the guide', () => {
  const { rules } = api.rules();
  assert.ok(rules.length >= 30);
  for (const { id } of rules) assert.match(api.explain(id).section.url, /^https:/);
  assert.equal(api.explain('no-such-rule'), undefined);
});

test('the schemas are those beside the package', () => {
  const { settings, report } = api.schema();
  for (const [name, schema] of Object.entries({ settings, report })) {
    assert.deepEqual(schema, JSON.parse(readFileSync(join(built, `${name}.schema.json`), 'utf8')));
  }
});

test('what stops the module is told, and the next call has a new one', async () => {
  const { Texts } = await load('generated/policy.js');
  const { review } = Texts.prototype;
  for (const error of [new WebAssembly.RuntimeError('unreachable'), new RangeError('quickstart')]) {
    Texts.prototype.review = () => {
      throw error;
    };
    const { problems, ready } = api.review({ files: [quickstart], now });
    Texts.prototype.review = review;
    assert.equal(ready, false);
    assert.equal(problems.length, 1);
    assert.equal(api.review({ files: [quickstart], now }).installations.length, 1);
  }
});

test('nothing of a Secret is in any report or format', async () => {
  const secret = 'c3VwZXItc2VjcmV0LXZhbHVl';
  const text = `${quickstart.text}\n---\napiVersion: v1\nkind: Secret\nmetadata: { name: deis-router-platform-cert, namespace: deis }\ndata: { tls.crt: ${secret}, tls.key: ${secret} }\n`;
  const report = api.review({ files: [{ name: 'c.yaml', text }], now });
  const { render } = await (await load('render.js')).startRender();
  const all = ['text', 'json', 'sarif', 'junit', 'markdown', 'html'].map((format) => render(report, format));
  for (const one of [JSON.stringify(report), ...all]) {
    assert.ok(one.length > 100);
    assert.ok(!one.includes(secret) && !one.includes('super-secret-value'));
  }
});

test('the browser, waPC and native cores give the same bytes for every fixture', () => {
  const place = folder();
  const reports = new Map();
  const settings = '{"attestations":[{"section":"security","by":"Ada","on":"2026-10-01"}]}';
  for (const { name, file, text } of fixtures()) {
    const files = [{ name, text }];
    const input = file === 'values.yaml' ? { files: [], values: files, settings, now } : { files, settings, now };
    const payload = api.payload(input);
    writeFileSync(join(place, `${name}.payload`), payload);
    reports.set(name, Buffer.from(api.operation('review', Buffer.from(payload))));
  }
  execFileSync(join(target, 'release/dev'), ['reports', place]);
  assert.ok(reports.size > 80);
  for (const [name, report] of reports) {
    for (const engine of ['native', 'wasm']) {
      assert.ok(readFileSync(join(place, `${name}.${engine}`)).equals(report), `${name} by ${engine}`);
    }
  }
});
