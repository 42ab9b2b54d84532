import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { classicScript } from './build/classic-script.ts';
import { offline } from './build/offline.ts';
import { ownFiles } from './build/own-files.ts';

const here = import.meta.dirname;
const root = resolve(here, '../../../..');
/** The package, as it is published: what its own build made of it. */
const built = resolve(process.env['NPM_DIST'] ?? resolve(root, 'dist/npm'));

export default defineConfig({
  root: here,
  base: './',
  resolve: {
    alias: [
      { find: 'workflow-readiness/worker', replacement: resolve(built, 'worker.js') },
      { find: 'workflow-readiness/render', replacement: resolve(built, 'render.js') },
      // The page hands the modules over itself: the package's own way to them is left out.
      { find: '#load', replacement: resolve(here, 'src/review/no-load.ts') },
    ],
  },
  plugins: [
    ownFiles(root, { review: resolve(built, 'policy.wasm'), render: resolve(built, 'render.wasm') }),
    classicScript(),
    offline(resolve(here, 'build/sw.js'), ['icon.svg', 'theme.js']),
  ],
  build: {
    outDir: process.env['OUT_DIR'] ?? resolve(root, 'dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    cssCodeSplit: false,
    assetsDir: '',
    chunkSizeWarningLimit: 1200,
    rolldownOptions: { output: { format: 'iife', codeSplitting: false } },
  },
});
