import type { OrderIntent, OrderSide, OrderType, TimeInForce } from '#shared/domain/order.ts';
import type { BookVenue, Venue } from '#shared/domain/venue.ts';
import type { AccountOrder } from '../../world.ts';

interface OrderTypeRow {
  readonly code: string;
  readonly type: OrderType;
  readonly timeInForce: TimeInForce;
  readonly text: string;
  /** Whether the order names a price of its own. */
  readonly hasPrice: boolean;
}

const row = (
  code: string,
  type: OrderType,
  timeInForce: TimeInForce,
  text: string,
  hasPrice: boolean,
): OrderTypeRow => ({ code, type, timeInForce, text, hasPrice });

/**
 * `trde_tp` of the order calls and its texts (매매구분, FID 906).
 * @source Kiwoom REST API guide, kt10000 `trde_tp` and real-time 00 field 906
 */
export const ORDER_TYPE_ROWS: readonly OrderTypeRow[] = [
  row('0', 'limit', 'day', '보통', true),
  row('3', 'market', 'day', '시장가', false),
  row('5', 'conditionalLimit', 'day', '조건부지정가', true),
  row('6', 'bestCounter', 'day', '최유리지정가', false),
  row('7', 'bestSame', 'day', '최우선지정가', false),
  row('10', 'limit', 'ioc', '보통(IOC)', true),
  row('13', 'market', 'ioc', '시장가(IOC)', false),
  row('16', 'bestCounter', 'ioc', '최유리(IOC)', false),
  row('20', 'limit', 'fok', '보통(FOK)', true),
  row('23', 'market', 'fok', '시장가(FOK)', false),
  row('26', 'bestCounter', 'fok', '최유리(FOK)', false),
  row('28', 'stopLimit', 'day', '스톱지정가', true),
  row('29', 'midpoint', 'day', '중간가', false),
  row('30', 'midpoint', 'ioc', '중간가(IOC)', false),
  row('31', 'midpoint', 'fok', '중간가(FOK)', false),
  row('61', 'preOpenClosePrice', 'day', '장전시간외', false),
  row('62', 'offHoursSinglePrice', 'day', '시간외단일가', true),
  row('81', 'postCloseClosePrice', 'day', '장후시간외', false),
];

const BY_CODE = new Map(ORDER_TYPE_ROWS.map((entry) => [entry.code, entry]));
const TEXT_BY_TYPE = new Map(
  ORDER_TYPE_ROWS.map((entry) => [`${entry.type}/${entry.timeInForce}`, entry.text]),
);

export function orderTypeOf(code: string): OrderTypeRow | null {
  return BY_CODE.get(code) ?? null;
}

export function orderTypeText(intent: OrderIntent): string {
  return TEXT_BY_TYPE.get(`${intent.type}/${intent.timeInForce}`) ?? '';
}

const SIDE_TEXT: Readonly<Record<OrderSide, string>> = { buy: '매수', sell: '매도' };
const SIDE_SIGN: Readonly<Record<OrderSide, string>> = { buy: '+', sell: '-' };

/** 1 매도, 2 매수. */
export const SIDE_CODE: Readonly<Record<OrderSide, string>> = { sell: '1', buy: '2' };

export function sideText(side: OrderSide): string {
  return SIDE_TEXT[side];
}

/** 주문구분 (FID 905, `io_tp_nm`): `+매수`, `-매도정정`, `매수취소`; the sign is the colour of the broker's own screens. */
export function orderKindText(order: AccountOrder): string {
  const { side } = order.intent;
  if (order.kind === 'cancel') return `${SIDE_TEXT[side]}취소`;
  return `${SIDE_SIGN[side]}${SIDE_TEXT[side]}${order.kind === 'amend' ? '정정' : ''}`;
}

/** 거래소구분: 0 통합, 1 KRX, 2 NXT. */
export const VENUE_CODE: Readonly<Record<Venue, string>> = { SOR: '0', KRX: '1', NXT: '2' };

export interface VenueWords {
  readonly stex_tp: string;
  readonly stex_tp_txt: string;
  readonly sor_yn: string;
}

/** Exchange fields of an order row; an order sent to SOR reads `0`, `SOR`, `Y` wherever it was routed. */
export function venueWords(venue: Venue): VenueWords {
  return { stex_tp: VENUE_CODE[venue], stex_tp_txt: venue, sor_yn: venue === 'SOR' ? 'Y' : 'N' };
}

/** Whether an order belongs to the exchange a query asks for: `0` all, `1` KRX, `2` NXT, by where it was routed. */
export function matchesVenueCode(routed: BookVenue, code: string): boolean {
  return code === '0' || VENUE_CODE[routed] === code;
}
