import { KIWOOM_ORDER_TYPES, KIWOOM_VENUES } from '#shared/catalogue/kiwoom-codes.ts';
import type { OrderTerms, OrderSide, OrderType } from '#shared/domain/order.ts';
import type { BookVenue, Venue } from '#shared/domain/venue.ts';
import type { AccountOrder } from '../../world.ts';

/** Order types that name a price of their own. */
const PRICED: ReadonlySet<OrderType> = new Set<OrderType>([
  'limit',
  'conditionalLimit',
  'stopLimit',
  'offHoursSinglePrice',
]);

export function hasOwnPrice(type: OrderType): boolean {
  return PRICED.has(type);
}

/** 매매구분 where order lists (FID 906, `trde_tp`) do not say what the order form says. @source Kiwoom REST API guide, real-time 00 */
const LIST_TEXTS: Readonly<Partial<Record<OrderType, string>>> = {
  preOpenClosePrice: '장전시간외',
  postCloseClosePrice: '장후시간외',
};

export function orderTypeText({ type, timeInForce }: OrderTerms): string {
  const row = KIWOOM_ORDER_TYPES.find((entry) => entry.type === type && entry.timeInForce === timeInForce);
  return LIST_TEXTS[type] ?? row?.label ?? '';
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
export const VENUE_CODE = Object.fromEntries(
  KIWOOM_VENUES.map(({ venue, queryCode }) => [venue, queryCode]),
) as Readonly<Record<Venue, string>>;

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
