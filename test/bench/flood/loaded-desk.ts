import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { request } from 'undici';
import { endChild } from '#electron/launcher/child-end.ts';
import { whenHostReady } from '#electron/launcher/host-child.ts';
import type { HostChild } from '#electron/launcher/host-child.ts';
import { ROOT } from '#test/support/launch-desk.ts';
import type { FloodCommand, FloodReport } from './flood-exchange.ts';

/** The built desk over the flooding exchange. */
export interface LoadedDesk {
  readonly host: HostChild;
  flood(command: FloodCommand): Promise<FloodReport>;
  /** Order requests that reached the exchange since last asked, and the account's events since the start. */
  takeOrders(): Promise<Pick<FloodReport, 'orders' | 'accountEvents'>>;
  stop(): Promise<void>;
}

/**
 * Starts the built browser host in a folder of its own, where `out/main/exchange.js` is the flooding exchange: to the desk
 * nothing differs.
 */
export async function startLoadedDesk(): Promise<LoadedDesk> {
  const folder = mkdtempSync(join(tmpdir(), 'hoga-bench-'));
  const controlFile = join(folder, 'control');
  mkdirSync(join(folder, 'out'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  symlinkSync(join(ROOT, 'out/renderer'), join(folder, 'out/renderer'));
  copyHost(folder);
  const flooding = pathToFileURL(join(ROOT, 'test/bench/flood/flood-exchange.ts')).href;
  writeFileSync(
    join(folder, 'out/main/exchange.js'),
    `import { register } from 'tsx/esm/api';\nregister();\nawait import(${JSON.stringify(flooding)});\n`,
  );
  const child = spawn(process.execPath, [join(folder, 'out/main/browser-host.js')], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, HOGA_HOME: join(folder, 'home'), HOGA_FLOOD_CONTROL: controlFile },
  });
  const host = await whenHostReady(child);
  const control = `http://127.0.0.1:${await readWhenThere(controlFile)}`;
  // A flood answers when it has ended, however long it runs.
  const patient = { method: 'POST', headersTimeout: 0, bodyTimeout: 0 } as const;
  const ask = async <T>(path: string, body: unknown): Promise<T> =>
    (await (await request(control + path, { ...patient, body: JSON.stringify(body) })).body.json()) as T;
  return {
    host,
    flood: (command) => ask('/flood', command),
    takeOrders: () => ask('/orders', {}),
    async stop() {
      await endChild(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The host serves pages before its exchange runs: the exchange's note may come later. */
async function readWhenThere(path: string): Promise<string> {
  for (;;) {
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    if (text !== '') return text;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Copies the built host, so that it takes `folder` for its own root. */
function copyHost(folder: string): void {
  cpSync(join(ROOT, 'out/main'), join(folder, 'out/main'), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
}
