import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ENTRY = fileURLToPath(new URL('../../electron/exchange/main.ts', import.meta.url));

export interface ExchangeLine {
  readonly rest: string;
  readonly ws: string;
  readonly pid: number;
  readonly seed: number;
  readonly session: string;
  readonly market: string;
}

/** The command line of the exchange, run as a program of its own. */
export interface ExchangeProcess {
  readonly child: ChildProcess;
  /** Resolves with what it announces on standard output; rejects when it ends before. */
  started(): Promise<ExchangeLine>;
  /** Resolves once it has ended. */
  ended(): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
}

export function runExchange(args: readonly string[], env: NodeJS.ProcessEnv = {}): ExchangeProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', ENTRY, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const close = once(child, 'close');
  return {
    child,
    async started() {
      const hasEnded = close.then(() => true);
      while (!stdout.includes('\n')) {
        const isOver = await Promise.race([once(child.stdout, 'data').then(() => false), hasEnded]);
        if (isOver) throw new Error(`the exchange ended before it started: ${stderr}`);
      }
      return JSON.parse(stdout) as ExchangeLine;
    },
    async ended() {
      const [code] = (await close) as [number | null];
      return { code, stdout, stderr };
    },
  };
}
