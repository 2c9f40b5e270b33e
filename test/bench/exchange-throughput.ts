import { performance } from 'node:perf_hooks';
import { createWorld } from '#electron/exchange/create-world.ts';
import type { WorldEvent } from '#electron/exchange/world.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

/** Simulated seconds; from the command line, 600 when not given. */
const seconds = Number(process.argv[2] ?? 600);
const activity = Number(process.argv[3] ?? 1);

/** Measures what the simulated market costs: run with `tsx test/bench/exchange-throughput.ts [seconds] [activity]`. */
function measure() {
  const clock = createVirtualClock();
  const startedAt = performance.now();
  const world = createWorld({ clock, seed: 1, activity });
  const createMs = performance.now() - startedAt;
  const counts: Record<WorldEvent['type'], number> = {
    print: 0,
    book: 0,
    vi: 0,
    session: 0,
    order: 0,
    holding: 0,
  };
  world.onEvent((event) => (counts[event.type] += 1));
  world.start();
  const stepMs: number[] = [];
  const cpuBefore = process.cpuUsage();
  for (let step = 0; step < seconds * 10; step += 1) {
    const before = performance.now();
    clock.advance(100);
    stepMs.push(performance.now() - before);
  }
  const { user, system } = process.cpuUsage(cpuBefore);
  world.stop();
  stepMs.sort((a, b) => a - b);
  const round = (value: number) => Math.round(value * 100) / 100;
  return {
    instruments: world.listings.length,
    simulatedSeconds: seconds,
    activity,
    createMs: Math.round(createMs),
    printsPerSecond: round(counts.print / seconds),
    booksPerSecond: round(counts.book / seconds),
    interruptions: counts.vi,
    cpuPercentOfOneCore: round((user + system) / 10_000 / seconds),
    stepP50Ms: round(stepMs[Math.floor(stepMs.length * 0.5)] ?? 0),
    stepP99Ms: round(stepMs[Math.floor(stepMs.length * 0.99)] ?? 0),
    stepMaxMs: round(stepMs.at(-1) ?? 0),
    heapMb: Math.round(process.memoryUsage().heapUsed / 1_048_576),
    eventHash: world.eventHash(),
  };
}

process.stdout.write(`${JSON.stringify(measure(), null, 2)}\n`);
