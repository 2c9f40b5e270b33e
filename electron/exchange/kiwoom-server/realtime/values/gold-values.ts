import type { GoldUnit, InternationalGold } from '../../../market/gold/international-gold.ts';
import { directionCode, formatSignedPercent, percentChange } from '../../wording/format.ts';
import type { RealtimeValues } from '../hub.ts';

/** Type 0I 국제금환산가격: MGD in whole won per gram, MGU in dollars per ounce with two decimals. @source Kiwoom REST API guide, real-time 0I */
export function goldValues({ price, previousClose }: InternationalGold, unit: GoldUnit): RealtimeValues {
  const text = (value: number) => (unit === 'MGD' ? String(value) : (value / 100).toFixed(2));
  const signed = (value: number, sign: number) => (sign > 0 ? '+' : sign < 0 ? '-' : '') + text(value);
  const change = price - previousClose;
  return {
    '10': signed(price, change),
    '25': directionCode(price, previousClose),
    '11': signed(Math.abs(change), change),
    '12': formatSignedPercent(percentChange(price, previousClose)),
  };
}
