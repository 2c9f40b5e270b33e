import type { LedgerExport, LedgerOrdersPage, LedgerVerdict, OrderStory } from '#shared/contract/ledger.ts';
import type { RequestPayload } from '#shared/contract/requests.ts';
import type { Order } from '#shared/domain/order.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import { kstDateOf } from '#shared/domain/time.ts';

const HASH = 'ab'.repeat(32);

/** The desk's orders as a ledger would list them, newest first. */
export function fakeLedgerOrders(
  orders: readonly Order[],
  { accountId, symbol }: RequestPayload<'ledger.orders'>,
): LedgerOrdersPage {
  const wanted = orders.filter(
    (order) =>
      (accountId === null || order.accountId === accountId) && (symbol === null || order.symbol === symbol),
  );
  const told = wanted.map((order) => ({ order, tradingDate: kstDateOf(order.createdTime), entries: 2 }));
  return { orders: told, cursor: null };
}

/** A story of two rows: asked for, and sent 12 ms later. */
export function fakeStory(order: Order): OrderStory {
  const common = {
    command: 'place',
    text: null,
    unknownCommand: null,
    clockOffsetMs: 0,
    hash: HASH,
  } as const;
  const row = (sequence: number, kind: string, elapsedMs: number) => ({
    ...common,
    sequence,
    kind,
    at: (order.createdTime + elapsedMs) as EpochMs,
    elapsedMs,
    commandElapsedMs: elapsedMs,
    code: kind === 'sent' ? 'kt10000' : null,
    changes: [],
    status: kind === 'sent' ? order.status : ('draft' as const),
  });
  const entries = [row(1, 'placeRecorded', 0), row(2, 'sent', 12)];
  return { order, tradingDate: kstDateOf(order.createdTime), entries };
}

export function fakeVerdict(rows: number, now: number): LedgerVerdict {
  return {
    rows,
    isIntact: true,
    firstBadSequence: null,
    checkedAt: now as EpochMs,
    lastSequence: rows,
    lastHash: HASH,
  };
}

export function fakePack({ format }: RequestPayload<'ledger.export'>): LedgerExport {
  return { name: `evidence.${format}`, text: '# evidence', orders: 1, rows: 2 };
}
