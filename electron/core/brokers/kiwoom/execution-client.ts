import { kiwoomOrderTypeCode } from '#shared/catalogue/kiwoom-codes.ts';
import type { ErrorContext, HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { OrderIntent } from '#shared/domain/order.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { KstDate } from '#shared/domain/time.ts';
import type { Venue } from '#shared/domain/venue.ts';
import type { ListenerSet } from '../../listener-set.ts';
import type { AnswerBody } from '../../transport/broker-call.ts';
import { fetchAllPages } from '../../transport/paging.ts';
import { outcomeUnknown } from '../../transport/request-errors.ts';
import type {
  BrokerFill,
  BrokerOrder,
  ExecutionClient,
  ExecutionReport,
  LastCheck,
  OrderAck,
  PageCursor,
} from '../broker.ts';
import { PRICED_TYPES } from './capabilities.ts';
import type { KiwoomOrderKey } from './order-handle.ts';
import { parseOrderHandle } from './order-handle.ts';
import type { KstDay } from './parse/kst-stamp.ts';
import {
  mergeOrders,
  parseFills,
  parseOpenOrders,
  parseOrderAck,
  parseOrderHistory,
  totalPerOrder,
} from './parse/orders.ts';
import type { RawClient, RequestBody } from './raw-client.ts';

export interface ExecutionParts {
  readonly raw: RawClient;
  readonly day: KstDay;
  readonly maxPages: number;
  readonly reports: ListenerSet<ExecutionReport>;
}

/**
 * Orders at Kiwoom.
 *
 * Which query tells the truth about what:
 * - every request of the day, amends and cancels and their rejection: kt00007
 * - whether an amend or cancel took effect: its own row in kt00007 (confirmed quantity), and the original's remainder
 * - what still works, and an order's stop price and routing: ka10075
 * - fees: ka10076, per order
 */
export function createExecutionClient({ raw, day, maxPages, reports }: ExecutionParts): ExecutionClient {
  /** Sends a command; an answer that proves nothing about it leaves its outcome unknown. */
  async function send(
    api: 'kt10000' | 'kt10001' | 'kt10002' | 'kt10003',
    venue: Venue,
    body: RequestBody,
    onSent: () => void,
    lastCheck?: LastCheck,
  ): Promise<Result<OrderAck>> {
    const answer = await raw.command(api, body, onSent, lastCheck);
    if (!answer.ok) return answer;
    const ack = parseOrderAck(answer.value, venue);
    return ack.ok ? ack : err(outcomeUnknown(ack.error));
  }

  function fetchPages<T>(
    api: 'kt00007' | 'ka10075' | 'ka10076',
    body: RequestBody,
    parse: (body: AnswerBody, day: KstDay) => Result<readonly T[]>,
  ): Promise<Result<readonly T[]>> {
    return fetchAllPages(async (cursor) => {
      const page = await raw.read(api, body, cursor);
      if (!page.ok) return page;
      const items = parse(page.value.body, day);
      return items.ok ? ok({ items: items.value, next: page.value.nextKey as PageCursor | null }) : items;
    }, maxPages);
  }

  const fetchHistory = () => fetchPages<BrokerOrder>('kt00007', historyOf(day.today()), parseOrderHistory);
  const fetchOpenOrders = () => fetchPages<BrokerOrder>('ka10075', OPEN_ORDERS, parseOpenOrders);

  return {
    async placeOrder(intent, onSent, lastCheck) {
      const body = buildOrder(intent);
      if (!body.ok) return body;
      return send(intent.side === 'buy' ? 'kt10000' : 'kt10001', intent.venue, body.value, onSent, lastCheck);
    },

    async amendOrder(handle, order, change, onSent, lastCheck) {
      const key = parseOrderHandle(handle);
      if (key === null) return err(foreignHandle());
      // The request has no order type: without a price there is nothing to amend to.
      if (change.price === null) return err(missing('PRICE_REQUIRED', 'an amend names a price'));
      const body = {
        ...target(key, order),
        mdfy_qty: String(change.quantity),
        mdfy_uv: String(change.price),
        mdfy_cond_uv: change.stopPrice === null ? '' : String(change.stopPrice),
      };
      return send('kt10002', key.venue, body, onSent, lastCheck);
    },

    async cancelOrder(handle, order, onSent) {
      const key = parseOrderHandle(handle);
      if (key === null) return err(foreignHandle());
      return send('kt10003', key.venue, { ...target(key, order), cncl_qty: ALL_THAT_REMAINS }, onSent);
    },

    async fetchOrders() {
      // Open orders first: what happens between the two queries is then in the later answer, the history.
      const open = await fetchOpenOrders();
      if (!open.ok) return open;
      const history = await fetchHistory();
      return history.ok ? ok(mergeOrders(history.value, open.value)) : history;
    },

    fetchOpenOrders,

    async fetchFills() {
      const fills = await fetchPages<BrokerFill>('ka10076', FILLS, parseFills);
      return fills.ok ? ok(totalPerOrder(fills.value)) : fills;
    },

    onReport: (listener) => reports.add(listener),
  };
}

const ALL_THAT_REMAINS = '0';

/** All instruments, both sides, all venues. */
const OPEN_ORDERS: RequestBody = { all_stk_tp: '0', trde_tp: '0', stk_cd: '', stex_tp: '0' };
const FILLS: RequestBody = { stk_cd: '', qry_tp: '0', sell_tp: '0', ord_no: '', stex_tp: '0' };

/** Oldest first, shares only, both sides, all instruments and venues. */
const historyOf = (date: KstDate): RequestBody => ({
  ord_dt: date,
  qry_tp: '1',
  stk_bond_tp: '1',
  sell_tp: '0',
  stk_cd: '',
  fr_ord_no: '',
  dmst_stex_tp: '%',
});

function buildOrder(intent: OrderIntent): Result<RequestBody> {
  const code = kiwoomOrderTypeCode(intent.type, intent.timeInForce);
  if (code === null) {
    const detail = `${intent.type} ${intent.timeInForce} has no code`;
    return err(missing('TYPE_NOT_OFFERED', detail, { venue: intent.venue }));
  }
  const isPriced = PRICED_TYPES.has(intent.type);
  if (isPriced && intent.price === null)
    return err(missing('PRICE_REQUIRED', `${intent.type} needs a price`));
  const isStop = intent.type === 'stopLimit';
  if (isStop && intent.stopPrice === null)
    return err(missing('STOP_PRICE_REQUIRED', 'a stop needs its trigger'));
  return ok({
    dmst_stex_tp: intent.venue,
    stk_cd: intent.symbol,
    ord_qty: String(intent.quantity),
    ord_uv: isPriced ? String(intent.price) : '',
    trde_tp: code,
    cond_uv: isStop ? String(intent.stopPrice) : '',
  });
}

const target = (key: KiwoomOrderKey, order: OrderIntent): RequestBody => ({
  dmst_stex_tp: key.venue,
  orig_ord_no: key.orderNumber,
  stk_cd: order.symbol,
});

const missing = (code: string, detail: string, context: ErrorContext = {}): HogaError =>
  hogaError('validation', code, `${detail}; not sent`, context);

const foreignHandle = () => missing('ORDER_HANDLE_UNKNOWN', 'the order handle is not one of this broker');
