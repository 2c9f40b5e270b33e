import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';

const root = resolve(import.meta.dirname, '../../../renderer');

/** Puts the fake desk's bridge in the place of the host's, so that the real page runs without a core. */
function fakeBridge(): Plugin {
  return {
    name: 'fake-bridge',
    enforce: 'pre',
    resolveId: (id) =>
      id.endsWith('/bridge/create-bridge.ts')
        ? resolve(import.meta.dirname, 'create-preview-bridge.ts')
        : null,
  };
}

/** Builds the renderer as the product does, over the fake desk. */
export default defineConfig({
  root,
  plugins: [fakeBridge(), react()],
  build: {
    target: 'chrome140',
    outDir: resolve(import.meta.dirname, '../../../node_modules/.cache/renderer-preview'),
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4096,
  },
});
