/** Keeps the page's own files for when there is no network. Without it, everything else works the same. */
export function keepForOffline(): void {
  if (location.protocol === 'file:' || !('serviceWorker' in navigator)) return;
  const register = () => navigator.serviceWorker.register(new URL('sw.js', document.baseURI)).catch(() => undefined);
  if (document.readyState === 'complete') register();
  else window.addEventListener('load', register, { once: true });
}
