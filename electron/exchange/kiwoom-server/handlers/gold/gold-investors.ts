import { ok, type Result } from '#shared/domain/result.ts';
import type { KstDate } from '#shared/domain/time.ts';
import {
  INSTITUTION_GROUP,
  groupOfKind,
  type InvestorGroup,
} from '../../../market/participation/investor-kinds.ts';
import {
  addSplit,
  emptySplit,
  minus,
  netAmount,
  netQuantity,
  tradedBy,
  type Split,
  type Traded,
} from '../../../market/participation/split.ts';
import type { ApiFailure } from '../../rest/api-failure.ts';
import { formatHundredMillions, formatSigned } from '../../wording/format.ts';
import type { Call, Params, Reply } from '../handler.ts';
import { averagePrice } from '../participation/amounts.ts';

interface InvestorRow {
  readonly code: string;
  readonly name: string;
  readonly group: InvestorGroup;
}

/** Rows in this order. @source codes and names: KRX, trading by investor; Kiwoom REST API guide, ka10058 `invsr_tp` */
const INVESTORS: readonly InvestorRow[] = [
  { code: '8000', name: '개인', group: groupOfKind('individual') },
  { code: '9000', name: '외국인', group: groupOfKind('foreigner') },
  { code: '9999', name: '기관계', group: INSTITUTION_GROUP },
  { code: '1000', name: '금융투자', group: groupOfKind('financialInvestment') },
  { code: '2000', name: '보험', group: groupOfKind('insurance') },
  { code: '3000', name: '투신', group: groupOfKind('investmentTrust') },
  { code: '3100', name: '사모펀드', group: groupOfKind('privateFund') },
  { code: '4000', name: '은행', group: groupOfKind('bank') },
  { code: '5000', name: '기타금융', group: groupOfKind('otherFinance') },
  { code: '6000', name: '연기금등', group: groupOfKind('pension') },
  { code: '7000', name: '국가', group: groupOfKind('nation') },
  { code: '7100', name: '기타법인', group: groupOfKind('otherCorporation') },
  { code: '9001', name: '내외국인', group: groupOfKind('residentForeigner') },
];

/**
 * ka52301 금현물투자자현황: what each kind of investor did today, in both products together, how much more that is than the day before,
 * and what they have bought on balance since the year began. Thousands of grams, hundreds of millions of won, both cut off.
 */
export function goldInvestors(_params: Params, call: Call): Result<Reply, ApiFailure> {
  const { participation } = call.market.gold;
  const today = call.world.tradingDate();
  const before = participation.tradingDayBefore(today);
  const [now, yesterday] = [splitOf(call, today, today), splitOf(call, before, before)];
  const year = splitOf(call, `${today.slice(0, 4)}0101` as KstDate, today);
  const rows = INVESTORS.map(({ code, name, group }) => {
    const traded = tradedBy(now, group);
    const more = minus(traded, tradedBy(yesterday, group));
    return {
      ...sideFields(traded, more),
      sell_uv: String(averagePrice(traded, 'sell')),
      buy_uv: String(averagePrice(traded, 'buy')),
      stk_nm: name,
      acc_netprps_amt: signedHundredMillions(netAmount(tradedBy(year, group))),
      acc_netprps_qty: signedThousands(netQuantity(tradedBy(year, group))),
      stk_cd: code,
    };
  });
  return ok({ body: { inve_trad_stat: rows } });
}

/** Everybody's trading in both products from one day to another. */
function splitOf(call: Call, from: KstDate, to: KstDate): Split {
  const { investors } = call.market.gold.participation;
  const sum = emptySplit(investors.count);
  for (const { symbol } of call.world.listings) addSplit(sum, investors.period(symbol, 'KRX', from, to));
  return sum;
}

function sideFields(traded: Traded, more: Traded): Record<string, string> {
  return {
    all_dfrt_trst_sell_qty: thousands(traded.sellQuantity),
    sell_qty_irds: signedThousands(more.sellQuantity),
    all_dfrt_trst_sell_amt: formatHundredMillions(traded.sellAmount),
    sell_amt_irds: signedHundredMillions(more.sellAmount),
    all_dfrt_trst_buy_qty: thousands(traded.buyQuantity),
    buy_qty_irds: signedThousands(more.buyQuantity),
    all_dfrt_trst_buy_amt: formatHundredMillions(traded.buyAmount),
    buy_amt_irds: signedHundredMillions(more.buyAmount),
    all_dfrt_trst_netprps_qty: signedThousands(netQuantity(traded)),
    netprps_qty_irds: signedThousands(netQuantity(more)),
    all_dfrt_trst_netprps_amt: signedHundredMillions(netAmount(traded)),
    netprps_amt_irds: signedHundredMillions(netAmount(more)),
  };
}

const thousands = (grams: number) => String(Math.trunc(grams / 1_000));
const signedThousands = (grams: number) => formatSigned(Math.trunc(grams / 1_000));
const signedHundredMillions = (won: number) => formatSigned(Number(formatHundredMillions(won)));
