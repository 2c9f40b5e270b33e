import { transactionTaxRates } from '#shared/catalogue/costs.ts';
import { settlementDay } from '#shared/catalogue/trading-calendar.ts';
import { money } from '#shared/domain/money.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import type { KstDate } from '#shared/domain/time.ts';
import { transactionTaxOf } from '#shared/domain/trade-costs.ts';
import { fillsBySymbol, settledBy, sumFills, tradedOf } from '../../../accounts-history/fill-sums.ts';
import type { BookedFill } from '../../../clearing/clearing.ts';
import { tradingDayAfter } from '../../../market/history/trading-days.ts';
import type { AccountDay } from '../../../world.ts';
import { unsettledDays } from '../../accounts/day-value.ts';
import type { ApiFailure } from '../../rest/api-failure.ts';
import { formatPadded } from '../../wording/format.ts';
import { SIDE_CODE } from '../../wording/order-words.ts';
import { QUERY_DONE, type Call, type Params, type Reply } from '../handler.ts';
import { readOrderNumber } from '../order-page.ts';
import { averageOf, historyOf, nameOf, pageOfRows } from './period.ts';

/** Trades of one instrument, day and side, which settle as one amount. */
export interface SettledTrade {
  readonly day: AccountDay;
  readonly symbol: string;
  readonly side: BookedFill['side'];
  readonly fills: readonly BookedFill[];
}

/** Returns the trades of some days as they settle: by day, instrument and side. */
export function settledTrades(days: readonly AccountDay[]): readonly SettledTrade[] {
  return days.flatMap((day) =>
    [...fillsBySymbol(day.fills)].flatMap(([symbol, own]) =>
      (['sell', 'buy'] as const).flatMap((side) => {
        const fills = own.filter((fill) => fill.side === side);
        return fills.length === 0 ? [] : [{ day, symbol, side, fills }];
      }),
    ),
  );
}

/** Splits the tax of sales into 증권거래세 and 농어촌특별세, as each fill was taxed. */
export function taxParts({ day, symbol, side, fills }: SettledTrade, call: Call) {
  const listing = call.world.listing(symbol);
  if (side === 'buy' || listing === null) return { securities: 0, rural: 0 };
  const { market, kind } = listing;
  const rates = transactionTaxRates({ market, kind, settlementDate: settlementDay(day.date).date });
  const rural = fills.reduce((sum, fill) => sum + transactionTaxOf(tradedOf(fill), rates).rural, 0);
  return { securities: sumFills(fills).tax - rural, rural };
}

export const settledAmount = ({ fills }: SettledTrade): number =>
  money(fills.reduce((sum, fill) => sum + settledBy(fill), 0));

const won = (value: number) => formatPadded(value, 12);

/**
 * kt00008 계좌별익일결제예정내역: what settles on the next trading day, by instrument and side.
 *
 * `strt_dcd_seq` is the number of the row the list starts with, inclusive; the sums are those of the whole day all the same.
 */
export function nextSettlements(params: Params, call: Call): Result<Reply, ApiFailure> {
  const start = readOrderNumber('strt_dcd_seq', params.get('strt_dcd_seq'));
  if (!start.ok) return start;
  const settlesOn: KstDate = tradingDayAfter(call.world.tradingDate());
  const days = unsettledDays(historyOf(call)).filter((day) => day.settlesOn === settlesOn);
  const trades = settledTrades(days).map((trade, place) => ({ ...trade, sequence: place + 1 }));
  const shown = trades.filter(({ sequence }) => sequence >= (start.value ?? 0));
  const paged = pageOfRows(shown, ({ sequence }) => String(sequence), call.cursor);
  if (!paged.ok) return paged;
  const sum = (side: BookedFill['side']) =>
    trades.reduce(
      (total, trade) => (trade.side === side ? total + Math.abs(settledAmount(trade)) : total),
      0,
    );
  return ok({
    body: {
      trde_dt: days.at(-1)?.date ?? '',
      setl_dt: settlesOn,
      sell_amt_sum: won(sum('sell')),
      buy_amt_sum: won(sum('buy')),
      acnt_nxdy_setl_frcs_prps_array: paged.value.page.map((trade) => settlementRow(trade, call)),
    },
    message: QUERY_DONE,
    nextCursor: paged.value.nextCursor,
  });
}

function settlementRow(trade: SettledTrade & { readonly sequence: number }, call: Call) {
  const { symbol, side, fills } = trade;
  const sums = sumFills(fills);
  const shares = sums.boughtQuantity + sums.soldQuantity;
  const traded = sums.bought + sums.sold;
  const { securities, rural } = taxParts(trade, call);
  return {
    seq: formatPadded(trade.sequence, 7),
    stk_cd: `A${symbol}`,
    loan_dt: '',
    qty: won(shares),
    engg_amt: won(traded),
    cmsn: won(sums.buyCommission + sums.sellCommission),
    incm_tax: won(0),
    rstx: won(rural),
    stk_nm: nameOf(call, symbol),
    sell_tp: SIDE_CODE[side],
    unp: won(averageOf(traded, shares)),
    exct_amt: won(Math.abs(settledAmount(trade))),
    trde_tax: won(securities),
    resi_tax: won(0),
    crd_tp: '보통매매',
  };
}
