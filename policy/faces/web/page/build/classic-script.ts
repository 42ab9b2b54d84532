import type { Plugin } from 'vite';

/**
 * Makes the page's script a classic one: browsers refuse modules to a page that was opened as a file. `defer` runs it
 * when a module would have run.
 */
export function classicScript(): Plugin {
  return {
    name: 'classic-script',
    enforce: 'post',
    transformIndexHtml: {
      order: 'post',
      handler: (html) =>
        html
          .replace(/<script type="module" crossorigin src=/g, '<script defer src=')
          .replace(/<link rel="stylesheet" crossorigin href=/g, '<link rel="stylesheet" href='),
    },
  };
}
