import { describe, expect, it } from 'vitest';
import { LedgerIntegrity } from '#electron/core/ledger/integrity.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { kstInstant, kstDate } from '#shared/domain/time.ts';
import { ledgerRow } from '#test/support/ledger-file.ts';
import { createMemoryLedger } from '#test/support/memory-ledger.ts';
import { createArmedDesk, createOrderDesk, pass } from '#test/support/order-desk.ts';
import { SILENT_LOG } from '#test/support/silent-log.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

const HOUR = 3_600_000;
const DAMAGED = hogaError('storage', 'LEDGER_CORRUPT', 'the ledger is damaged');

function create(rows = 2_500) {
  const clock = createVirtualClock();
  clock.setNow(kstInstant(kstDate('20261120'), 10 * HOUR));
  const ledger = createMemoryLedger();
  ledger.append(Array.from({ length: rows }, (_each, place) => ledgerRow({ payload: `{"n":${place}}` })));
  const faults: HogaError[] = [];
  const changes: (HogaError | null)[] = [];
  const integrity = new LedgerIntegrity({
    storage: { ok: true, value: ledger },
    clock,
    log: SILENT_LOG,
    onFault: (fault) => faults.push(fault),
  });
  integrity.onChange((error) => changes.push(error));
  const verdict = async () => {
    const checking = integrity.check();
    await pass(clock, 200, 20);
    return checking;
  };
  const changeRow = (sequence: number) =>
    ledger.tamper((held) => {
      const row = held[sequence - 1];
      if (row !== undefined) held[sequence - 1] = { ...row, payload: '{}' };
    });
  return { clock, ledger, integrity, faults, changes, verdict, changeRow };
}

describe('a check of the ledger', () => {
  it('follows every row, in slices, and says up to where', async () => {
    const { integrity, verdict, clock, ledger } = create();
    let isDone = false;
    const checking = integrity.check().then((result) => {
      isDone = true;
      return result;
    });
    await Promise.resolve();
    expect(isDone).toBe(false);
    await pass(clock, 200, 20);
    expect(await checking).toMatchObject({
      ok: true,
      value: {
        rows: 2_500,
        isIntact: true,
        firstBadSequence: null,
        lastSequence: 2_500,
        lastHash: ledger.rows.at(-1)?.hash,
      },
    });
    expect(await verdict()).toMatchObject({ value: { isIntact: true } });
  });

  it('finds a row that was changed, tells once, and takes it back when the ledger is whole', async () => {
    const { verdict, changeRow, ledger, faults, changes, integrity } = create();
    const original = ledger.rows[1_199];
    changeRow(1_200);
    expect(await verdict()).toMatchObject({ value: { isIntact: false, firstBadSequence: 1_200 } });
    await verdict();
    expect(faults).toMatchObject([
      { kind: 'storage', code: 'LEDGER_CHAIN_BROKEN', context: { firstBadSequence: 1_200 } },
    ]);
    expect(integrity.error()).toMatchObject({ code: 'LEDGER_CHAIN_BROKEN' });
    ledger.tamper((rows) => {
      if (original !== undefined) rows[1_199] = original;
    });
    expect(await verdict()).toMatchObject({ value: { isIntact: true } });
    expect(changes.map((error) => error?.code ?? null)).toEqual(['LEDGER_CHAIN_BROKEN', null]);
  });

  it('finds rows that were taken from the end', async () => {
    const { verdict, ledger } = create(10);
    ledger.tamper((rows) => rows.splice(7));
    expect(await verdict()).toMatchObject({ value: { isIntact: false, firstBadSequence: 8 } });
  });

  it('finds a file that is damaged, though every row reads well', async () => {
    const { verdict, ledger, faults } = create(10);
    ledger.breakFile(DAMAGED);
    expect(await verdict()).toMatchObject({ value: { isIntact: false, firstBadSequence: null } });
    expect(faults).toMatchObject([{ code: 'LEDGER_CORRUPT' }]);
  });

  it('counts rows that are written while it runs', async () => {
    const { integrity, clock, ledger } = create(1_500);
    const checking = integrity.check();
    ledger.append([ledgerRow()]);
    await pass(clock, 200, 20);
    expect(await checking).toMatchObject({ value: { rows: 1_501, isIntact: true } });
  });

  it('looks again a minute after it found something by itself, for what may have passed', async () => {
    const { integrity, clock, ledger } = create(10);
    ledger.breakReading();
    integrity.start();
    await pass(clock, 6_000, 1_000);
    expect(integrity.error()).toMatchObject({ code: 'LEDGER_READ_FAILED' });
    ledger.repair();
    await pass(clock, 61_000, 1_000);
    expect(integrity.error()).toBeNull();
    integrity.close();
  });

  it('runs once for all who ask meanwhile', () => {
    const { integrity } = create();
    expect(integrity.check()).toBe(integrity.check());
  });

  it('runs by itself soon after a start and every morning at six, and ends with the desk', async () => {
    const { integrity, clock, changeRow, faults } = create(10);
    integrity.start();
    await pass(clock, 10_000, 1_000);
    changeRow(5);
    await pass(clock, 19 * HOUR, HOUR);
    expect(faults).toEqual([]);
    await pass(clock, HOUR, HOUR / 4);
    expect(faults).toMatchObject([{ code: 'LEDGER_CHAIN_BROKEN' }]);
    integrity.close();
    expect(clock.pendingTimers()).toBe(0);
  });
});

describe('orders on a ledger that is not what was written', () => {
  it('are blocked with the reason; cancels go on', async () => {
    const desk = await createArmedDesk();
    const placed = await desk.place();
    if (!placed.ok) throw new Error(placed.error.code);
    const integrity = new LedgerIntegrity({
      storage: { ok: true, value: desk.ledger },
      clock: desk.clock,
      log: SILENT_LOG,
      onFault: () => undefined,
    });
    desk.restart({ ok: true, value: desk.ledger }, integrity);
    await desk.service.reconcile();
    expect(desk.service.gate()).toEqual({ state: 'armed' });
    desk.ledger.breakFile(DAMAGED);
    await integrity.check();
    expect(desk.service.gate()).toMatchObject({
      state: 'blocked',
      reason: 'storage',
      error: { code: 'LEDGER_CORRUPT' },
    });
    const before = desk.broker.transmissions.length;
    expect(await desk.place({ side: 'sell' })).toMatchObject({
      error: { kind: 'storage', code: 'TRADING_LEDGER_UNAVAILABLE' },
    });
    expect(desk.broker.transmissions).toHaveLength(before);
    const { clientOrderId } = placed.value;
    expect(await desk.service.cancel({ requestId: 'cancel-it-all', clientOrderId })).toMatchObject({
      ok: true,
      value: { status: 'canceled' },
    });
    desk.ledger.breakFile(null);
    await integrity.check();
    expect(desk.service.gate()).toEqual({ state: 'armed' });
    desk.service.close();
  });

  it('stay blocked when writing fails and works again meanwhile', async () => {
    const desk = createOrderDesk();
    const integrity = new LedgerIntegrity({
      storage: { ok: true, value: desk.ledger },
      clock: desk.clock,
      log: SILENT_LOG,
      onFault: () => undefined,
    });
    desk.restart({ ok: true, value: desk.ledger }, integrity);
    await desk.service.reconcile();
    desk.ledger.breakFile(DAMAGED);
    await integrity.check();
    desk.ledger.breakDown();
    await desk.service.halt('halt-it-now');
    desk.ledger.repair();
    await pass(desk.clock, 5_000);
    desk.service.resume();
    expect(desk.service.gate()).toMatchObject({ reason: 'storage', error: { code: 'LEDGER_CORRUPT' } });
    desk.service.close();
  });
});
