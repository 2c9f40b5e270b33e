import { NO_TURNS, type Turns } from '../turns.ts';
import { ladderFor } from '#shared/catalogue/tick-ladders.ts';
import { roundDownToTick, stepDown, stepUp } from '#shared/domain/tick-size.ts';
import { kstInstant, type KstDate } from '#shared/domain/time.ts';
import type { World } from '../../world.ts';
import { dayNumber } from '../participation/day-reader.ts';
import { noiseAt } from '../participation/smooth-noise.ts';
import { seedOf } from '../random.ts';
import { valueOption } from './option-pricing.ts';
import { RISK_FREE_RATE } from './warrant-table.ts';

/** 05: 신주인수권증권, a right for years that came with a bond. 07: 신주인수권증서, a right of shareholders to an issue of new shares. */
export type SubscriptionKind = '05' | '07';

/** A right to new shares of a company, which is traded by itself. */
export interface SubscriptionRight {
  readonly symbol: string;
  readonly name: string;
  readonly kind: SubscriptionKind;
  readonly share: string;
}

export interface SubscriptionQuote extends SubscriptionRight {
  readonly price: number;
  readonly base: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly bid: number;
  readonly ask: number;
  readonly volume: number;
  readonly issued: number;
  /** The first day of the quarter in which its price was set. */
  readonly setOn: KstDate;
}

/**
 * The rights there are, and the price of a new share as a part of the share's price when it was set. Companies and issues are examples:
 * no such issue need exist.
 */
const ROWS = [
  { share: '003490', kind: '05', issue: '3', part: 0.95 },
  { share: '011200', kind: '05', issue: '191', part: 1.1 },
  { share: '028300', kind: '05', issue: '42', part: 1.05 },
  { share: '293490', kind: '05', issue: '7', part: 1 },
  { share: '034220', kind: '07', issue: '12', part: 0.78 },
  { share: '096530', kind: '07', issue: '5', part: 0.75 },
  { share: '086520', kind: '07', issue: '6', part: 0.77 },
  { share: '005930', kind: '05', issue: '2', part: 1.02 },
  { share: '247540', kind: '07', issue: '4', part: 0.76 },
] as const;

const YEARS_LEFT: Readonly<Record<SubscriptionKind, number>> = { '05': 1.4, '07': 0.04 };
const VOLATILITY = 0.45;
/** Part of the share's volume that its right trades. */
const VOLUME_PART: Readonly<Record<SubscriptionKind, number>> = { '05': 0.004, '07': 0.03 };

/** Rights to new shares. They have no book of their own: their price is that of an option on the share. */
export interface SubscriptionRights {
  readonly all: readonly SubscriptionRight[];
  quote(right: SubscriptionRight): SubscriptionQuote;
}

export function createSubscriptionRights(
  world: World,
  seed: number,
  turns: Pick<Turns, 'beforePiece'> = NO_TURNS,
): SubscriptionRights {
  const terms = ROWS.flatMap((row) => {
    const listing = world.listing(row.share);
    if (listing === null) return [];
    const suffix = row.kind === '05' ? 'WR' : 'R';
    const right: SubscriptionRight = {
      symbol: `J${row.share.slice(0, 5)}${row.issue.padStart(3, '0').slice(-2)}${row.kind === '05' ? 'D' : 'C'}`,
      name: `${listing.name} ${row.issue}${suffix}`,
      kind: row.kind,
      share: row.share,
    };
    return [{ right, part: row.part }];
  });
  const strikes = new Map<string, { readonly date: KstDate; readonly strike: number }>();

  const strikeOf = (right: SubscriptionRight): number => {
    const date = world.tradingDate();
    const known = strikes.get(right.symbol);
    if (known?.date === date) return known.strike;
    turns.beforePiece();
    const [bar] = world.bars(right.share, 'KRX', { unit: 'day' }, kstInstant(quarterOf(date), 0), 1);
    const part = terms.find((term) => term.right === right)?.part ?? 1;
    const strike = Math.round(((bar?.close ?? world.day(right.share, 'KRX').basePrice) * part) / 10) * 10;
    strikes.set(right.symbol, { date, strike });
    return strike;
  };

  return {
    all: terms.map(({ right }) => right),
    quote(right) {
      const day = world.day(right.share, 'KRX');
      const strike = strikeOf(right);
      const ladder = ladderFor('share', world.tradingDate());
      const at = (spot: number) => {
        const value = valueOption({
          right: 'call',
          spot,
          strike,
          years: YEARS_LEFT[right.kind],
          volatility: VOLATILITY,
          rate: RISK_FREE_RATE,
        });
        return roundDownToTick(Math.max(1, Math.round(value.price)), ladder);
      };
      const price = at(day.lastPrice);
      const own = seedOf(seed, 'subscription right', right.symbol);
      const mood = 1 + 0.5 * noiseAt(own, dayNumber(world.tradingDate()));
      return {
        ...right,
        issued: Math.floor((world.listing(right.share)?.listedShares ?? 0) / 20),
        setOn: quarterOf(world.tradingDate()),
        price,
        base: at(day.basePrice),
        open: at(day.open ?? day.lastPrice),
        high: at(day.high ?? day.lastPrice),
        low: at(day.low ?? day.lastPrice),
        bid: stepDown(price, ladder),
        ask: stepUp(price, ladder),
        volume: Math.floor(day.volume * VOLUME_PART[right.kind] * mood),
      };
    },
  };
}

/** The first day of the quarter: the price of the new shares is set for that long. */
function quarterOf(date: KstDate): KstDate {
  const month = Math.floor((Number(date.slice(4, 6)) - 1) / 3) * 3 + 1;
  return `${date.slice(0, 4)}${String(month).padStart(2, '0')}01` as KstDate;
}
