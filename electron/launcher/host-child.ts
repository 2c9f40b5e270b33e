import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

/** The browser host, running and ready. */
export interface HostChild {
  readonly child: ChildProcess;
  readonly url: string;
  readonly port: number;
  /** Asks for one more one-time address. */
  freshUrl(): Promise<string>;
}

/** The host ended, or said why it cannot start. `message` is one line for the owner. */
export class HostFailure extends Error {}

export function spawnHost(root: string, hostArguments: readonly string[]): ChildProcess {
  return spawn(process.execPath, [join(root, 'out/main/browser-host.js'), ...hostArguments], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    windowsHide: true,
  });
}

/** Waits for the host's one line. Rejects with a `HostFailure`. */
export async function whenHostReady(child: ChildProcess): Promise<HostChild> {
  const line = await firstLine(child);
  const { url, port, detail, code } = parse(line);
  if (typeof url !== 'string' || typeof port !== 'number') {
    throw new HostFailure(explain(String(code ?? 'NO_REASON'), String(detail ?? line)));
  }
  // An answer does not say whose it is: one question at a time.
  let last: Promise<unknown> = Promise.resolve();
  return {
    child,
    url,
    port,
    freshUrl() {
      const answer = last.then(() => askForUrl(child));
      last = answer.catch(() => undefined);
      return answer;
    },
  };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (!child.stdout) return reject(new HostFailure('the host has no output'));
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('error', (cause) => reject(new HostFailure(`the host did not start: ${cause.message}`)));
    child.once('close', (code) => reject(new HostFailure(`the host ended with ${code ?? 'a signal'}`)));
  });
}

function parse(line: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function askForUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      child.off('message', onMessage);
      child.off('exit', onExit);
    };
    const onMessage = (answer: unknown): void => {
      stop();
      resolve(String(answer));
    };
    const onExit = (): void => {
      stop();
      reject(new HostFailure('the host has ended'));
    };
    child.on('message', onMessage);
    child.on('exit', onExit);
    child.send('url', (cause) => {
      if (cause !== null) onExit();
    });
  });
}

const ADVICE: Readonly<Record<string, string>> = {
  PORT_TAKEN: 'Choose another with --port, or leave --port out for any free one.',
  ALREADY_RUNNING: 'Close that copy first, or give this one a folder of its own with HOGA_HOME.',
  DATA_FOLDER_UNUSABLE: 'Make the folder writable, or choose another with HOGA_HOME.',
};

function explain(code: string, detail: string): string {
  return [`Hoga cannot start: ${detail} (${code}).`, ADVICE[code] ?? ''].join(' ').trimEnd();
}
