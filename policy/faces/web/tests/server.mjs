import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.yaml': 'application/yaml; charset=utf-8',
};

export const FOLDER = resolve(process.env.OUT_DIR ?? resolve(import.meta.dirname, '../../../../dist/web'));

/** Serves the page as any static server does, and records what was asked of it. */
export async function serve() {
  const requests = [];
  let failing = () => false;
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    requests.push({ method: request.method, url: request.url });
    const file = resolve(FOLDER, `.${path.endsWith('/') ? `${path}index.html` : path}`);
    try {
      if (failing(path) || !file.startsWith(FOLDER + sep)) throw new Error('no');
      const content = await readFile(file);
      response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    requests,
    fail: (which) => (failing = which),
    close: () =>
      new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      }),
  };
}
