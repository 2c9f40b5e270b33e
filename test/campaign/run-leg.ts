import { runLeg } from './context.ts';
import type { LegResult } from './leg.ts';
import { LEGS } from './legs.ts';

/** What a leg's process tells the one that started it. */
export type LegMessage =
  { readonly progress: readonly [done: number, total: number] } | { readonly result: LegResult };

/** Runs one leg in a process of its own: `run-leg.ts <id> <seed> <short|long> [trial]`. Tells how it went by message. */
const [id = '', seed = '', length = 'short', trial] = process.argv.slice(2);
const load = LEGS[id];
if (load === undefined) throw new Error(`no leg ${id}`);
const PROGRESS_EVERY_MS = 2_000;
let toldAt = -PROGRESS_EVERY_MS;
const tell = (message: LegMessage): void => void process.send?.(message);

const result = await runLeg(await load(), {
  seed: Number(seed),
  isLong: length === 'long',
  onlyTrial: trial === undefined ? null : Number(trial),
  onProgress(done, total) {
    if (performance.now() - toldAt < PROGRESS_EVERY_MS) return;
    toldAt = performance.now();
    tell({ progress: [done, total] });
  },
});
await new Promise<void>((resolve) => {
  if (process.send === undefined) {
    process.stdout.write(`${JSON.stringify(result)}\n`, () => resolve());
  } else process.send({ result } satisfies LegMessage, () => resolve());
});
// Whatever a leg left open does not keep the others waiting.
process.exit(0);
