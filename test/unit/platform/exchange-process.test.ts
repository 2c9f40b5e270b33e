import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startExchangeProcess } from '#electron/platform/exchange-process.ts';
import { systemClock } from '#electron/platform/system-clock.ts';
import { createRecordingLog } from '#test/support/recording-log.ts';

let folder: string;
let log: ReturnType<typeof createRecordingLog>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoga-exchange-'));
  log = createRecordingLog();
});

afterEach(() => rmSync(folder, { recursive: true }));

const READY = `console.log(JSON.stringify({ rest: 'http://127.0.0.1:1', ws: 'ws://127.0.0.1:2/x', market: 'm' }));`;
const UNTIL_STDIN_ENDS = `process.stdin.resume().on('end', () => process.exit(0));`;

/** Starts a program that stands in for the exchange. */
function start(program: string, waitMs = 10_000) {
  const entry = join(folder, 'exchange.cjs');
  writeFileSync(entry, program);
  return startExchangeProcess({
    entry,
    args: ['--seed', '1'],
    appKey: 'the-app-key',
    secretKey: 'the-secret-key',
    clock: systemClock,
    log,
    waitMs,
  });
}

describe('the exchange as a process', () => {
  it('says its addresses and ends when it is asked to', async () => {
    const started = await start(READY + UNTIL_STDIN_ENDS);
    if (!started.ok) throw new Error(started.error.detail);
    expect(started.value).toMatchObject({ restUrl: 'http://127.0.0.1:1', socketUrl: 'ws://127.0.0.1:2/x' });
    await started.value.stop();
    await started.value.ended;
  });

  it('gets its keys by its environment, never on its command line', async () => {
    const told = `process.stderr.write(JSON.stringify([process.argv.slice(2),
      process.env.HOGA_EXCHANGE_APPKEY, process.env.HOGA_EXCHANGE_SECRETKEY]) + '\\n');`;
    const started = await start(told + READY + UNTIL_STDIN_ENDS);
    if (!started.ok) throw new Error(started.error.detail);
    await expect.poll(() => log.entries.length).toBe(1);
    await started.value.stop();
    expect(JSON.parse(String(log.entries[0]?.fields['line']))).toEqual([
      ['--seed', '1', '--strict-keys', '--exit-with-parent'],
      'the-app-key',
      'the-secret-key',
    ]);
  });

  it('ends by force when it does not listen', async () => {
    const deaf = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);`;
    const started = await start(deaf + READY);
    if (!started.ok) throw new Error(started.error.detail);
    await started.value.stop();
  });

  it.each([
    ['ends before it is ready', 'process.exit(3)', 'ended with 3'],
    ['says something else', `console.log('hello');` + UNTIL_STDIN_ENDS, 'did not say its addresses'],
    [
      'says JSON of another shape',
      `console.log('{"rest":1}');` + UNTIL_STDIN_ENDS,
      'did not say its addresses',
    ],
    ['cannot even be read', 'this is no program', 'ended with 1'],
  ])('that %s is an error', async (_case, program, detail) => {
    const started = await start(program);
    expect(started).toMatchObject({
      ok: false,
      error: { kind: 'connectivity', code: 'EXCHANGE_NOT_STARTED' },
    });
    expect(!started.ok && started.error.detail).toContain(detail);
  });

  it('that stays silent is an error, and is not left running', async () => {
    const startedAt = performance.now();
    const started = await start(`setInterval(() => {}, 1000);`, 300);
    expect(started).toMatchObject({ ok: false, error: { code: 'EXCHANGE_NOT_STARTED' } });
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });

  it('has what it complains about in the log', async () => {
    const started = await start(`process.stderr.write('low on paper\\n');` + READY + UNTIL_STDIN_ENDS);
    await expect.poll(() => log.entries.map(({ fields }) => fields['line'])).toContain('low on paper');
    if (started.ok) await started.value.stop();
  });
});
