import { randomBytes, timingSafeEqual } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Log } from '#electron/core/ports/log.ts';
import type { HaltAddress, HaltAnswer } from '#shared/contract/halt-control.ts';
import { HALT_ADDRESS_FILE } from '#shared/contract/halt-control.ts';
import { accountLine, legLines } from './halt-words.ts';
import type { KillSwitch } from './kill-switch.ts';
import { isAnythingLeft } from './kill-switch.ts';

const LOOPBACK = '127.0.0.1';

/**
 * Listens on loopback for `npm start -- --halt` and the launcher's terminal, whatever host shows the desk. The address with its
 * token lies in the data folder, readable by the owner alone, while the desk runs. It can halt and tell how that stands,
 * and nothing else. A desk that cannot have it runs without, and logs so.
 */
export async function startHaltControl(
  folder: string,
  killSwitch: KillSwitch,
  log: Log,
): Promise<{ close(): void }> {
  const token = randomBytes(32).toString('base64url');
  const path = join(folder, HALT_ADDRESS_FILE);
  const server = createServer((request, response) => {
    serve(request, token, killSwitch).then(
      (answer) => {
        response.statusCode = answer === null ? 403 : 200;
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(answer));
      },
      (error: unknown) => {
        log.error('the kill switch failed', { error: String(error) });
        response.writeHead(500).end();
      },
    );
  });
  const close = (): void => {
    rmSync(path, { force: true });
    server.closeAllConnections();
    server.close();
  };
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host: LOOPBACK, port: 0 }, resolve);
    });
    const address: HaltAddress = { port: (server.address() as AddressInfo).port, token };
    writeFileSync(path, JSON.stringify(address), { mode: 0o600 });
    return { close };
  } catch (error) {
    log.error('no kill switch for the command line', { error: String(error) });
    return { close };
  }
}

/** Null for whoever does not have the token, browsers above all: they name an origin. */
async function serve(
  request: IncomingMessage,
  token: string,
  killSwitch: KillSwitch,
): Promise<HaltAnswer | null> {
  const given = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  const isOwner = given.length === wanted.length && timingSafeEqual(given, wanted);
  if (!isOwner || request.headers.origin !== undefined) return null;
  if (request.method === 'POST') {
    const halted = await killSwitch.halt();
    if (!halted.ok) throw new Error(halted.error.code);
  }
  const standing = await killSwitch.standing();
  const lines = standing.flatMap((each) => [accountLine(each), ...legLines(each).map((leg) => `  ${leg}`)]);
  return { lines, isAnythingLeft: isAnythingLeft(standing) };
}
