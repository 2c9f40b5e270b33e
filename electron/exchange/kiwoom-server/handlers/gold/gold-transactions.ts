import { err, ok, type Result } from '#shared/domain/result.ts';
import { tradedOf } from '../../../accounts-history/fill-sums.ts';
import { goldLedgerOf, taxWithin, type GoldTransaction } from '../../../market/gold/gold-ledger.ts';
import { apiFailure, type ApiFailure } from '../../rest/api-failure.ts';
import { formatPadded } from '../../wording/format.ts';
import { formatColonTime } from '../../wording/kst-text.ts';
import { historyOf, nameOf, pageOfRows } from '../account/period.ts';
import { QUERY_DONE, type Call, type Params, type Reply } from '../handler.ts';
import { readOptionalGold } from './gold-call.ts';

type Kind = GoldTransaction['kind'];

/** What each `tp` shows. Bars are never taken out of this account (출고). @source Kiwoom REST API guide, kt50032 */
const KINDS_SHOWN: Readonly<Record<string, readonly Kind[]>> = {
  '': ['deposit', 'withdrawal', 'buy', 'sell'],
  '0': ['deposit', 'withdrawal', 'buy', 'sell'],
  '1': ['deposit', 'withdrawal'],
  '2': [],
  '3': ['buy', 'sell'],
  '4': ['buy'],
  '5': ['sell'],
  '6': ['deposit'],
  '7': ['withdrawal'],
};

const REMARKS: Readonly<Record<Kind, string>> = {
  buy: '금현물매수',
  sell: '금현물매도',
  deposit: '이체입금',
  withdrawal: '이체출금',
};

/** kt50032 금현물 거래내역조회: the ledger of a period, oldest first. Without dates it begins with the account and ends today. */
export function goldTransactions(params: Params, call: Call): Result<Reply, ApiFailure> {
  const [from, to] = [params.get('strt_dt'), params.get('end_dt')];
  if (from !== '' && to !== '' && from > to) {
    return err(apiFailure('1517', 'end_dt', '종료일자가 시작일자보다 빠릅니다'));
  }
  const symbol = readOptionalGold(params, call);
  if (!symbol.ok) return symbol;
  const kinds = KINDS_SHOWN[params.get('tp')] ?? [];
  const lines = goldLedgerOf(historyOf(call)).filter(
    (line) =>
      line.date >= from &&
      (to === '' || line.date <= to) &&
      kinds.includes(line.kind) &&
      (symbol.value === null || line.fill?.symbol === symbol.value),
  );
  const paged = pageOfRows(lines, ({ date, number }) => `${date}.${number}`, call.cursor);
  if (!paged.ok) return paged;
  return ok({
    body: {
      acnt_print: call.customer.accountNumber,
      gold_trde_hist: paged.value.page.map((line) => lineRow(line, call)),
    },
    message: QUERY_DONE,
    nextCursor: paged.value.nextCursor,
  });
}

const won = (value: number) => formatPadded(value, 15);

function lineRow(line: GoldTransaction, call: Call): Record<string, string> {
  const { fill } = line;
  const commission = fill?.commission ?? 0;
  const tax = taxWithin(commission);
  return {
    deal_dt: line.date,
    deal_no: formatPadded(line.number, 9),
    rmrk_nm: REMARKS[line.kind],
    deal_qty: padded(fill?.quantity ?? 0),
    gold_spot_vat: won(tax),
    exct_amt: won(Math.abs(line.amount)),
    dly_sum: won(0),
    entra_remn: won(line.balance),
    mdia_nm: fill === null ? '온라인' : 'REST API',
    orig_deal_no: formatPadded(0, 9),
    stk_nm: fill === null ? '' : nameOf(call, fill.symbol),
    uv_exrt: String(fill?.price ?? 0),
    cmsn: won(commission - tax),
    uncl_ocr: won(0),
    rpym_sum: won(0),
    spot_remn: padded(line.heldAfter),
    proc_time: formatColonTime(line.at),
    rcpy_no: '',
    stk_cd: fill?.symbol ?? '',
    deal_amt: won(fill === null ? Math.abs(line.amount) : tradedOf(fill)),
    tax_tot_amt: won(0),
    cntr_dt: line.date,
    proc_brch_nm: '온라인',
    prcsr: 'DAILY',
  };
}

const padded = (grams: number) => formatPadded(grams, 12);
