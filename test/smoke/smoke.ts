import { ensureBuilt } from '#electron/launcher/build.ts';
import { createChildren } from '#electron/launcher/children.ts';
import { openSession } from '#test/support/desk-session.ts';
import { launchDesk, ROOT } from '#test/support/launch-desk.ts';
import type { LaunchedDesk } from '#test/support/launch-desk.ts';
import { DeskWatch } from './desk-watch.ts';
import { tradingWalk } from './trading-walk.ts';
import type { WalkStep } from './trading-walk.ts';

/**
 * Starts the built desk with its exchange, without a window, and trades over the real contract.
 *
 * Writes one JSON line: `{"ok","steps":[{"name","ok","ms","error"?}],"latencyMs":{...}}`, latencies in milliseconds per
 * request as a window sees them. Ends with 1 at the first deviation. Takes a few seconds, 30 at most.
 */
const LONGEST_MS = 28_000;

interface StepReport {
  readonly name: string;
  readonly ok: boolean;
  readonly ms: number;
  readonly error?: string;
}

async function runStep({ name, run }: WalkStep): Promise<StepReport> {
  const startedAt = performance.now();
  const since = (): number => Math.round(performance.now() - startedAt);
  try {
    await run();
    return { name, ok: true, ms: since() };
  } catch (cause) {
    return { name, ok: false, ms: since(), error: cause instanceof Error ? cause.message : String(cause) };
  }
}

async function smoke(): Promise<boolean> {
  const steps: StepReport[] = [];
  const latencyMs: Record<string, number> = {};
  const cleanUps: (() => Promise<void> | void)[] = [];
  const walk: WalkStep[] = [
    {
      name: 'start',
      async run() {
        const desk: LaunchedDesk = await launchDesk();
        cleanUps.push(() => desk.stop());
        const { bridge } = await openSession(await desk.url());
        cleanUps.push(() => bridge.close());
        walk.push(...tradingWalk(bridge, new DeskWatch(bridge), latencyMs), {
          name: 'stop',
          async run() {
            bridge.close();
            await desk.stop();
            const code = desk.host.child.exitCode;
            if (code !== 0) throw new Error(`the desk ended with ${code}`);
          },
        });
      },
    },
  ];
  for (const step of walk) {
    steps.push(await runStep(step));
    if (steps.at(-1)?.ok !== true) break;
  }
  for (const cleanUp of cleanUps.reverse()) await cleanUp();
  const ok = steps.every((step) => step.ok);
  process.stdout.write(`${JSON.stringify({ ok, steps, latencyMs })}\n`);
  return ok;
}

await ensureBuilt(ROOT, createChildren(), (line) => process.stderr.write(`${line}\n`));
const timeout = setTimeout(() => {
  process.stdout.write(
    `${JSON.stringify({ ok: false, steps: [], latencyMs: {}, error: 'took too long' })}\n`,
  );
  process.exit(1);
}, LONGEST_MS);
const wasOk = await smoke();
clearTimeout(timeout);
process.exit(wasOk ? 0 : 1);
