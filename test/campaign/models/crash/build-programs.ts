import { join } from 'node:path';
import { build } from 'vite';
import { ROOT } from '#test/support/launch-desk.ts';

const NAMES = ['crash-desk', 'crash-exchange'] as const;

/** Bundles the two programs, so that a thousand starts of them do not compile them a thousand times. */
export async function buildPrograms(
  folder: string,
): Promise<Readonly<Record<(typeof NAMES)[number], string>>> {
  const input = Object.fromEntries(NAMES.map((name) => [name, join(import.meta.dirname, `${name}.ts`)]));
  const output = { format: 'es' as const, entryFileNames: '[name].mjs' };
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node20',
      minify: false,
      outDir: folder,
      emptyOutDir: true,
      rollupOptions: { input, output },
    },
  });
  return {
    'crash-desk': join(folder, 'crash-desk.mjs'),
    'crash-exchange': join(folder, 'crash-exchange.mjs'),
  };
}
