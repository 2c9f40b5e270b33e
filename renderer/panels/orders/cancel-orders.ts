import type { AccountId } from '#shared/domain/account.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { ClientOrderId, Order } from '#shared/domain/order.ts';
import { requestWithNotice } from '#renderer/bridge/desk-actions.ts';
import { newRequestId } from '#renderer/bridge/requests.ts';
import { deskNow } from '#renderer/stores/connection-store.ts';
import { addNotice } from '#renderer/stores/notices-store.ts';
import { isCancelable } from './view-model.ts';

/** Orders whose cancel has been asked for and not been answered. */
const underWay = new Set<ClientOrderId>();

/** Cancels one order, once: pressing again before the answer does nothing. What goes wrong is shown as a notice. */
export async function cancelOrder(order: Order): Promise<void> {
  const { clientOrderId } = order;
  if (underWay.has(clientOrderId) || !isCancelable(order)) return;
  underWay.add(clientOrderId);
  await requestWithNotice('order.cancel', { requestId: newRequestId(), clientOrderId });
  underWay.delete(clientOrderId);
}

export interface CancelAllCommand {
  /** Made when the trader was asked, so that one confirmation is one command however often it is pressed. */
  readonly requestId: string;
  readonly accountId: AccountId;
  readonly symbol: InstrumentSymbol | null;
}

/** Cancels all that works, of one instrument or of the account. Returns whether core has taken it on. */
export async function cancelAllOrders(command: CancelAllCommand): Promise<boolean> {
  const reply = await requestWithNotice('order.cancelAll', { ...command, side: null });
  if (!reply.ok) return false;
  for (const { error } of reply.value.failed) addNotice('warning', error, deskNow());
  return true;
}
