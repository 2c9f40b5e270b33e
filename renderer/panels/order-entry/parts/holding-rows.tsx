import type { FC } from 'react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AccountId, Position } from '#shared/domain/account.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Quote } from '#shared/domain/quote.ts';
import { directionOf } from '#renderer/format/direction.ts';
import { formatPnl } from '#renderer/format/money.ts';
import { formatDecimal, formatPercent, NO_VALUE } from '#renderer/format/number.ts';
import { formatAveragePrice, formatPrice } from '#renderer/format/price.ts';
import { formatQuantity } from '#renderer/format/quantity.ts';
import { holdingsOf, holdingsStore } from '#renderer/stores/holdings-store.ts';
import { useQuoteCell } from '#renderer/stores/hooks.ts';
import { valuePosition } from '#renderer/stores/portfolio.ts';
import { ValueRow } from '#renderer/ui/field.tsx';

import { unitOf } from '../unit.ts';

interface HoldingRowsProps {
  readonly symbol: InstrumentSymbol;
  readonly accountId: AccountId | null;
}

/** What is held of the instrument and how its day stands, live. */
export const HoldingRows: FC<HoldingRowsProps> = ({ symbol, accountId }) => {
  const { t } = useTranslation('order-entry');
  const position = useStore(holdingsStore, (state) =>
    holdingsOf(state, accountId).positions.find((held) => held.symbol === symbol),
  );
  const strength = useQuoteCell<HTMLSpanElement>(symbol, paintStrength);
  const reference = useQuoteCell<HTMLSpanElement>(symbol, paintReference);
  const upTrigger = useQuoteCell<HTMLSpanElement>(symbol, paintUpTrigger);
  const downTrigger = useQuoteCell<HTMLSpanElement>(symbol, paintDownTrigger);
  const upper = useQuoteCell<HTMLSpanElement>(symbol, paintUpper);
  const lower = useQuoteCell<HTMLSpanElement>(symbol, paintLower);
  return (
    <div className="ticket__rows ticket__rows--facts">
      <ValueRow label={t('held')}>
        {position === undefined
          ? NO_VALUE
          : t(unitOf(symbol) === 'grams' ? 'heldGramsAt' : 'heldAt', {
              quantity: formatQuantity(position.quantity),
              average: formatAveragePrice(roundAverage(position.averageEntryPrice)),
            })}
      </ValueRow>
      <ValueRow label={t('pnl')}>
        {position === undefined ? NO_VALUE : <PositionPnl position={position} />}
      </ValueRow>
      <ValueRow label={t('strength')}>
        <span ref={strength} />
      </ValueRow>
      <ValueRow label={t('viReference')}>
        <span ref={reference} />
      </ValueRow>
      <ValueRow label={t('viTriggers')}>
        <span className="up" ref={upTrigger} /> <span className="down" ref={downTrigger} />
      </ValueRow>
      <ValueRow label={t('limits')}>
        <span className="up" ref={upper} /> / <span className="down" ref={lower} />
      </ValueRow>
    </div>
  );
};

const PositionPnl: FC<{ readonly position: Position }> = ({ position }) => {
  const paint = useCallback(
    (element: HTMLElement, quote: Quote | undefined) => {
      const { unrealizedPnl, unrealizedPercent } = valuePosition(position, quote?.lastPrice ?? null);
      if (unrealizedPnl === null) {
        element.textContent = NO_VALUE;
        return;
      }
      const percent = unrealizedPercent === null ? '' : ` (${formatPercent(unrealizedPercent)})`;
      element.textContent = `${formatPnl(unrealizedPnl)}${percent}`;
      element.dataset['tone'] = directionOf(unrealizedPnl);
    },
    [position],
  );
  const pnl = useQuoteCell<HTMLSpanElement>(position.symbol, paint);
  return <span ref={pnl} />;
};

/** The ticket is narrow: an average in whole won will do here, the holdings list has its fractions. */
function roundAverage(average: number): number {
  return Math.round(average);
}

function paintStrength(element: HTMLElement, quote: Quote | undefined): void {
  const strength = quote?.strength ?? null;
  element.textContent = strength === null ? NO_VALUE : formatDecimal(strength, 1);
}

function paintReference(element: HTMLElement, quote: Quote | undefined): void {
  element.textContent = formatPrice(quote?.vi?.referencePrice);
}

function paintUpTrigger(element: HTMLElement, quote: Quote | undefined): void {
  element.textContent = `▲${formatPrice(quote?.vi?.upperTrigger)}`;
}

function paintDownTrigger(element: HTMLElement, quote: Quote | undefined): void {
  element.textContent = `▼${formatPrice(quote?.vi?.lowerTrigger)}`;
}

function paintUpper(element: HTMLElement, quote: Quote | undefined): void {
  element.textContent = formatPrice(quote?.upperLimit);
}

function paintLower(element: HTMLElement, quote: Quote | undefined): void {
  element.textContent = formatPrice(quote?.lowerLimit);
}
