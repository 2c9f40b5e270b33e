import { DAY_MS, kstDateOf, kstInstant } from '#shared/domain/time.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import type { ApiFailure } from '../../rest/api-failure.ts';
import {
  directionCode,
  formatSigned,
  formatSignedPercent,
  formatSignedPrice,
  percentChange,
} from '../../wording/format.ts';
import { readChartPage } from '../chart-page.ts';
import { QUERY_DONE, resolveListing, type Call, type Params, type Reply } from '../handler.ts';
import { readPeriod } from '../participation/days.ts';

const DAYS_PER_PAGE = 100;

/**
 * ka10014 공매도추이: days of an instrument and what was sold short in them, newest first; the running sum starts with the period.
 *
 * `tm_tp` 0 goes from the first date to today whatever the second one says, 1 stops at the second.
 */
export function shortSellingTrend(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const isOpenEnded = params.get('tm_tp') === '0';
  const { from, to } = readPeriod(call, params.get('strt_dt'), isOpenEnded ? '' : params.get('end_dt'));
  const page = readChartPage(call.world, found.value, {
    interval: { unit: 'day' },
    before: kstInstant(to, DAY_MS),
    cursor: call.cursor,
    pageSize: DAYS_PER_PAGE,
    older: 1,
  });
  if (!page.ok) return page;
  const { bars, older, nextCursor } = page.value;
  const sales = call.market.credit.shortSales(found.value, from, to);
  const shown = bars.filter(({ time }) => kstDateOf(time) >= from);
  const newest = shown[0] === undefined ? from : kstDateOf(shown[0].time);
  let soFar = [...sales].reduce((sum, [date, { quantity }]) => (date <= newest ? sum + quantity : sum), 0);
  const rows = shown.map((bar, place) => {
    const date = kstDateOf(bar.time);
    const before = (bars[place + 1] ?? older[0])?.close ?? bar.open;
    const { quantity, amount } = sales.get(date) ?? { quantity: 0, amount: 0 };
    const sum = soFar;
    soFar -= quantity;
    return {
      dt: date,
      close_pric: formatSignedPrice(bar.close, before),
      pred_pre_sig: directionCode(bar.close, before),
      pred_pre: formatSigned(bar.close - before),
      flu_rt: formatSignedPercent(percentChange(bar.close, before)),
      trde_qty: String(bar.volume),
      shrts_qty: String(quantity),
      ovr_shrts_qty: String(sum),
      trde_wght: formatSignedPercent(bar.volume === 0 ? 0 : (quantity / bar.volume) * 100),
      // In thousands of won, unlike most amounts.
      shrts_trde_prica: String(Math.trunc(amount / 1000)),
      shrts_avg_pric: String(quantity === 0 ? 0 : Math.round(amount / quantity)),
    };
  });
  return ok({
    body: { shrts_trnsn: rows },
    message: QUERY_DONE,
    nextCursor: shown.length < bars.length ? null : nextCursor,
  });
}
