import type { LedgerRow, LedgerStorage } from '#electron/core/ports/ledger-storage.ts';
import { openSqliteLedger } from '#electron/platform/sqlite-ledger.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import { createOrderDesk, pass } from '#test/support/order-desk.ts';
import type { OrderDesk } from '#test/support/order-desk.ts';
import { settle } from '#test/support/settle.ts';

/** A desk on a real ledger file, with what the file acknowledged and what was sent when. */
export interface LedgerDesk {
  readonly desk: OrderDesk;
  readonly storage: LedgerStorage | null;
  /** Rows of appends that succeeded. */
  readonly acknowledged: LedgerRow[];
  /** Places that were sent while no such row was acknowledged. */
  readonly unrecorded: string[];
}

/** @param onAppend  after each append that succeeded */
export function openLedgerDesk(path: string, onAppend: (rows: number) => void = () => undefined): LedgerDesk {
  const desk = createOrderDesk();
  const acknowledged: LedgerRow[] = [];
  const unrecorded: string[] = [];
  const opened = openSqliteLedger(path);
  (desk.broker as { execution: OrderDesk['broker']['execution'] }).execution = watched(
    desk,
    acknowledged,
    unrecorded,
  );
  if (!opened.ok) {
    desk.restart(opened);
    return { desk, storage: null, acknowledged, unrecorded };
  }
  const storage = opened.value;
  desk.restart({
    ok: true,
    value: {
      ...storage,
      append(rows) {
        const written = storage.append(rows);
        if (written.ok) acknowledged.push(...written.value);
        if (written.ok) onAppend(acknowledged.length);
        return written;
      },
    },
  });
  return { desk, storage, acknowledged, unrecorded };
}

/** The broker's client, which looks for the order's row before it lets the order go. */
function watched(desk: OrderDesk, acknowledged: readonly LedgerRow[], unrecorded: string[]) {
  const { execution } = desk.broker;
  return {
    ...execution,
    placeOrder: (...args: Parameters<typeof execution.placeOrder>) => {
      const [{ price: won, quantity: shares }] = args;
      const isRecorded = acknowledged.some(({ kind, payload }) => {
        if (kind !== 'placeRecorded') return false;
        const { intent } = JSON.parse(payload) as { intent: { price: unknown; quantity: unknown } };
        return intent.price === won && intent.quantity === shares;
      });
      if (!isRecorded) unrecorded.push(`${shares} at ${won}`);
      return execution.placeOrder(...args);
    },
  };
}

/**
 * A morning of one account: orders answered, filled, canceled, and some whose answer is lost. The last one stays in flight:
 * the program would have to start again.
 */
export async function tradeForAWhile({ desk }: LedgerDesk, rounds: number): Promise<void> {
  const { broker, clock } = desk;
  await desk.service.reconcile();
  for (let round = 0; round < rounds; round += 1) {
    const before = broker.venue.rows().length;
    const placed = await placeOne(desk, round * 2);
    const number = broker.venue.rows().at(before)?.venueOrderId;
    if (number !== undefined) broker.venue.fill(number, 1 + (round % 3), 60_000);
    await settle();
    if (placed.ok && round % 2 === 0) {
      const { clientOrderId } = placed.value;
      await desk.service.cancel({ requestId: `cancel-${round}`, clientOrderId });
    }
    broker.script('loseAnswer');
    await placeOne(desk, round * 2 + 1);
    broker.clearScript();
    await pass(clock, 6_500, 500);
  }
  broker.script('crash');
  void placeOne(desk, rounds * 2);
  await settle();
}

/** Terms that no other order of the morning has. */
export function placeOne(desk: OrderDesk, index: number): ReturnType<OrderDesk['place']> {
  const terms = { quantity: quantity(1 + index), price: price(55_000 + (index % 30) * 500) };
  return desk.place(terms, `request-${index}`);
}
