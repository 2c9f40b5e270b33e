import type { FC } from 'react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderPreview } from '#shared/contract/requests.ts';
import { carriesPrice } from '#shared/domain/order.ts';
import type { Quote } from '#shared/domain/quote.ts';
import { formatMoney } from '#renderer/format/money.ts';
import { formatPercent, formatSignedInteger, NO_VALUE } from '#renderer/format/number.ts';
import { formatQuantity } from '#renderer/format/quantity.ts';
import { useQuoteCell } from '#renderer/stores/hooks.ts';
import { ValueRow } from '#renderer/ui/field.tsx';
import type { CheckedDraft, PreviewState, TicketState } from '../ticket-state.ts';
import { unitOf } from '../unit.ts';
import { distancePercent } from '../view-model.ts';

/** What the order would cost, what could be had at most, and how far its price lies from the market. */
export const CostRows: FC<{ readonly state: TicketState }> = ({ state }) => {
  const { t } = useTranslation('order-entry');
  const { draft, preview } = state;
  const costs = costsOf(state);
  const max = maxQuantityOf(preview);
  return (
    <div className="ticket__rows" aria-busy={preview.phase === 'asking'}>
      <ValueRow label={t('cost.notional')}>
        {costs === null ? NO_VALUE : formatMoney(costs.notional)}
      </ValueRow>
      <ValueRow label={t('cost.charges')}>
        {costs === null ? NO_VALUE : formatMoney(costs.commission + costs.tax)}
      </ValueRow>
      <ValueRow label={t(draft.mode === 'sell' ? 'cost.maxSell' : 'cost.maxBuy')}>
        {max === null ? NO_VALUE : t(unitOf(draft.symbol), { quantity: formatQuantity(max) })}
      </ValueRow>
      {carriesPrice(draft.type) && <DistanceRow state={state} />}
    </div>
  );
};

const DistanceRow: FC<{ readonly state: TicketState }> = ({ state }) => {
  const { t } = useTranslation('order-entry');
  const { price, symbol } = state.draft;
  const paint = useCallback(
    (element: HTMLElement, quote: Quote | undefined) => {
      const percent = price === null ? null : distancePercent(price, quote?.lastPrice ?? null);
      element.textContent =
        percent === null || price === null || quote === undefined
          ? NO_VALUE
          : `${formatSignedInteger(price - quote.lastPrice)} (${formatPercent(percent)})`;
    },
    [price],
  );
  const distance = useQuoteCell<HTMLSpanElement>(symbol, paint);
  return (
    <ValueRow label={t('cost.distance')}>
      <span ref={distance} />
    </ValueRow>
  );
};

/** The costs of the draft, or of the one before while it is checked; null while it is not whole or makes no sense. */
function costsOf({ preview, draft }: TicketState): OrderPreview | null {
  const check = checkOf(preview);
  const isKnown = draft.quantity !== null && check?.isOfWholeDraft === true && check.preview.notional > 0;
  return isKnown ? check.preview : null;
}

/** The largest quantity, from the last check there was. */
export function maxQuantityOf(preview: PreviewState): number | null {
  return checkOf(preview)?.preview.maxQuantity ?? null;
}

function checkOf(preview: PreviewState): CheckedDraft | null {
  if (preview.phase === 'ready') return preview;
  return preview.phase === 'asking' ? preview.last : null;
}
