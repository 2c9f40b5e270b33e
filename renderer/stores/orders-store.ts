import { createStore } from 'zustand/vanilla';
import type { AccountId } from '#shared/domain/account.ts';
import type { ClientOrderId, Order } from '#shared/domain/order.ts';
import { mayStillFill } from '#shared/domain/order-status.ts';

interface OrdersState {
  /** Today's orders of every account, by our own id. */
  readonly byId: ReadonlyMap<ClientOrderId, Order>;
}

export const ordersStore = createStore<OrdersState>(() => ({ byId: new Map() }));

export function applyOrder(order: Order): void {
  ordersStore.setState(({ byId }) => ({ byId: new Map(byId).set(order.clientOrderId, order) }));
}

/** Replaces all orders of an account by those of a snapshot. */
export function setOrders(accountId: AccountId, orders: readonly Order[]): void {
  ordersStore.setState(({ byId }) => {
    const others = [...byId.values()].filter((order) => order.accountId !== accountId);
    return { byId: new Map([...others, ...orders].map((order) => [order.clientOrderId, order])) };
  });
}

/** 미체결: works at the venue, is on its way there, or may be (`unknown`, `lost`). */
export function isWorking(order: Order): boolean {
  return mayStillFill(order.status);
}

/** Returns the account's orders, newest first. */
export function ordersOf(state: OrdersState, accountId: AccountId | null): readonly Order[] {
  return [...state.byId.values()]
    .filter((order) => order.accountId === accountId)
    .toSorted((a, b) => b.createdTime - a.createdTime);
}
