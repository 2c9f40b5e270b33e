import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { superviseExchange } from '#electron/platform/supervised-exchange.ts';
import { systemClock } from '#electron/platform/system-clock.ts';
import { createRecordingLog } from '#test/support/recording-log.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoga-exchange-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Stands in for the exchange: notes its arguments, is ready, and ends by itself as often as told. */
function program(crashes: number): string {
  const runs = JSON.stringify(join(folder, 'runs'));
  return `const { appendFileSync, readFileSync } = require('node:fs');
appendFileSync(${runs}, process.argv.slice(2, 6).join(' ') + '\\n');
const run = readFileSync(${runs}, 'utf8').trim().split('\\n').length;
console.log(JSON.stringify({ rest: 'http://127.0.0.1:41', ws: 'ws://127.0.0.1:42/x', market: 'm' }));
process.stdin.resume().on('end', () => process.exit(0));
if (run <= ${crashes}) setTimeout(() => process.exit(9), 50);`;
}

const runs = (): string[] => readFileSync(join(folder, 'runs'), 'utf8').trim().split('\n');

function supervise(crashes: number, log = createRecordingLog()) {
  const entry = join(folder, 'exchange.cjs');
  writeFileSync(entry, program(crashes));
  return superviseExchange({ entry, args: [], appKey: 'a', secretKey: 's', clock: systemClock, log });
}

describe('an exchange that ends by itself', () => {
  it('is started again at the addresses it had', async () => {
    const log = createRecordingLog();
    const exchange = await supervise(1, log);
    if (!exchange.ok) throw new Error(exchange.error.detail);
    await expect.poll(() => runs().length, { timeout: 10_000 }).toBe(2);
    expect(runs()).toEqual(['--port 0 --ws-port 0', '--port 41 --ws-port 42']);
    expect(log.entries.map(({ level }) => level)).toContain('error');
    await exchange.value.stop();
  });

  it('is not started again once it was asked to end', async () => {
    const exchange = await supervise(0);
    if (!exchange.ok) throw new Error(exchange.error.detail);
    await exchange.value.stop();
    await exchange.value.stop();
    expect(runs()).toHaveLength(1);
  });

  it('is not started again when the end is asked for meanwhile', async () => {
    const log = createRecordingLog();
    const exchange = await supervise(9, log);
    if (!exchange.ok) throw new Error(exchange.error.detail);
    await expect.poll(() => log.entries.length, { timeout: 10_000 }).toBeGreaterThan(0);
    await exchange.value.stop();
    expect(runs()).toHaveLength(1);
  });
});
