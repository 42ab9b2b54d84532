import { scripts } from './own-files';

interface Policies {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): unknown;
}

/**
 * The page makes no HTML and no code of text, and runs no script but its own: the worker's `blob:`, the service worker,
 * and what hands over the page's files where it was opened as a file. Browsers with Trusted Types hold it to that.
 */
export function allowOwnScripts(): void {
  const { trustedTypes } = window as { trustedTypes?: Policies };
  const own = new Set(['sw.js', ...scripts].map((name) => new URL(name, document.baseURI).href));
  const origin = `blob:${location.origin}/`;
  trustedTypes?.createPolicy('default', {
    createScriptURL(url) {
      const whole = new URL(url, document.baseURI).href;
      if (whole.startsWith(origin) || whole.startsWith('blob:null/') || own.has(whole)) return url;
      throw new TypeError('the page runs no script but its own');
    },
  });
}
