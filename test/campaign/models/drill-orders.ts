import type { Order } from '#shared/domain/order.ts';
import { isClosed } from '#shared/domain/order-status.ts';
import type { AccountOrder } from '#electron/exchange/world.ts';
import { errorOf } from '#test/support/drill/drill.ts';
import type { Drill } from '#test/support/drill/drill.ts';

const PATIENCE_MS = 90_000;

/** What the exchange itself knows of an order of the desk, over all numbers that it has had. */
export interface TrueOrder {
  readonly filled: number;
  readonly leaves: number;
  /** Won per share that what still works asks for; null when nothing works. */
  readonly price: number | null;
  readonly isRejected: boolean;
}

/** Returns what became of the order with that first number; null when the exchange never had it. */
export function truthOf(rows: readonly AccountOrder[], rootNumber: number): TrueOrder | null {
  const chain = rows.filter((row) => row.kind !== 'cancel' && row.rootNumber === rootNumber);
  if (chain.length === 0) return null;
  const working = chain.find(({ leaves }) => leaves > 0);
  return {
    filled: chain.reduce((sum, { filled }) => sum + filled, 0),
    leaves: chain.reduce((sum, { leaves }) => sum + leaves, 0),
    price: working?.intent.price ?? null,
    isRejected: chain.every(({ status }) => status === 'rejected'),
  };
}

/** What is wrong with the desk's order, given the truth. */
export function compareOrder(shown: Pick<Order, OrderKey>, truth: TrueOrder | null): readonly string[] {
  const { status, filledQuantity, leavesQuantity, price } = shown;
  if (truth === null || truth.isRejected) {
    const isTrue = status === 'denied' || status === 'rejected';
    return isTrue ? [] : [`the desk says ${status} of an order that does not exist`];
  }
  const complaints: string[] = [];
  const say = (what: string) => complaints.push(`${what}: ${JSON.stringify({ shown, truth })}`);
  if (['unknown', 'lost', 'denied', 'rejected', 'submitted', 'draft'].includes(status)) {
    say('an order that exists is not shown as such');
  }
  if (filledQuantity !== truth.filled || leavesQuantity !== truth.leaves) say('other shares than in truth');
  if (isClosed(status) !== (truth.leaves === 0)) say('closed or not');
  if (truth.leaves > 0 && price !== truth.price) say('another price than in truth');
  return complaints;
}

type OrderKey = 'status' | 'filledQuantity' | 'leavesQuantity' | 'price';

export async function orderOf(drill: Drill, clientOrderId: string): Promise<Order | null> {
  const { orders } = await drill.snapshot();
  return orders.find((order) => order.clientOrderId === clientOrderId) ?? null;
}

/**
 * Waits until nothing about the order is in doubt; says of one that is proven absent that it never was accepted, as the
 * trader would. Returns whether the trader had to.
 */
export async function settleOrder(drill: Drill, clientOrderId: string): Promise<{ wasResolved: boolean }> {
  let wasResolved = false;
  const from = drill.clock.now();
  for (;;) {
    const order = await orderOf(drill, clientOrderId);
    if (order === null || !isInDoubt(order)) return { wasResolved };
    if (drill.clock.now() - from > PATIENCE_MS) return { wasResolved };
    if (order.absence === 'proven') {
      const requestId = `resolve-${clientOrderId}`.slice(0, 64);
      const resolved = await drill.ask('order.resolve', {
        requestId,
        clientOrderId: order.clientOrderId,
        verdict: 'neverAccepted',
      });
      if (!resolved.ok) throw new Error(`not resolved: ${errorOf(resolved).code}`);
      wasResolved = true;
    }
    await drill.pass(500);
  }
}

export function isInDoubt({ status }: Pick<Order, 'status'>): boolean {
  return ['unknown', 'pendingAmend', 'pendingCancel', 'submitted', 'draft'].includes(status);
}
