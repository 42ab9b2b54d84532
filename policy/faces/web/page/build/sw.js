// Keeps the page's own files, by name, so that it opens without a network. It never stores or answers anything else.
const NAME = 'workflow-readiness-' + __VERSION__;
const FILES = __FILES__;
const OWN = new Set(FILES.map((file) => new URL(file, self.registration.scope).href));

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(FILES)));
});

self.addEventListener('activate', (event) => {
  const isOld = (name) => name.startsWith('workflow-readiness-') && name !== NAME;
  const clean = async () => {
    for (const name of await caches.keys()) if (isOld(name)) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(clean());
});

self.addEventListener('fetch', (event) => {
  if (event.request.method !== 'GET') return;
  const url = new URL(event.request.url);
  url.hash = '';
  url.search = '';
  if (url.href === self.registration.scope + 'index.html') url.pathname = url.pathname.replace(/index\.html$/, '');
  if (!OWN.has(url.href)) return;
  const answer = async () => {
    const kept = await (await caches.open(NAME)).match(url.href);
    return kept ?? fetch(event.request);
  };
  event.respondWith(answer());
});
