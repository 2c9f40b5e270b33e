import { epochMs } from '#shared/domain/time.ts';
import { accountsStore, activeAccount } from '#renderer/stores/accounts-store.ts';
import { connectionStore, deskNow, isDeskCurrent } from '#renderer/stores/connection-store.ts';
import { instrumentsStore } from '#renderer/stores/instruments-store.ts';
import { quotesStore } from '#renderer/stores/market/market-stores.ts';
import { ordersStore } from '#renderer/stores/orders-store.ts';
import type { ReadinessFacts } from './readiness.ts';
import type { TicketState } from './ticket-state.ts';
import { ladderOf } from './view-model.ts';

/** Reads what the stores say about a draft right now. */
export function readTicketFacts({ draft, submission }: TicketState): ReadinessFacts {
  const { symbol, target } = draft;
  const { byId } = ordersStore.getState();
  const instrument = symbol === null ? undefined : instrumentsStore.getState().bySymbol.get(symbol);
  const quote = symbol === null ? undefined : quotesStore.get(symbol);
  const submitted =
    submission.phase === 'answered' && submission.outcome.kind === 'order' ? submission.outcome.order : null;
  return {
    account: activeAccount(accountsStore.getState()),
    isDeskCurrent: isDeskCurrent(connectionStore.getState()),
    order: (target === null ? undefined : byId.get(target)) ?? null,
    submitted: submitted === null ? null : (byId.get(submitted.clientOrderId) ?? submitted),
    instrument: instrument ?? null,
    ladder: ladderOf(instrument ?? null, epochMs(deskNow())),
    limits: quote === undefined ? null : { upper: quote.upperLimit, lower: quote.lowerLimit },
  };
}
