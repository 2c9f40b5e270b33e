import { err, ok, type Result } from '#shared/domain/result.ts';
import { sumFills } from '../../../accounts-history/fill-sums.ts';
import { apiFailure, type ApiFailure } from '../../rest/api-failure.ts';
import { formatPadded } from '../../wording/format.ts';
import { formatColonTime } from '../../wording/kst-text.ts';
import type { Call, Params, Reply } from '../handler.ts';
import { isinOf } from './isin.ts';
import { averageOf, historyOf, nameOf, pageOfRows, readOptionalSymbol } from './period.ts';
import { ledgerOf, type Transaction } from './transactions.ts';

type Kind = Transaction['kind'];
const PAYMENTS: readonly Kind[] = ['deposit', 'withdrawal'];

/** What each `tp` shows; a code that is not here asks for what a cash account in won never does. @source Kiwoom REST API guide, kt00015 */
const KINDS_SHOWN: Readonly<Record<string, readonly Kind[]>> = {
  '0': [...PAYMENTS, 'buy', 'sell', 'other'],
  '1': PAYMENTS,
  '3': ['buy', 'sell'],
  '4': ['buy'],
  '5': ['sell'],
  '6': ['deposit'],
  '7': ['withdrawal'],
  M: PAYMENTS,
};

/**
 * kt00015 위탁종합거래내역: every line of the account's ledger in a period, oldest first.
 *
 * Trades stand on the day they settle. A single exchange (`dmst_stex_tp`) or kind of goods (`gds_tp`) leaves payments out, which belong
 * to neither; another currency than won, a foreign exchange or goods that are not traded here leave nothing.
 */
export function transactionHistory(params: Params, call: Call): Result<Reply, ApiFailure> {
  const [from, to] = [params.get('strt_dt'), params.get('end_dt')];
  if (from > to) return err(apiFailure('1517', 'end_dt', '종료일자가 시작일자보다 빠릅니다'));
  const fits = lineFilter(params, call);
  if (!fits.ok) return fits;
  const lines = ledgerOf(historyOf(call)).filter(
    (line) => line.date >= from && line.date <= to && fits.value(line),
  );
  const paged = pageOfRows(lines, ({ date, number }) => `${date}.${number}`, call.cursor);
  if (!paged.ok) return paged;
  return ok({
    body: {
      acnt_no: call.customer.accountNumber,
      trst_ovrl_trde_prps_array: paged.value.page.map((line) => lineRow(line, call)),
    },
    message: '조회가 완료되었습니다',
    nextCursor: paged.value.nextCursor,
  });
}

function lineFilter(params: Params, call: Call): Result<(line: Transaction) => boolean, ApiFailure> {
  const symbol = readOptionalSymbol(params, call);
  if (!symbol.ok) return symbol;
  const kinds = KINDS_SHOWN[params.get('tp')] ?? [];
  const [goods, venue] = [params.get('gds_tp'), params.get('dmst_stex_tp')];
  const isHere = ['', 'KRW'].includes(params.get('crnc_cd')) && params.get('frgn_stex_code') === '';
  return ok(
    (line) =>
      isHere &&
      kinds.includes(line.kind) &&
      (goods === '0' || (goods === '1' && line.trade !== null)) &&
      (venue === '%' || line.venue === venue) &&
      (symbol.value === null || line.trade?.symbol === symbol.value),
  );
}

const won = (value: number) => formatPadded(value, 15);
const none = (...keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, won(0)]));
const FOREIGN = Object.fromEntries(
  [
    ...['fc_trde_amt', 'fc_exct_amt', 'fc_trde_tax', 'fc_entra', 'fc_cmsn', 'fc_dly_sum', 'frgn_pay_txam'],
    'fc_uncl_ocr',
  ].map((key) => [key, '0.00']),
);
const BLANK = Object.fromEntries(
  ['loan_dt', 'uncl_ocr', 'rpym_sum', 'rcpy_no', 'trde_stle', 'rpym_sum_fr'].map((key) => [key, '']),
);

const WORDS: Readonly<Record<Kind, Readonly<Record<string, string>>>> = {
  sell: words('장내매도', '9', '매매', '1', '매도', '11'),
  buy: words('장내매수', '9', '매매', '2', '매수', '12'),
  deposit: words('이체입금', '1', '입출금', '3', '입금', '01'),
  withdrawal: words('이체출금', '1', '입출금', '4', '출금', '02'),
  other: words('결제', '9', '매매', '5', '결제', '19'),
};

function words(remark: string, type: string, typeName: string, io: string, ioName: string, entry: string) {
  return {
    rmrk_nm: remark,
    trde_ocr_tp: type,
    trde_kind_nm: typeName,
    io_tp: io,
    io_tp_nm: ioName,
    trde_prtc_tp: entry,
  };
}

function lineRow(line: Transaction, call: Call): Record<string, string> {
  const { trade } = line;
  const sums = sumFills(trade?.fills ?? []);
  const shares = sums.boughtQuantity + sums.soldQuantity;
  const traded = sums.bought + sums.sold;
  const commission = sums.buyCommission + sums.sellCommission;
  return {
    ...none('loan_amt_rpya', 'rpy_diffa', 'dly_sum', 'int_ls_usfe', 'incm_resi_tax'),
    ...FOREIGN,
    ...BLANK,
    ...WORDS[line.kind],
    trde_dt: line.date,
    trde_no: formatPadded(line.number, 9),
    crd_deal_tp_nm: trade === null ? '' : '보통매매',
    exct_amt: won(Math.abs(line.amount)),
    entra_remn: won(line.balance),
    crnc_cd: 'KRW',
    stk_nm: trade === null ? '' : nameOf(call, trade.symbol),
    trde_amt: won(trade === null ? Math.abs(line.amount) : traded),
    trde_agri_tax: won(sums.tax),
    mdia_tp_nm: trade === null ? '온라인' : 'REST API',
    orig_deal_no: formatPadded(0, 9),
    stk_cd: trade === null ? '' : `A${trade.symbol}`,
    trde_qty_jwa_cnt: String(shares),
    cmsn: won(commission),
    vlbl_nowrm: String(line.heldAfter),
    proc_tm: formatColonTime(line.at),
    isin_cd: trade === null ? '' : isinOf(trade.symbol),
    stex_cd: line.venue === null ? '' : { KRX: '1', NXT: '2' }[line.venue],
    stex_nm: line.venue ?? '',
    trde_unit: String(averageOf(traded, shares)),
    cntr_dt: trade?.day.date ?? line.date,
    prcsr: 'DAILY',
    proc_brch: '온라인',
    txon_base_pric: '0',
    tax_sum_cmsn: won(commission + sums.tax),
    rcpmnyer: line.kind === 'deposit' ? '모의계좌' : '',
  };
}
