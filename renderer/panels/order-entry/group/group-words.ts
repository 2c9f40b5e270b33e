import type { TFunction } from 'i18next';
import type { AccountSummary } from '#shared/contract/requests.ts';
import type { Order } from '#shared/domain/order.ts';
import { formatQuantity } from '#renderer/format/quantity.ts';
import { errorText, rejectionText } from '#renderer/ui/error-text.ts';
import type { TicketOutcome } from '../ticket-state.ts';

/** What became of one account's order, for the eye and in words. */
export interface OutcomeWords {
  readonly tone: 'good' | 'bad' | 'open';
  readonly title: string;
  /** Number and fills, or why not; null when there is nothing to add. */
  readonly detail: string | null;
}

/** @param now  the order as the stores have it by now */
export function outcomeWords(
  outcome: TicketOutcome,
  now: Order | null,
  t: TFunction<'order-entry'>,
): OutcomeWords {
  if (outcome.kind === 'error') {
    const { error } = outcome;
    const tone = error.kind === 'outcomeUnknown' ? 'open' : 'bad';
    return { tone, title: t(`errorKind.${error.kind}`), detail: errorText(error, t) };
  }
  const order = now ?? outcome.order;
  return { tone: toneOf(order), title: t(`trading:status.${order.status}`), detail: orderDetail(order, t) };
}

function toneOf({ status }: Order): OutcomeWords['tone'] {
  if (status === 'unknown' || status === 'lost') return 'open';
  return status === 'rejected' || status === 'denied' ? 'bad' : 'good';
}

function orderDetail(order: Order, t: TFunction<'order-entry'>): string | null {
  if (order.rejection !== null) return rejectionText(order.rejection, t);
  if (order.status === 'unknown') return t('unknownText');
  if (order.status === 'lost') return t('lostText');
  const parts = [
    ...(order.venueOrderId === null ? [] : [`#${order.venueOrderId}`]),
    ...(order.filledQuantity === 0
      ? []
      : [
          t('filledOf', {
            filled: formatQuantity(order.filledQuantity),
            quantity: formatQuantity(order.quantity),
          }),
        ]),
  ];
  return parts.length === 0 ? null : parts.join(' · ');
}

/** Whether a group holds money and play money at once: worth a second look. */
export function isMixed(accounts: readonly AccountSummary[]): boolean {
  const isReal = accounts.map(({ environment }) => environment === 'real');
  return isReal.includes(true) && isReal.includes(false);
}
