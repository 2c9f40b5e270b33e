import type { CreditPower } from '../../broker.ts';
import type { Funding } from '#shared/domain/funding.ts';
import { CASH } from '#shared/domain/funding.ts';
import type { Result } from '#shared/domain/result.ts';
import type { KstDate } from '#shared/domain/time.ts';
import { isKstDate } from '#shared/domain/time.ts';
import type { AnswerBody } from '../../../transport/broker-call.ts';
import { FieldReader } from './field-reader.ts';

/** Words and codes of 신용구분 that stand for no loan. @source Kiwoom REST API guide, real-time 00 and kt00007 */
const NO_CREDIT: ReadonlySet<string> = new Set(['00', '0', '현금', '현금매매', '보통', '보통매매']);

/**
 * Reads whose money an order uses out of 신용구분 and 대출일; null when the broker does not say.
 *
 * Codes differ between its lists (03 자기융자, 33 융자, 99 융자합), so whatever is not cash counts as a loan. Shares that the broker
 * lent (대주) would read so too; the desk places no such order.
 */
export function parseFunding(code: string, loanDate: string): Funding | null {
  if (code === '') return null;
  return NO_CREDIT.has(code) ? CASH : { kind: 'marginLoan', loanDate: parseLoanDate(loanDate) };
}

/** Eight zeros, or nothing, where there is no date. */
export function parseLoanDate(text: string): KstDate | null {
  return isKstDate(text) ? text : null;
}

const RATE_CLASSES = [30, 40, 50, 60] as const;

/**
 * Reads kt00012. The rate of the instrument is in the name of its class ("45%"); the amounts are told for four rates only. Of the
 * rates between, the lower one's amount is the most that can be lent: the account's own money, checked apart, is the finer bound.
 */
export function parseCreditPower(body: AnswerBody): Result<CreditPower> {
  const reader = new FieldReader(body);
  const rate = Number(/(\d{1,3})\s*%/.exec(reader.text('stk_assr_rt_nm'))?.[1] ?? Number.NaN);
  const guaranteeRate = rate > 0 && rate <= 100 ? rate : null;
  const rateClass = RATE_CLASSES.findLast((each) => each <= (guaranteeRate ?? 0)) ?? 30;
  return reader.finish({ guaranteeRate, orderableAmount: reader.money(`assr_${rateClass}ord_alow_amt`) });
}
