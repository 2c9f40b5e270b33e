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

export interface FaultLine {
  readonly spec: string;
  readonly seen: number;
  readonly applied: number;
}

/** The command line of the exchange, run as a program of its own. */
export interface ExchangeProcess {
  readonly child: ChildProcess;
  /** Resolves with what it announces on standard output; rejects when it ends before. */
  started(): Promise<ExchangeLine>;
  /** Switches faults of an exchange started with `--fault-control`; resolves with its answer. */
  control(request: {
    readonly clear?: boolean;
    readonly add?: readonly string[];
  }): Promise<{ readonly faults?: readonly FaultLine[]; readonly error?: string }>;
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
  let controls = 0;
  return {
    child,
    async started() {
      const hasEnded = close.then(() => true);
      while (!stdout.includes('\n')) {
        const isOver = await Promise.race([once(child.stdout, 'data').then(() => false), hasEnded]);
        if (isOver) throw new Error(`the exchange ended before it started: ${stderr}`);
      }
      return JSON.parse(stdout.split('\n', 1)[0] ?? '') as ExchangeLine;
    },
    async control(request) {
      const id = (controls += 1);
      child.stdin.write(`${JSON.stringify({ id, ...request })}\n`);
      for (;;) {
        const line = stdout.split('\n').find((text) => text.startsWith(`{"id":${id},`) && text.endsWith('}'));
        if (line !== undefined) return JSON.parse(line) as { faults?: readonly FaultLine[]; error?: string };
        await once(child.stdout, 'data');
      }
    },
    async ended() {
      const [code] = (await close) as [number | null];
      return { code, stdout, stderr };
    },
  };
}
