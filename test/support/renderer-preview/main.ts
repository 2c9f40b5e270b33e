import { servePreview } from './serve.ts';

const { url } = await servePreview(Number(process.argv[2] ?? 0));
process.stdout.write(`${url}\n`);
