import { resolve } from 'node:path';
import { build } from 'vite';

/** Builds the renderer over the fake desk, into the folder that `servePreview` serves. */
export async function buildPreview(): Promise<void> {
  await build({ configFile: resolve(import.meta.dirname, 'vite.config.ts'), logLevel: 'error' });
}
