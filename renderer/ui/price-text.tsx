import type { FC } from 'react';
import { directionOf } from '#renderer/format/direction.ts';
import { formatPercent } from '#renderer/format/number.ts';
import { formatPnl } from '#renderer/format/money.ts';
import { formatChange, formatPrice } from '#renderer/format/price.ts';
import { classNames } from './class-names.ts';

interface PriceTextProps {
  readonly price: number | null | undefined;
  /** What the price is compared with, usually the base price of the day. Null: no colour. */
  readonly against?: number | null | undefined;
  readonly className?: string;
}

/** A price in the colour of its direction. Use it where a sign, an arrow or a signed percentage stands nearby. */
export const PriceText: FC<PriceTextProps> = ({ price, against, className }) => (
  <span className={classNames(toneOf(price, against), className)}>{formatPrice(price)}</span>
);

interface ChangeTextProps {
  readonly change: number;
  readonly percent?: number;
  /** The price stands at the daily limit: ↑ and ↓ instead of ▲ and ▼. */
  readonly isAtLimit?: boolean;
  readonly className?: string;
}

/** A change with its arrow: `▲ 1,300 (+1.86%)`. */
export const ChangeText: FC<ChangeTextProps> = ({ change, percent, isAtLimit = false, className }) => (
  <span className={classNames(directionOf(change), className)}>
    {formatChange(change, isAtLimit)}
    {percent !== undefined && ` (${formatPercent(percent)})`}
  </span>
);

interface PnlTextProps {
  /** Won; null while it is not known. */
  readonly value: number | null;
  readonly percent?: number | null;
}

/** A gain or loss with its sign: `+723,200 (+3.28%)`. */
export const PnlText: FC<PnlTextProps> = ({ value, percent = null }) => {
  if (value === null) return <span className="flat">–</span>;
  return (
    <span className={directionOf(value)}>
      {formatPnl(value)}
      {percent !== null && ` (${formatPercent(percent)})`}
    </span>
  );
};

function toneOf(price: number | null | undefined, against: number | null | undefined): string | null {
  if (price === null || price === undefined || against === null || against === undefined) return null;
  return directionOf(price - against);
}
