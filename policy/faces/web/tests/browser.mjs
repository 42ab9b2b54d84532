import { chromium } from 'playwright-core';
import { serve } from './server.mjs';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the Chromium of the machine; CHROMIUM names another one. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: FLAGS,
  });
}

/** A browser and a server for the tests of one file. */
export async function start() {
  const [browser, server] = await Promise.all([launch(), serve()]);
  return {
    browser,
    server,
    open: (options) => open(browser, server.url, options),
    stop: () => Promise.all([browser.close(), server.close()]),
  };
}

/** Opens the page in a context of its own, and records all that it asks for and complains of. */
export async function open(browser, url, { width = 1280, height = 900, path = '', ready = true, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  const requests = [];
  const complaints = [];
  context.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  await page.addInitScript(() => {
    globalThis.violations = [];
    globalThis.shifts = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      globalThis.violations.push(`${event.violatedDirective} ${event.blockedURI}`),
    );
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) globalThis.shifts.push(entry.value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(url + path);
  if (ready) await status(page, 'idle');
  return Object.assign(page, { requests, complaints });
}

/** Waits until the review is that far. */
export async function status(page, wanted) {
  await page.locator(`.status[data-status="${wanted}"]`).waitFor({ state: 'attached' });
}

/** Takes one of the page's examples, and waits for its report. */
export async function example(page, id) {
  await page.getByRole('button', { name: 'Text', exact: true }).click({ timeout: 100 }).catch(() => {});
  await page.getByRole('button', { name: 'Examples' }).click();
  await page.locator(`[data-example="${id}"]`).click();
  await reviewed(page);
}

/** Waits until the report is that of the text. */
export async function reviewed(page) {
  await status(page, 'done');
}

/** Gives files by their names and texts, as if chosen in the file field. */
export async function give(page, files) {
  const buffers = Object.entries(files).map(([name, text]) => ({
    name,
    mimeType: 'application/yaml',
    buffer: Buffer.isBuffer(text) ? text : Buffer.from(text),
  }));
  const before = await page.locator('.file').count();
  await page.getByLabel('Files to review').setInputFiles(buffers);
  await page.locator('.file').nth(before + buffers.length - 1).waitFor();
}

/** What the editor holds: its whole text, and what is selected in which line. */
export function editor(page, host = '.text-pane .editor') {
  return page.evaluate((where) => {
    const content = document.querySelector(where).shadowRoot.querySelector('.cm-content');
    const { state } = content.cmTile.root.view;
    const { from, to } = state.selection.main;
    return { text: state.doc.toString(), line: state.doc.lineAt(from).number, selected: state.sliceDoc(from, to) };
  }, host);
}

/** Pastes a text into the editor over what stands there. */
export async function overwrite(page, words, host = '.text-pane .editor') {
  await page.locator(`${host} .cm-content`).click();
  await page.keyboard.press('Control+a');
  await page.evaluate(
    ([where, pasted]) => {
      const data = new DataTransfer();
      data.setData('text/plain', pasted);
      const content = document.querySelector(where).shadowRoot.querySelector('.cm-content');
      const event = { clipboardData: data, bubbles: true, cancelable: true, composed: true };
      content.dispatchEvent(new ClipboardEvent('paste', event));
    },
    [host, words],
  );
}

export const announced = (page) => page.getByTestId('announcer').textContent();
