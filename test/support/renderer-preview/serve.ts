import { createServer } from 'node:http';
import { resolve } from 'node:path';
import { createRendererFiles } from '#electron/platform/renderer-files.ts';

export const PREVIEW_FOLDER = resolve(import.meta.dirname, '../../../node_modules/.cache/renderer-preview');

/** Serves the built preview on loopback with the product's own headers, content security policy included. */
export async function servePreview(port = 0): Promise<{ readonly url: string; readonly close: () => void }> {
  const files = createRendererFiles(PREVIEW_FOLDER);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const answer = files.respond(pathname);
    if (answer === null) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { ...answer.headers }).end(answer.body);
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the preview has no port');
  return { url: `http://127.0.0.1:${address.port}`, close: () => void server.close() };
}
