import type { BookedFill } from '../../clearing/clearing.ts';
import type { AccountOrder, World } from '../../world.ts';

const CLOSED: ReadonlySet<AccountOrder['status']> = new Set(['filled', 'canceled', 'rejected', 'expired']);

/** Whether any of the order can still be filled. Cancel requests never can; a partly amended order can, with its rest. */
export function isOpenOrder(order: AccountOrder): boolean {
  return order.kind !== 'cancel' && order.leaves > 0 && !CLOSED.has(order.status);
}

/** Won per share over all fills, rounded; 0 before the first. */
export function averageFillPrice(order: AccountOrder): number {
  return order.filled === 0 ? 0 : Math.round(order.filledTurnover / order.filled);
}

/** 주문상태 as the order lists word it. */
export function orderStateText(order: AccountOrder): '접수' | '체결' | '확인' | '취소' | '거부' {
  if (order.status === 'rejected') return '거부';
  if (order.filled > 0) return '체결';
  if (order.status === 'canceled' || order.status === 'expired') return '취소';
  return order.kind === 'new' ? '접수' : '확인';
}

/** Returns the newest fill of each order of an account. */
export function lastFills(world: World, accountId: string): ReadonlyMap<number, BookedFill> {
  return new Map(world.fills(accountId).map((fill) => [fill.number, fill]));
}
