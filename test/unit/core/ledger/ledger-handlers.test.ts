import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { LedgerIntegrity } from '#electron/core/ledger/integrity.ts';
import { createLedgerHandlers } from '#electron/core/ledger-handlers.ts';
import type { LedgerRow } from '#electron/core/ports/ledger-storage.ts';
import type { OrderStory } from '#shared/contract/ledger.ts';
import type { AccountId } from '#shared/domain/account.ts';
import type { ClientOrderId, Order } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { Result } from '#shared/domain/result.ts';
import { DAY_MS, kstDateOf } from '#shared/domain/time.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import { hogaError } from '#shared/domain/errors.ts';
import { createMemoryLedger } from '#test/support/memory-ledger.ts';
import type { OrderDesk } from '#test/support/order-desk.ts';
import { createArmedDesk, pass } from '#test/support/order-desk.ts';
import { settle } from '#test/support/settle.ts';
import { SILENT_LOG } from '#test/support/silent-log.ts';

const ACCOUNT = 'test' as AccountId;
const OTHER = 'other' as AccountId;

function handlersOf({ ledger, clock }: Pick<OrderDesk, 'ledger' | 'clock'>, accountIds = [ACCOUNT]) {
  const storage = ok(ledger);
  const integrity = new LedgerIntegrity({ storage, clock, log: SILENT_LOG, onFault: () => undefined });
  const parts = { ledger: storage, integrity, clock, version: '1.2.3', accountIds: () => accountIds };
  return createLedgerHandlers(parts);
}

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

async function storyOf(desk: OrderDesk, clientOrderId: string): Promise<OrderStory> {
  const asked = { accountId: ACCOUNT, clientOrderId: clientOrderId as ClientOrderId };
  return value(await handlersOf(desk)['ledger.story'](asked, 'window'));
}

function days(desk: OrderDesk, back = 0) {
  const to = kstDateOf(desk.clock.now());
  return { from: kstDateOf((desk.clock.now() - back * DAY_MS) as EpochMs), to };
}

/** An order that is filled in part, amended, filled again and canceled. */
async function liveFully(desk: OrderDesk): Promise<Order> {
  const placed = value(await desk.place());
  const { clientOrderId } = placed;
  const number = placed.venueOrderId;
  if (number === null) throw new Error('no number');
  await pass(desk.clock, 1_500);
  desk.broker.venue.fill(number, 3);
  await pass(desk.clock, 1_000);
  const amended = value(
    await desk.service.amend({
      requestId: 'amend-it-once',
      clientOrderId,
      price: price(71_100),
      stopPrice: null,
      quantity: quantity(7),
      accepted: [],
    }),
  );
  await pass(desk.clock, 1_000);
  const amendedNumber = desk.order(amended.clientOrderId).venueOrderId;
  if (amendedNumber === null) throw new Error('no number');
  desk.broker.venue.fill(amendedNumber, 2);
  await pass(desk.clock, 1_000);
  value(await desk.service.cancel({ requestId: 'cancel-the-rest', clientOrderId }));
  await pass(desk.clock, 1_000);
  return desk.order(clientOrderId);
}

describe("an order's story", () => {
  it('tells its whole life, with the state after each row and the time since it was asked for', async () => {
    const desk = await createArmedDesk();
    const order = await liveFully(desk);
    const story = await storyOf(desk, order.clientOrderId);
    expect(story.order).toMatchObject({ status: 'canceled', filledQuantity: 5 });
    const told = story.entries.map(({ kind, command, status }) => [kind, command, status]);
    expect(told.filter(([kind]) => kind !== 'queried' && kind !== 'reportSeen')).toEqual([
      ['placeRecorded', 'place', 'draft'],
      ['sent', 'place', 'submitted'],
      ['answered', 'place', 'submitted'],
      ['acked', 'place', 'accepted'],
      ['reported', null, 'accepted'],
      ['reported', null, 'partiallyFilled'],
      ['amendRecorded', 'amend', 'pendingAmend'],
      ['sent', 'amend', 'pendingAmend'],
      ['reported', null, 'pendingAmend'],
      ['reported', null, 'partiallyFilled'],
      ['answered', 'amend', 'partiallyFilled'],
      ['acked', 'amend', 'partiallyFilled'],
      ['reported', null, 'partiallyFilled'],
      ['cancelRecorded', 'cancel', 'pendingCancel'],
      ['sent', 'cancel', 'pendingCancel'],
      ['reported', null, 'pendingCancel'],
      ['reported', null, 'canceled'],
      ['answered', 'cancel', 'canceled'],
      ['acked', 'cancel', 'canceled'],
    ]);
    const fills = story.entries.filter(({ changes }) =>
      changes.some(({ field }) => field === 'filledQuantity'),
    );
    expect(fills.map(({ elapsedMs, code }) => [elapsedMs, code])).toEqual([
      [0, null],
      [1_500, 'filled'],
      [3_500, 'filled'],
    ]);
    expect(fills[1]?.changes).toContainEqual({ field: 'filledQuantity', before: 0, after: 3 });
    const sequences = story.entries.map(({ sequence }) => sequence);
    expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
    desk.service.close();
  });

  it('tells how long an answer took, what was lost, and what was found', async () => {
    const desk = await createArmedDesk();
    desk.broker.holdPushes(true);
    desk.broker.script('loseAnswer');
    const placing = desk.place();
    await pass(desk.clock, 5_000, 100);
    const placed = value(await placing);
    expect(placed.status).toBe('unknown');
    desk.broker.deliverAll();
    await pass(desk.clock, 20_000);
    const story = await storyOf(desk, placed.clientOrderId);
    expect(story.order.status).toBe('accepted');
    const lost = story.entries.find(({ kind }) => kind === 'outcomeLost');
    expect(lost).toMatchObject({ command: 'place', status: 'unknown', unknownCommand: 'place' });
    expect(lost?.commandElapsedMs).toBeLessThanOrEqual(1_000);
    expect(lost?.code).not.toBeNull();
    desk.service.close();
  });

  it('keeps a refusal word for word, and a push that came twice', async () => {
    const desk = await createArmedDesk();
    const refusal = hogaError('venueRejected', 'ORDER_REFUSED', 'refused', {
      venueCode: '571489',
      venueText: '장이 열리지 않았습니다',
    });
    desk.broker.script({ refuse: refusal });
    expect((await desk.place()).ok).toBe(false);
    const [refused] = desk.service.orders();
    const story = await storyOf(desk, refused?.clientOrderId ?? '');
    expect(story.entries.slice(-2)).toMatchObject([
      { kind: 'answered', code: '571489', text: '장이 열리지 않았습니다', status: 'submitted' },
      { kind: 'refused', code: '571489', text: '장이 열리지 않았습니다', status: 'rejected' },
    ]);
    desk.broker.holdPushes(true);
    const placed = value(await desk.place());
    const [push] = desk.broker.outbox;
    if (push === undefined) throw new Error('no push');
    desk.broker.deliverAll();
    desk.broker.deliver(push);
    await pass(desk.clock, 1_000);
    const again = await storyOf(desk, placed.clientOrderId);
    expect(again.entries).toContainEqual(
      expect.objectContaining({ kind: 'reportSeen', code: 'repeated', text: 'accepted', changes: [] }),
    );
    desk.service.close();
  });

  it("has the clock's offset from before, and a halt in its midst", async () => {
    const desk = await createArmedDesk();
    desk.service.rememberAccount('clockSeen', { offsetMs: -1_250 });
    await pass(desk.clock, 500);
    const placed = value(await desk.place());
    await pass(desk.clock, 1_000);
    await desk.service.halt('halt-all-now');
    await pass(desk.clock, 2_000);
    const story = await storyOf(desk, placed.clientOrderId);
    expect(story.entries[0]).toMatchObject({ kind: 'placeRecorded', clockOffsetMs: -1_250 });
    const halted = story.entries.find(({ kind }) => kind === 'halted');
    expect(halted).toMatchObject({ elapsedMs: 1_000, status: 'accepted', command: null });
    desk.service.close();
  });

  it('is not there for an order that nobody made', async () => {
    const desk = await createArmedDesk();
    await expect(storyOf(desk, 'nobody')).rejects.toThrow('ORDER_UNKNOWN');
    desk.service.close();
  });
});

describe('the list of orders', () => {
  it('reaches back over days and restarts, newest first, in pages', async () => {
    const desk = await createArmedDesk();
    const made: string[] = [];
    desk.world.limits = { ...desk.world.limits, openOrders: { confirmAbove: null, refuseAbove: null } };
    for (let count = 0; count < 130; count += 1) {
      made.push(value(await desk.place({ price: price(70_000 + (count % 10) * 100) })).clientOrderId);
    }
    desk.broker.venue.newDay();
    await pass(desk.clock, 3 * DAY_MS, DAY_MS / 4);
    desk.restart();
    await desk.service.reconcile();
    made.push(value(await desk.place({ side: 'sell' })).clientOrderId);
    const list = handlersOf(desk)['ledger.orders'];
    const query = { accountId: null, symbol: null, ...days(desk, 5) };
    const first = value(await list({ ...query, cursor: null }, 'window'));
    expect(first.orders).toHaveLength(100);
    const second = value(await list({ ...query, cursor: first.cursor }, 'window'));
    expect(second.cursor).toBeNull();
    const ids = [...first.orders, ...second.orders].map(({ order }) => order.clientOrderId);
    expect(ids).toEqual(made.reverse());
    const today = value(await list({ ...query, ...days(desk), cursor: null }, 'window'));
    expect(today.orders.map(({ order }) => order.clientOrderId)).toEqual([made[0]]);
    desk.service.close();
  });

  it('shows each order as it stands, and only those of the account and symbol asked for', async () => {
    const desk = await createArmedDesk();
    const placed = value(await desk.place());
    const list = handlersOf(desk, [ACCOUNT, OTHER])['ledger.orders'];
    const query = { ...days(desk), symbol: null, cursor: null };
    const own = value(await list({ ...query, accountId: ACCOUNT }, 'window'));
    expect(own.orders).toMatchObject([
      { order: desk.order(placed.clientOrderId), tradingDate: days(desk).to },
    ]);
    expect(value(await list({ ...query, accountId: OTHER }, 'window')).orders).toEqual([]);
    const ofSymbol = (symbol: string) => list({ ...query, accountId: null, symbol }, 'window');
    expect(value(await ofSymbol('005930')).orders).toHaveLength(1);
    expect(value(await ofSymbol('000660')).orders).toEqual([]);
    expect(await list({ ...query, accountId: null, cursor: 'x' }, 'window')).toMatchObject({
      error: { kind: 'validation', code: 'PAGE_CURSOR_UNKNOWN' },
    });
    desk.service.close();
  });

  it('knows an account by the market that its ledger is named after, and the longer of two like names', async () => {
    const desk = await createArmedDesk();
    value(await desk.place());
    const ledger = createMemoryLedger();
    const named = (row: LedgerRow) => ({ ...row, accountId: 'embedded-2-market-7' });
    ledger.append(desk.ledger.rows.map(named));
    const ids = ['embedded', 'embedded-2'] as AccountId[];
    const list = handlersOf({ ledger, clock: desk.clock }, ids)['ledger.orders'];
    const query = { ...days(desk), symbol: null, cursor: null };
    expect(value(await list({ ...query, accountId: 'embedded-2' as AccountId }, 'w')).orders).toMatchObject([
      { order: { accountId: 'embedded-2' } },
    ]);
    expect(value(await list({ ...query, accountId: 'embedded' as AccountId }, 'w')).orders).toEqual([]);
    desk.service.close();
  });
});

interface JsonPack {
  readonly ledger: {
    readonly statement: string;
    readonly chain: { readonly genesis: string };
    readonly firstSequence: number;
  };
  readonly orders: readonly {
    readonly order: Order;
    readonly entries: readonly { readonly row: LedgerRow & { readonly previousHash: string } }[];
  }[];
}

describe('an evidence pack', () => {
  const ask = { clientOrderId: null, accountId: null } as const;

  it('holds all that is needed to check every row, and says that the chain verified', async () => {
    const desk = await createArmedDesk();
    desk.service.rememberAccount('clockSeen', { offsetMs: 40 });
    const order = await liveFully(desk);
    const { clientOrderId } = order;
    const exporting = handlersOf(desk)['ledger.export'];
    const pack = value(await exporting({ ...ask, ...days(desk), format: 'json', clientOrderId }, 'window'));
    expect(pack.name).toMatch(new RegExp(`^hoga-evidence-${clientOrderId}-made-\\d{8}-\\d{6}\\.json$`));
    const contents = JSON.parse(pack.text) as JsonPack;
    expect(contents.ledger.statement).toMatch(/^The chain verified: all \d+ rows/);
    const [told] = contents.orders;
    expect(told?.order).toEqual(order);
    expect(told?.entries.map(({ row }) => row.kind)).toEqual(
      expect.arrayContaining(['clockSeen', 'placeRecorded', 'sent', 'answered', 'reported']),
    );
    for (const { row } of told?.entries ?? []) {
      const own = [row.sequence, row.at, row.accountId, row.clientOrderId, row.kind, row.payload];
      const hash = createHash('sha256')
        .update(Buffer.from(row.previousHash, 'hex'))
        .update(JSON.stringify(own))
        .digest('hex');
      expect(row.hash).toBe(hash);
    }
    desk.service.close();
  });

  it('as CSV has a line for each row under its remarks, safe for a spreadsheet', async () => {
    const desk = await createArmedDesk();
    const refusal = hogaError('venueRejected', 'X', 'x', { venueCode: '=1+1', venueText: 'no, "never"' });
    desk.broker.script({ refuse: refusal });
    await desk.place();
    await pass(desk.clock, 1_000);
    const pack = value(
      await handlersOf(desk)['ledger.export']({ ...ask, ...days(desk), format: 'csv' }, 'w'),
    );
    const lines = pack.text.split('\r\n');
    const remarks = lines.filter((line) => line.startsWith('# '));
    expect(remarks[2]).toMatch(/The chain verified/);
    const [header, ...rows] = lines.slice(remarks.length);
    expect(header).toMatch(/^sequence,time_kst,time_ms,elapsed_ms,account,order,/);
    expect(rows.filter((line) => line !== '')).toHaveLength(pack.rows);
    expect(pack.text).toContain(`,'=1+1,"no, ""never""",`);
    expect(rows[0]).toMatch(/^1,\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} \+09:00,\d+,0,test,/);
    desk.service.close();
  });

  it('says so when the chain did not verify', async () => {
    const desk = await createArmedDesk();
    value(await desk.place());
    desk.ledger.tamper((rows) => {
      const [first] = rows;
      if (first !== undefined) rows[0] = { ...first, at: (first.at + 1) as EpochMs };
    });
    const pack = value(
      await handlersOf(desk)['ledger.export']({ ...ask, ...days(desk), format: 'csv' }, 'w'),
    );
    expect(pack.text).toContain('The chain did NOT verify: row 1 is not what was written');
    desk.service.close();
  });

  it('is refused, not cut, when it would be too large', async () => {
    const desk = await createArmedDesk();
    value(await desk.place());
    const at = desk.clock.now();
    const probe = { at, accountId: 'test', clientOrderId: '', kind: 'clockSeen', payload: '{"offsetMs":1}' };
    desk.ledger.append(Array.from({ length: 10_001 }, () => probe));
    const exporting = handlersOf(desk)['ledger.export']({ ...ask, ...days(desk), format: 'json' }, 'w');
    await pass(desk.clock, 1_000, 20);
    expect(await exporting).toMatchObject({
      error: { kind: 'validation', code: 'LEDGER_EXPORT_TOO_LARGE', context: { limit: 10_000 } },
    });
    desk.service.close();
  });
});

describe('a ledger that could not be opened', () => {
  it('answers every question with why', async () => {
    const desk = await createArmedDesk();
    const storage = err(hogaError('storage', 'LEDGER_NEWER', 'newer'));
    const { clock } = desk;
    const integrity = new LedgerIntegrity({ storage, clock, log: SILENT_LOG, onFault: () => undefined });
    integrity.start();
    const handlers = createLedgerHandlers({
      ...{ ledger: storage, integrity, clock, version: '1' },
      accountIds: () => [],
    });
    const asked = { accountId: null, symbol: null, cursor: null, ...days(desk) };
    expect(await handlers['ledger.orders'](asked, 'w')).toEqual(storage);
    expect(await handlers['ledger.verify']({}, 'w')).toEqual(storage);
    await settle();
    desk.service.close();
  });
});
