import { ok } from '#shared/domain/result.ts';
import {
  INSTITUTION_GROUP,
  INVESTOR_KINDS,
  groupOfKind,
  type InvestorGroup,
} from '../../../market/participation/investor-kinds.ts';
import type { Sector } from '../../../market/indices/sectors.ts';
import { addSplit, emptySplit, tradedBy, type Split } from '../../../market/participation/split.ts';
import { directionCode, formatSigned, percentChange } from '../../wording/format.ts';
import { forCustomer, type Call, type HandlerTable } from '../handler.ts';
import { IN_MILLIONS, valueOf } from './amounts.ts';
import { endOfDay, readPeriod, type Period } from './days.ts';
import { pageOfRows } from './row-page.ts';
import { scopeOfVenue } from '../../wording/symbol-code.ts';

/** @source Kiwoom REST API guide, ka10051 */
const FIELDS: Readonly<Record<string, InvestorGroup>> = {
  sc_netprps: groupOfKind('financialInvestment'),
  insrnc_netprps: groupOfKind('insurance'),
  invtrt_netprps: groupOfKind('investmentTrust'),
  bank_netprps: groupOfKind('bank'),
  jnsinkm_netprps: groupOfKind('otherFinance'),
  endw_netprps: groupOfKind('pension'),
  etc_corp_netprps: groupOfKind('otherCorporation'),
  ind_netprps: groupOfKind('individual'),
  frgnr_netprps: groupOfKind('foreigner'),
  native_trmt_frgnr_netprps: groupOfKind('residentForeigner'),
  natn_netprps: groupOfKind('nation'),
  samo_fund_netprps: groupOfKind('privateFund'),
  orgn_netprps: INSTITUTION_GROUP,
};

/** Who traded the members of a sector in a period. */
export function sectorSplit(call: Call, sector: Sector, scopeCode: string, { from, to }: Period): Split {
  const sum = emptySplit(INVESTOR_KINDS.length);
  for (const { symbol } of sector.members) {
    addSplit(sum, call.market.participation.investors.period(symbol, scopeOfVenue(scopeCode), from, to));
  }
  return sum;
}

/** ka10051 업종별투자자순매수요청: every sector of a market; each is the sum of its stocks. */
const bySector = forCustomer((params, call) => {
  const market = params.get('mrkt_tp');
  const { to } = readPeriod(call, '', params.get('base_dt'));
  const measure = params.get('amt_qty_tp') === '0' ? IN_MILLIONS : { of: 'quantity' as const, unit: 1_000 };
  const sectors = call.market.indices.sectors.filter((sector) => sector.market === market);
  const page = pageOfRows(sectors, call.cursor);
  if (!page.ok) return page;
  const rows = page.value.rows.map((sector) => {
    const split = sectorSplit(call, sector, params.get('stex_tp'), { from: to, to });
    const [bar, before] = call.market.indices.bars(sector, { unit: 'day' }, endOfDay(to), 2);
    const level = bar?.close ?? 0;
    const base = before?.close ?? bar?.open ?? 0;
    const numbers = Object.entries(FIELDS).map(([field, group]) => [
      field,
      formatSigned(valueOf(tradedBy(split, group), 'net', measure)),
    ]);
    return {
      inds_cd: `${sector.code}${SECTOR_SUFFIXES[params.get('stex_tp')] ?? ''}`,
      inds_nm: sector.name,
      cur_prc: formatSigned(level >= base ? level : -level),
      pre_smbol: directionCode(level, base),
      pred_pre: formatSigned(level - base),
      flu_rt: formatSigned(base === 0 ? 0 : Math.round(percentChange(level, base) * 100)),
      trde_qty: String(Math.trunc(tradedBy(split).buyQuantity / 1_000)),
      ...Object.fromEntries(numbers),
    };
  });
  return ok({ body: { inds_netprps: rows }, nextCursor: page.value.nextCursor });
});

/** How the guide's example writes a sector on an exchange: `001_AL`. */
const SECTOR_SUFFIXES: Readonly<Record<string, string>> = { '1': '', '2': '_NX', '3': '_AL' };

export const SECTOR_INVESTOR_HANDLERS: HandlerTable = { ka10051: bySector };
