import type { RejectReason } from '../../matching/engine.ts';
import type { ApiFailure } from './api-failure.ts';

/** Refused before the matching engine sees it: an order type that needs a price came without one. */
export type OrderRejectReason = RejectReason | 'PRICE_MISSING';

interface RejectionText {
  readonly code: string;
  readonly text: string;
}

/**
 * How the mock server of the broker words each refusal of an order.
 *
 * @source RC4058, RC4025, RC4027: protocol notes, outer code 20. RC4003, RC4007, RC4032, RC4033, 800033: answers of the mock server
 *   quoted in public client code. The remaining numbers are this exchange's own, because no source gives them.
 */
export const ORDER_REJECTIONS: Readonly<Record<OrderRejectReason, RejectionText>> = {
  SESSION_CLOSED: { code: 'RC4058', text: '모의투자 장종료' },
  INSUFFICIENT_CASH: { code: 'RC4025', text: '모의투자 매수증거금이 부족합니다.' },
  INSUFFICIENT_HOLDING: { code: '800033', text: '모의투자 매도가능수량이 부족합니다.' },
  PRICE_OUTSIDE_LIMITS: { code: 'RC4027', text: '모의투자 상/하한가 오류입니다.' },
  PRICE_OFF_TICK: { code: 'RC4003', text: '모의투자 호가단위 오류입니다.' },
  PRICE_MISSING: { code: 'RC4002', text: '모의투자 주문단가를 확인하세요.' },
  STOP_PRICE_INVALID: { code: 'RC4004', text: '모의투자 스톱가격 오류입니다.' },
  QUANTITY_INVALID: { code: 'RC4005', text: '모의투자 주문수량을 확인하세요.' },
  TYPE_NOT_ALLOWED: { code: 'RC4006', text: '모의투자 해당 시간 또는 종목에 사용할 수 없는 매매구분입니다.' },
  INSTRUMENT_HALTED: { code: 'RC4007', text: '모의투자 매매제한 종목입니다.' },
  NOT_ON_VENUE: { code: 'RC4008', text: '모의투자 해당 거래소에서 거래할 수 없는 종목입니다.' },
  NO_COUNTERPART: { code: 'RC4009', text: '모의투자 상대호가가 없어 주문이 취소되었습니다.' },
  CREDIT_NOT_ALLOWED: { code: 'RC4010', text: '모의투자 신용거래가 불가능한 종목입니다.' },
  UNKNOWN_SYMBOL: { code: 'RC4011', text: '모의투자 종목코드를 확인하세요.' },
  UNKNOWN_ORDER: { code: 'RC4032', text: '모의투자 원주문번호가 존재하지 않습니다.' },
  ORDER_NOT_OPEN: { code: 'RC4033', text: '모의투자 정정/취소할 수량이 없습니다.' },
  QUANTITY_EXCEEDS_LEAVES: { code: 'RC4034', text: '모의투자 정정/취소 가능수량을 초과하였습니다.' },
};

/** Outer code 20 with `[2000](code:text)`, as every refusal of an order comes. */
export function orderRejection(reason: OrderRejectReason): ApiFailure {
  const { code, text } = ORDER_REJECTIONS[reason];
  return { status: 200, returnCode: 20, message: `[2000](${code}:${text})` };
}
