import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { spawn } from 'node:child_process';
import { endChild, whenChildEnds } from '#electron/launcher/child-end.ts';
import { whenHostReady } from '#electron/launcher/host-child.ts';
import type { HostChild } from '#electron/launcher/host-child.ts';

/** The root of the project. */
export const ROOT = resolve(import.meta.dirname, '../..');

const LOG = 'logs/hoga.log';

export interface LaunchDeskOptions {
  /** Of the exchange's market; 1 by default. */
  readonly seed?: number;
  readonly locale?: 'ko' | 'en';
  /** Folder for all of the desk's files; a new one, removed at the end, by default. */
  readonly home?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** The built desk, running as its own process with the embedded exchange: what a trader starts, without a window. */
export interface LaunchedDesk {
  readonly home: string;
  readonly host: HostChild;
  /** An address for one browser, good once. */
  url(): Promise<string>;
  /** Starts the program again over the same files. `kill`: as a crash leaves them. */
  restart(how?: 'stop' | 'kill'): Promise<void>;
  /** Kills the embedded exchange, as its crash would. */
  killExchange(): void;
  log(): string;
  /** Ends everything and removes the files. */
  stop(): Promise<void>;
}

/** Needs a current build: see `ensureBuilt` of the launcher, which `npm test` runs first. */
export async function launchDesk(options: LaunchDeskOptions = {}): Promise<LaunchedDesk> {
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'hoga-desk-'));
  let host = await startHost(home, options);
  return {
    home,
    get host() {
      return host;
    },
    url: () => host.freshUrl(),
    async restart(how = 'stop') {
      await endHost(host, how);
      host = await startHost(home, options);
    },
    killExchange() {
      for (const pid of childrenOf(host.child.pid)) process.kill(pid, 'SIGKILL');
    },
    log: () => (existsSync(join(home, LOG)) ? readFileSync(join(home, LOG), 'utf8') : ''),
    async stop() {
      await endHost(host, 'stop');
      if (options.home === undefined) rmSync(home, { recursive: true, force: true });
    },
  };
}

async function startHost(home: string, options: LaunchDeskOptions): Promise<HostChild> {
  const { seed, locale, environment = {} } = options;
  const child = spawn(
    process.execPath,
    [
      join(ROOT, 'out/main/browser-host.js'),
      ...(seed === undefined ? [] : ['--seed', String(seed)]),
      ...(locale === undefined ? [] : ['--locale', locale]),
    ],
    {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      env: { ...process.env, ...environment, HOGA_HOME: home },
    },
  );
  try {
    return await whenHostReady(child);
  } catch (cause) {
    await endChild(child);
    throw cause;
  }
}

async function endHost({ child }: HostChild, how: 'stop' | 'kill'): Promise<void> {
  if (how === 'stop') return endChild(child);
  const ended = whenChildEnds(child);
  child.kill('SIGKILL');
  await ended;
}

/** Processes that a process has started, itself left out; Linux only. */
export function childrenOf(pid: ChildProcess['pid']): number[] {
  if (pid === undefined) return [];
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return text.split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
