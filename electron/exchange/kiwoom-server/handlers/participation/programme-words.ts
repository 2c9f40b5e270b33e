import {
  DAY_MS,
  kstDateOf,
  kstInstant,
  kstTimeOfDayOf,
  type EpochMs,
  type KstDate,
} from '#shared/domain/time.ts';
import type { Market } from '#shared/domain/instrument.ts';
import { basisOf } from '../../../market/participation/basis.ts';
import { PROGRAMME_COUNT, PROGRAMME_PLACES, PROGRAMMES } from '../../../market/participation/party-shares.ts';
import { addSplit, emptySplit, tradedBy, type Split } from '../../../market/participation/split.ts';
import type { BookScope } from '../../../world.ts';
import { formatSigned } from '../../wording/format.ts';
import type { Call } from '../handler.ts';
import { inMillions, valueOf, type Measure } from './amounts.ts';
import { scopeOfVenue } from '../../wording/symbol-code.ts';

const ARBITRAGE = [PROGRAMME_PLACES.arbitrage];
const REST = [PROGRAMME_PLACES.nonArbitrage];

export const programmeOf = (split: Split) => tradedBy(split, PROGRAMMES);
export const arbitrageOf = (split: Split) => tradedBy(split, ARBITRAGE);
export const nonArbitrageOf = (split: Split) => tradedBy(split, REST);

/** A `mrkt_tp` of programme trading names a market and, in its longer forms, the exchange: `P001_NX01`, `P101_AL02`. */
export function programmeMarket(code: string, venue: string): { market: Market; scope: BookScope } {
  const market = code.startsWith('P101') || code === '1' ? 'KOSDAQ' : 'KOSPI';
  if (code.includes('_NX')) return { market, scope: 'NXT' };
  if (code.includes('_AL')) return { market, scope: 'ALL' };
  return { market, scope: scopeOfVenue(venue) };
}

/** Programme trading of a whole market on each day of a period, newest first. */
export function marketDays(
  call: Call,
  market: Market,
  scope: BookScope,
  from: KstDate,
  to: KstDate,
): readonly { readonly date: KstDate; readonly split: Split }[] {
  const sums = new Map<KstDate, Split>();
  for (const listing of call.world.listings) {
    if (listing.market !== market || (scope === 'NXT' && !listing.isNxtEligible)) continue;
    for (const { date, split } of call.market.participation.programmes.days(
      listing.symbol,
      scope,
      from,
      to,
    )) {
      const sum = sums.get(date) ?? emptySplit(PROGRAMME_COUNT);
      addSplit(sum, split);
      sums.set(date, sum);
    }
  }
  return [...sums].map(([date, split]) => ({ date, split })).sort((a, b) => (a.date < b.date ? 1 : -1));
}

/** Fields of a row of ka90005 and ka90010. */
export function trendFields(split: Split, measure: Measure): Record<string, string> {
  const all = programmeOf(split);
  const fields: Record<string, string> = {};
  const thousands = { of: 'quantity', unit: 1_000 } as const;
  for (const [prefix, traded] of [
    ['dfrt_trde', arbitrageOf(split)],
    ['ndiffpro_trde', nonArbitrageOf(split)],
  ] as const) {
    fields[`${prefix}_sel`] = String(valueOf(traded, 'sell', measure));
    fields[`${prefix}_buy`] = String(valueOf(traded, 'buy', measure));
    fields[`${prefix}_netprps`] = formatSigned(valueOf(traded, 'net', measure));
    fields[`${prefix}_sell_qty`] = String(valueOf(traded, 'sell', thousands));
    fields[`${prefix}_buy_qty`] = String(valueOf(traded, 'buy', thousands));
    fields[`${prefix}_netprps_qty`] = formatSigned(valueOf(traded, 'net', thousands));
  }
  return {
    ...fields,
    all_sel: String(valueOf(all, 'sell', measure)),
    all_buy: String(valueOf(all, 'buy', measure)),
    all_netprps: formatSigned(valueOf(all, 'net', measure)),
  };
}

/** 금액(백만원) or 수량(천주) of a whole market. */
export function marketMeasure(code: string): Measure {
  return code === '2' ? { of: 'quantity', unit: 1_000 } : { of: 'amount', unit: 1_000_000 };
}

/** Level of KOSPI 200, or of KOSDAQ, and the basis of its future. */
export interface IndexPoint {
  /** Hundredths of a point. */
  readonly level: number;
  /** Above the close before. */
  readonly isUp: boolean;
  /** Points. */
  readonly basis: number;
}

const INDEX_OF_MARKET: Readonly<Record<string, string>> = { KOSPI: '201', KOSDAQ: '101' };

/** The index of a market at the end of a day. */
export function indexOnDay(call: Call, market: Market, date: KstDate): IndexPoint {
  const sector = call.market.indices.sector(INDEX_OF_MARKET[market] ?? '');
  if (sector === null) return { level: 0, isUp: true, basis: 0 };
  const [bar, before] = call.market.indices.bars(sector, { unit: 'day' }, kstInstant(date, DAY_MS), 2);
  const level = bar?.close ?? 0;
  return { level, isUp: level >= (before?.close ?? 0), basis: basisAt(call, date, 931, level) };
}

/** The index of a market in each minute of today; minutes without a trade have the level before. */
export function indexByMinute(call: Call, market: Market): (time: EpochMs) => IndexPoint {
  const { indices } = call.market;
  const sector = indices.sector(INDEX_OF_MARKET[market] ?? '');
  if (sector === null) return () => ({ level: 0, isUp: true, basis: 0 });
  const { baseLevel, level: now } = indices.quote(sector);
  const bars = indices.bars(sector, { unit: 'minute', count: 1 }, null, 800);
  return (time) => {
    const level = bars.find((bar) => bar.time <= time)?.close ?? now;
    const minute = Math.floor(kstTimeOfDayOf(time) / 60_000);
    return { level, isUp: level >= baseLevel, basis: basisAt(call, kstDateOf(time), minute, level) };
  };
}

function basisAt(call: Call, date: KstDate, minute: number, level: number): number {
  return basisOf(call.market.seed, date, minute, level / 100);
}

/** KOSPI200 and BASIS; hundredths of a point where the API sends them so. */
export function indexFields({ level, isUp, basis }: IndexPoint, isScaled: boolean): Record<string, string> {
  const sign = isUp ? '+' : '-';
  const points = isScaled ? String(level) : (level / 100).toFixed(2);
  return { kospi200: `${sign}${points}`, basis: (basis > 0 ? '+' : '') + basis.toFixed(2) };
}

/** Sold, bought and net of one kind of programme, in shares and millions of won. */
export function sideFields(prefix: string, traded: ReturnType<typeof programmeOf>): Record<string, string> {
  return {
    [`${prefix}_sell_qty`]: String(traded.sellQuantity),
    [`${prefix}_sell_amt`]: String(inMillions(traded.sellAmount)),
    [`${prefix}_buy_qty`]: String(traded.buyQuantity),
    [`${prefix}_buy_amt`]: String(inMillions(traded.buyAmount)),
    [`${prefix}_netprps_qty`]: formatSigned(traded.buyQuantity - traded.sellQuantity),
    [`${prefix}_netprps_amt`]: formatSigned(inMillions(traded.buyAmount - traded.sellAmount)),
  };
}
