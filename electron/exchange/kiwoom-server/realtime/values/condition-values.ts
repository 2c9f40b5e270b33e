import { KIWOOM_CONDITION_EVENT } from '#shared/catalogue/kiwoom/condition-search.ts';
import { kstClockText } from '#shared/domain/time.ts';
import type { BookScope, Listing, World } from '../../../world.ts';
import { formatPadded, percentChange, directionCode } from '../../wording/format.ts';
import { VENUE_CODE } from '../../wording/order-words.ts';

const WIDTH = 9;

/**
 * A row of a search: numbers padded to nine characters, the percentage in thousandths.
 * @source Kiwoom REST API guide, ka10172, sample answer
 */
export function conditionRow(world: World, listing: Listing, scope: BookScope): Record<string, string> {
  const day = world.day(listing.symbol, scope);
  const padded = (value: number | null) => formatPadded(value ?? 0, WIDTH);
  return {
    '9001': `A${listing.symbol}`,
    '302': listing.name,
    '10': padded(day.lastPrice),
    '25': directionCode(day.lastPrice, day.basePrice, day),
    '11': padded(day.lastPrice - day.basePrice),
    '12': padded(thousandths(percentChange(day.lastPrice, day.basePrice))),
    '13': padded(day.volume),
    '16': padded(day.open),
    '17': padded(day.high),
    '18': padded(day.low),
  };
}

/** A hundredth of a percent is what is told elsewhere, and is told here too. */
function thousandths(percent: number): number {
  return Math.round(percent * 100) * 10 + 0;
}

/** An entry of a REAL frame: an instrument has come to meet a condition, or does no longer. */
export function conditionEntry(
  world: World,
  match: {
    readonly seq: string;
    readonly symbol: string;
    readonly scope: BookScope;
    readonly change: 'enter' | 'leave';
  },
): string {
  const { seq, symbol, scope, change } = match;
  const [print] = world.prints(symbol, scope, 1);
  const values = {
    '841': seq,
    '9001': symbol,
    '843': change === 'enter' ? 'I' : 'D',
    '20': kstClockText(world.clock.now()),
    '907': print?.aggressor === 'sell' ? '1' : '2',
    '9081': VENUE_CODE[print?.venue ?? (scope === 'NXT' ? 'NXT' : 'KRX')],
  };
  const { type, nameKo } = KIWOOM_CONDITION_EVENT;
  return JSON.stringify({ type, name: nameKo, item: symbol, values });
}
