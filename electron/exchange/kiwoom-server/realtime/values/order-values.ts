import type { WorldEvent, World } from '../../../world.ts';
import { orderCredit } from '../../wording/credit-words.ts';
import { formatOrderNumber, formatPrice } from '../../wording/format.ts';
import { formatTime } from '../../wording/kst-text.ts';
import { orderKindText, orderTypeText, SIDE_CODE, venueWords } from '../../wording/order-words.ts';
import { createQuoteWords } from '../../wording/quote-words.ts';
import { ORDER_REJECTIONS } from '../../rest/rejections.ts';
import type { RealtimeValues } from '../hub.ts';

export type OrderEvent = Extract<WorldEvent, { type: 'order' }>;

/** 주문상태 (FID 913). An expired order reads as canceled: the broker has no word of its own for it. */
const STATE_TEXT: Readonly<Record<OrderEvent['change'], string>> = {
  accepted: '접수',
  filled: '체결',
  confirmed: '확인',
  canceled: '취소',
  expired: '취소',
  rejected: '거부',
};

/**
 * Type 00 주문체결. Fill fields are empty unless the message is a fill; 911 adds up over the order's fills, 914 and 915 are this fill.
 * @source Kiwoom REST API guide, real-time 00; 911 as clients of the real server read it
 */
export function orderValues(world: World, event: OrderEvent): RealtimeValues {
  const { order, fill } = event;
  const { intent, routedVenue } = order;
  const day = world.day(intent.symbol, routedVenue);
  const { signed } = createQuoteWords(day);
  const book = world.book(intent.symbol, routedVenue);
  const venue = venueWords(intent.venue);
  const credit = orderCredit(order);
  return {
    '9201': order.accountId,
    '9203': formatOrderNumber(order.number),
    '9205': '',
    '9001': intent.symbol,
    '912': 'JJ',
    '913': STATE_TEXT[event.change],
    '302': world.listing(intent.symbol)?.name ?? '',
    '900': String(intent.quantity),
    '901': formatPrice(intent.price),
    '902': String(order.leaves),
    '903': String(order.filledTurnover),
    '904': formatOrderNumber(order.originalNumber),
    '905': orderKindText(order),
    '906': orderTypeText(intent),
    '907': SIDE_CODE[intent.side],
    '908': formatTime(event.at),
    '909': fill === null ? '' : String(fill.fillNumber),
    '910': fill === null ? '' : String(fill.price),
    '911': fill === null ? '' : String(order.filled),
    '10': signed(day.lastPrice),
    '27': signed(book.asks[0]?.price ?? null),
    '28': signed(book.bids[0]?.price ?? null),
    '914': fill === null ? '' : String(fill.price),
    '915': fill === null ? '' : String(fill.quantity),
    '938': String(order.commission),
    '939': String(order.tax),
    '919': order.rejectReason === null ? '0' : ORDER_REJECTIONS[order.rejectReason].text,
    '920': '',
    '921': '',
    '922': credit.code,
    '923': credit.date,
    '10010': '',
    '2134': venue.stex_tp,
    '2135': venue.stex_tp_txt,
    '2136': venue.sor_yn,
  };
}
