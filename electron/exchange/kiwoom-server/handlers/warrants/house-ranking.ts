import { err, ok, type Result } from '#shared/domain/result.ts';
import { MEMBER_FIRMS } from '../../../market/participation/member-firms.ts';
import { houseTrades } from '../../../market/warrants/house-trades.ts';
import type { Warrant } from '../../../market/warrants/issues.ts';
import { apiFailure, type ApiFailure } from '../../rest/api-failure.ts';
import { formatSigned, formatSignedPercent, percentChange } from '../../wording/format.ts';
import type { Call, Params, Reply } from '../handler.ts';
import { pageOfRows } from '../participation/row-page.ts';
import { filteredQuotes, hasTraded } from './find-warrant.ts';

/** ka30002 거래원별ELW순매매상위: what one member bought or sold net over the trading days before today. @returns 1517 for a code that no member has */
export function houseRanking(params: Params, call: Call): Result<Reply, ApiFailure> {
  const code = params.get('isscomp_cd');
  const place = MEMBER_FIRMS.findIndex((firm) => Number(firm.code) === Number(code));
  if (place < 0) return err(apiFailure('1517', 'isscomp_cd', '회원사코드가 아닙니다'));
  const isBuy = params.get('trde_tp') === '1';
  const side = isBuy ? 1 : -1;
  const shown = { get: (key: string) => (key === 'isscomp_cd' ? '' : params.get(key)) };
  const rows = filteredQuotes(shown, call, { skipsEnded: params.get('trde_end_elwskip') === '1' })
    .map(({ warrant }) => ({ warrant, ...periodOf(call, warrant, place, Number(params.get('dt'))) }))
    .filter(
      ({ bought, sold, volume }) =>
        (bought - sold) * side > 0 && hasTraded(params.get('trde_qty_tp'), volume),
    )
    .toSorted((a, b) => (b.bought - b.sold - a.bought + a.sold) * side);
  const page = pageOfRows(rows, call.cursor);
  if (!page.ok) return page;
  return ok({
    body: {
      trde_ori_elwnettrde_upper: page.value.rows.map((row) => ({
        stk_cd: row.warrant.symbol,
        stk_nm: row.warrant.name,
        stkpc_flu: formatSigned(row.close - row.base),
        flu_rt: formatSignedPercent(percentChange(row.close, row.base)),
        trde_qty: String(row.volume),
        netprps: formatSigned(row.bought - row.sold),
        buy_trde_qty: formatSigned(row.bought),
        sel_trde_qty: formatSigned(-row.sold),
      })),
    },
    nextCursor: page.value.nextCursor,
  });
}

/** The last `count` days before today of a warrant: its move, its volume and what the member at `place` traded of it. */
function periodOf(call: Call, warrant: Warrant, place: number, count: number) {
  const today = call.world.tradingDate();
  const past = call.market.warrants.days(warrant).filter(({ date }) => date < today);
  const days = past.slice(0, count);
  const close = days[0]?.close ?? 1;
  const base = past[count]?.close ?? days.at(-1)?.open ?? close;
  const sum = { close, base, volume: 0, bought: 0, sold: 0 };
  for (const day of days) {
    const trade = houseTrades(call.market.seed, warrant, day)[place];
    sum.volume += day.volume;
    sum.bought += trade?.bought ?? 0;
    sum.sold += trade?.sold ?? 0;
  }
  return sum;
}
