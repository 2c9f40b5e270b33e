import { utimesSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const here = import.meta.dirname;
const at = (path: string): string => resolve(here, path);

/**
 * Processes of the program. The browser host and the exchange run in plain Node, so nothing that they share with the
 * Electron host may import `electron`; a test reads the built files and checks it.
 */
const MAIN_ENTRIES = {
  main: at('electron/main/main.ts'),
  'browser-host': at('electron/browser-host/main.ts'),
  exchange: at('electron/exchange/main.ts'),
};

const startedAt = new Date();

/** Tells the launcher what was built when. It bears the time of the start: a source saved meanwhile counts as newer. */
function stampBuild(): Plugin {
  return {
    name: 'hoga-stamp-build',
    apply: 'build',
    closeBundle() {
      const stamp = at('out/build.stamp');
      writeFileSync(stamp, '');
      utimesSync(stamp, startedAt, startedAt);
    },
  };
}

export default defineConfig({
  main: {
    build: {
      target: 'node20',
      outDir: at('out/main'),
      emptyOutDir: true,
      sourcemap: true,
      rolldownOptions: {
        input: MAIN_ENTRIES,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node20',
      outDir: at('out/preload'),
      emptyOutDir: true,
      // A sandboxed preload cannot load a second file.
      externalizeDeps: false,
      isolatedEntries: true,
      rolldownOptions: {
        input: { preload: at('electron/preload/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    // The renderer is built last.
    plugins: [react(), stampBuild()],
    build: {
      target: 'chrome140',
      outDir: at('out/renderer'),
      emptyOutDir: true,
      minify: true,
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4096,
      reportCompressedSize: false,
      rolldownOptions: { input: at('renderer/index.html') },
    },
  },
});
