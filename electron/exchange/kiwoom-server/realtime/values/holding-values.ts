import type { BookedFill, HoldingPart } from '../../../clearing/clearing.ts';
import { addDays } from '#shared/catalogue/trading-calendar.ts';
import type { KstDate } from '#shared/domain/time.ts';
import { loanInterest } from '../../../clearing/loan-interest.ts';
import { LOAN_DAYS } from '../../wording/credit-words.ts';
import type { World } from '../../../world.ts';
import { formatPercent, formatPrice } from '../../wording/format.ts';
import { createQuoteWords } from '../../wording/quote-words.ts';
import type { RealtimeValues } from '../hub.ts';

/** Type 04 잔고: one holding after it changed; all zero once everything is sold. @source Kiwoom REST API guide, real-time 04 */
export function holdingValues(
  world: World,
  accountId: string,
  symbol: string,
  loanDate: KstDate | null = null,
): RealtimeValues {
  const part = world
    .holdingParts(accountId)
    .find((held) => held.symbol === symbol && (held.loan?.date ?? null) === loanDate);
  const holding = part ?? null;
  const day = world.day(symbol, 'KRX');
  const { signed } = createQuoteWords(day);
  const book = world.book(symbol, 'KRX');
  const fills = world
    .fills(accountId)
    .filter((fill) => fill.symbol === symbol && (fill.loan?.date ?? null) === loanDate);
  const result = realizedOf(fills);
  const net = netBought(holding, fills);
  return {
    '9201': accountId,
    '9001': symbol,
    '302': world.listing(symbol)?.name ?? '',
    '10': signed(day.lastPrice),
    '930': String(holding?.quantity ?? 0),
    '931': String(averageOf(holding)),
    '932': String(holding?.cost ?? 0),
    '933': String(holding?.sellable ?? 0),
    '945': String(net),
    '946': net < 0 ? '1' : '2',
    '950': String(result.realized),
    '951': '0',
    '27': signed(book.asks[0]?.price ?? null),
    '28': signed(book.bids[0]?.price ?? null),
    '307': formatPrice(day.basePrice),
    '8019': result.rate,
    ...creditValues(world, loanDate, holding?.loan?.amount ?? 0),
    '990': String(result.realized),
    '991': result.rate,
    '992': '0',
    '993': '0.00',
    '959': '0',
    '924': '0',
  };
}

function averageOf(holding: HoldingPart | null): number {
  return holding === null || holding.quantity === 0 ? 0 : Math.round(holding.cost / holding.quantity);
}

/** 신용구분, 대출일, 신용금액, 신용이자, 만기일. */
function creditValues(world: World, date: KstDate | null, amount: number): RealtimeValues {
  if (date === null) return { '917': '00', '916': '00000000', '957': '0', '958': '0', '918': '00000000' };
  return {
    '917': '03',
    '916': date,
    '957': String(amount),
    '958': String(loanInterest(amount, date, world.tradingDate())),
    '918': addDays(date, LOAN_DAYS),
  };
}

function netBought(holding: HoldingPart | null, fills: readonly BookedFill[]): number {
  if (holding !== null) return holding.boughtToday - holding.soldToday;
  return fills.reduce((sum, fill) => sum + (fill.side === 'buy' ? fill.quantity : -fill.quantity), 0);
}

/** Realised result of today's sales, and in percent of what the sold shares had cost. */
function realizedOf(fills: readonly BookedFill[]): { readonly realized: number; readonly rate: string } {
  const sales = fills.filter((fill) => fill.side === 'sell');
  const realized = sales.reduce((sum, fill) => sum + fill.realized, 0);
  const proceeds = sales.reduce(
    (sum, fill) => sum + fill.price * fill.quantity - fill.commission - fill.tax,
    0,
  );
  const cost = proceeds - realized;
  return { realized, rate: formatPercent(cost <= 0 ? 0 : (realized / cost) * 100) };
}
