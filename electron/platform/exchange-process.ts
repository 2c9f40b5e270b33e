import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import type { Clock } from '#electron/core/ports/clock.ts';
import type { Log } from '#electron/core/ports/log.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { Result } from '#shared/domain/result.ts';

export interface ExchangeLaunch {
  /** The built exchange, or its source when `execArgv` lets Node run that. */
  readonly entry: string;
  readonly execArgv?: readonly string[];
  readonly args: readonly string[];
  /** The one key pair that is accepted. It reaches the process by its environment: arguments are public. */
  readonly appKey: string;
  readonly secretKey: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly waitMs?: number;
}

export interface ExchangeAddresses {
  readonly restUrl: string;
  readonly socketUrl: string;
  /** Names the market whose orders these are: another one after its state file was deleted or put aside. */
  readonly marketId: string;
}

export interface ExchangeProcess extends ExchangeAddresses {
  /** Resolves when the process has ended, however it came to that. */
  readonly ended: Promise<void>;
  /** Asks it to end, and makes it end when it does not. */
  stop(): Promise<void>;
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

const readyLineSchema = z.object({
  rest: z.url(),
  ws: z.url(),
  market: z.string().regex(/^[\w-]{1,64}$/),
});

const START_WAIT_MS = 30_000;
const STOP_WAIT_MS = 3000;
/** A line longer than this is no address. */
const MAX_LINE = 4096;

/**
 * Starts the embedded exchange and waits for the line with its addresses.
 *
 * The exchange watches its standard input and ends with this process, also when this process is killed.
 *
 * @returns `connectivity` `EXCHANGE_NOT_STARTED` when it ends or stays silent instead
 */
export async function startExchangeProcess(launch: ExchangeLaunch): Promise<Result<ExchangeProcess>> {
  const { clock, log } = launch;
  const child = spawnExchange(launch);
  const ended = whenEnded(child);
  logLines(child.stderr, log);
  const line = await firstLine(child, ended, clock, launch.waitMs ?? START_WAIT_MS);
  const addresses = line.ok ? parseReadyLine(line.value) : line;
  if (!addresses.ok) {
    child.kill('SIGKILL');
    await ended;
    return addresses;
  }
  child.stdout.resume();
  return ok({ ...addresses.value, ended, stop: () => stopChild(child, ended, clock) });
}

function spawnExchange({ entry, execArgv = [], args, appKey, secretKey }: ExchangeLaunch): Child {
  return spawn(process.execPath, [...execArgv, entry, ...args, '--strict-keys', '--exit-with-parent'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
    env: {
      ...process.env,
      // Inside Electron the same binary is Node only when told so.
      ELECTRON_RUN_AS_NODE: '1',
      HOGA_EXCHANGE_APPKEY: appKey,
      HOGA_EXCHANGE_SECRETKEY: secretKey,
    },
  });
}

async function whenEnded(child: Child): Promise<void> {
  // Writing to a process that has ended is no fault of ours.
  child.stdin.on('error', () => undefined);
  await Promise.race([once(child, 'exit'), once(child, 'error')]).catch(() => undefined);
}

function logLines(stream: Readable, log: Log): void {
  createInterface({ input: stream }).on('line', (line) =>
    log.warn('exchange', { line: line.slice(0, MAX_LINE) }),
  );
}

/** The first line of standard output, unless the process ends or time runs out before. */
function firstLine(
  child: Child,
  ended: Promise<void>,
  clock: Clock,
  waitMs: number,
): Promise<Result<string>> {
  return new Promise((resolve) => {
    const lines = createInterface({ input: child.stdout });
    const settle = (result: Result<string>): void => {
      giveUp();
      lines.close();
      resolve(result);
    };
    const giveUp = clock.after(waitMs, () => settle(err(notStarted(`silent for ${waitMs} ms`))));
    lines.once('line', (line) => settle(ok(line)));
    void ended.then(() =>
      settle(err(notStarted(`ended with ${child.exitCode ?? child.signalCode ?? 'no code'}`))),
    );
  });
}

function parseReadyLine(line: string): Result<ExchangeAddresses> {
  try {
    const parsed = readyLineSchema.safeParse(JSON.parse(line.slice(0, MAX_LINE)));
    if (parsed.success) {
      const { rest: restUrl, ws: socketUrl, market: marketId } = parsed.data;
      return ok({ restUrl, socketUrl, marketId });
    }
  } catch {
    // Not JSON: same answer as JSON of another shape.
  }
  return err(notStarted('it did not say its addresses'));
}

function notStarted(why: string): HogaError {
  return hogaError('connectivity', 'EXCHANGE_NOT_STARTED', `the embedded exchange did not start: ${why}`);
}

async function stopChild(child: Child, ended: Promise<void>, clock: Clock): Promise<void> {
  child.stdin.end();
  child.kill('SIGTERM');
  const killLater = clock.after(STOP_WAIT_MS, () => child.kill('SIGKILL'));
  await ended;
  killLater();
}
