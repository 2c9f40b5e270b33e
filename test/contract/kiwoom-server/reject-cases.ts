import type { RejectReason } from '#electron/exchange/matching/engine.ts';
import type { KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import type { KiwoomExchange } from '#test/support/kiwoom-exchange.ts';
import { amend, cancel, order } from './trading-scenario.ts';

/** A request that the market refuses, and the words of the refusal. */
export interface RejectCase {
  readonly reason: RejectReason | 'PRICE_MISSING';
  readonly id: KiwoomApiId;
  readonly request: Readonly<Record<string, string>>;
  readonly before?: (exchange: KiwoomExchange) => void;
  readonly message: string;
}

const buy = (changes: Readonly<Record<string, string>>) => ({
  id: 'kt10000' as const,
  request: order(changes),
});
const placeTen = (exchange: KiwoomExchange) => {
  exchange.call('kt10000', order());
};

export const REJECT_CASES: readonly RejectCase[] = [
  { reason: 'PRICE_MISSING', ...buy({ ord_uv: '' }), message: 'RC4002:모의투자 주문단가를 확인하세요.' },
  { reason: 'PRICE_OFF_TICK', ...buy({ ord_uv: '67050' }), message: 'RC4003:모의투자 호가단위 오류입니다.' },
  {
    reason: 'STOP_PRICE_INVALID',
    ...buy({ trde_tp: '28', ord_uv: '68000', cond_uv: '' }),
    message: 'RC4004:모의투자 스톱가격 오류입니다.',
  },
  { reason: 'QUANTITY_INVALID', ...buy({ ord_qty: '0' }), message: 'RC4005:모의투자 주문수량을 확인하세요.' },
  {
    reason: 'INSTRUMENT_HALTED',
    ...buy({ stk_cd: '000660', ord_uv: '201500' }),
    message: 'RC4007:모의투자 매매제한 종목입니다.',
  },
  {
    reason: 'NOT_ON_VENUE',
    ...buy({ stk_cd: '069500', ord_uv: '35000', dmst_stex_tp: 'NXT' }),
    message: 'RC4008:모의투자 해당 거래소에서 거래할 수 없는 종목입니다.',
  },
  {
    reason: 'INSUFFICIENT_CASH',
    ...buy({ ord_qty: '2000', ord_uv: '68000' }),
    message: 'RC4025:모의투자 매수증거금이 부족합니다.',
  },
  {
    reason: 'INSUFFICIENT_HOLDING',
    id: 'kt10001',
    request: order(),
    message: '800033:모의투자 매도가능수량이 부족합니다.',
  },
  {
    reason: 'PRICE_OUTSIDE_LIMITS',
    ...buy({ ord_uv: '100000' }),
    message: 'RC4027:모의투자 상/하한가 오류입니다.',
  },
  {
    reason: 'UNKNOWN_ORDER',
    id: 'kt10003',
    request: cancel('0000077', {}),
    message: 'RC4032:모의투자 원주문번호가 존재하지 않습니다.',
  },
  {
    reason: 'UNKNOWN_ORDER',
    id: 'kt10002',
    request: amend('0000001', { stk_cd: '035720', mdfy_uv: '41000' }),
    before: placeTen,
    message: 'RC4032:모의투자 원주문번호가 존재하지 않습니다.',
  },
  {
    reason: 'ORDER_NOT_OPEN',
    id: 'kt10003',
    request: cancel('0000001', {}),
    before: (exchange) => {
      placeTen(exchange);
      exchange.call('kt10003', cancel('0000001', {}));
    },
    message: 'RC4033:모의투자 정정/취소할 수량이 없습니다.',
  },
  {
    reason: 'QUANTITY_EXCEEDS_LEAVES',
    id: 'kt10002',
    request: amend('0000001', { mdfy_qty: '11' }),
    before: placeTen,
    message: 'RC4034:모의투자 정정/취소 가능수량을 초과하였습니다.',
  },
];
