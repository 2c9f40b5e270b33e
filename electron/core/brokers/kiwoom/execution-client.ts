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
  OnSent,
  OrderAck,
  PageCursor,
} from '../broker.ts';
import type { GoldOrders } from './gold-orders.ts';
import { isGold } from './gold.ts';
import { readResult } from './errors.ts';
import type { KiwoomOrderKey } from './order-handle.ts';
import { parseOrderHandle } from './order-handle.ts';
import type { OrderRequest } from './order-requests.ts';
import { amendRequest, cancelRequest, familyOf, notSent, placeRequest } from './order-requests.ts';
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
  /** Null where no gold is traded. */
  readonly gold: GoldOrders | null;
}

/**
 * Orders at Kiwoom.
 *
 * Which query tells the truth about what:
 * - every request of the day, amends and cancels and their rejection: kt00007
 * - whether an amend or cancel took effect: its own row in kt00007 (confirmed quantity), and the original's remainder
 * - what still works, and an order's stop price and routing: ka10075
 * - fees: ka10076, per order
 * - gold, which none of these lists: kt50031
 */
export function createExecutionClient({
  raw,
  day,
  maxPages,
  reports,
  gold,
}: ExecutionParts): ExecutionClient {
  /** Sends a command; an answer that proves nothing about it leaves its outcome unknown. */
  async function send(
    { api, family, body }: OrderRequest,
    venue: Venue,
    onSent: OnSent,
    lastCheck?: LastCheck,
  ): Promise<Result<OrderAck>> {
    if (family === 'gold') gold?.expect();
    const answer = await raw.command(api, body, onSent, lastCheck);
    if (!answer.ok) return answer;
    const ack = parseOrderAck(answer.value, venue, family);
    if (!ack.ok) return err(outcomeUnknown(ack.error));
    const { returnCode, message } = readResult(answer.value);
    return ok({ ...ack.value, answer: { code: String(returnCode), text: message } });
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
  const fetchGoldOrders = async () => (gold === null ? ok([]) : gold.fetchOrders());

  return {
    async placeOrder(intent, onSent, lastCheck) {
      const request = placeRequest(intent);
      if (!request.ok) return request;
      return send(request.value, intent.venue, onSent, lastCheck);
    },

    async amendOrder(handle, order, change, onSent, lastCheck) {
      const key = parseOrderHandle(handle);
      if (key === null) return err(foreignHandle());
      const request = amendRequest(familiar(key, order), order, change);
      if (!request.ok) return request;
      return send(request.value, key.venue, onSent, lastCheck);
    },

    async cancelOrder(handle, order, onSent) {
      const key = parseOrderHandle(handle);
      if (key === null) return err(foreignHandle());
      return send(cancelRequest(familiar(key, order), order), key.venue, onSent);
    },

    async fetchOrders() {
      // Open orders first: what happens between the two queries is then in the later answer, the history.
      const open = await fetchOpenOrders();
      if (!open.ok) return open;
      const history = await fetchHistory();
      if (!history.ok) return history;
      const ofGold = await fetchGoldOrders();
      return ofGold.ok ? ok(mergeOrders([...history.value, ...ofGold.value], open.value)) : ofGold;
    },

    async fetchOpenOrders() {
      const open = await fetchOpenOrders();
      if (!open.ok) return open;
      const ofGold = await fetchGoldOrders();
      if (!ofGold.ok) return ofGold;
      return ok([...open.value, ...ofGold.value.filter(({ leavesQuantity }) => leavesQuantity > 0)]);
    },

    async fetchFills() {
      const fills = await fetchPages<BrokerFill>('ka10076', FILLS, parseFills);
      return fills.ok ? ok(totalPerOrder(fills.value)) : fills;
    },

    expectOrdersOf(symbols) {
      if (symbols.some(isGold)) gold?.expect();
    },

    onReport: (listener) => reports.add(listener),
  };
}

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

/** A list that does not tell of loans makes the handle of a cash order; the order itself may know better. */
function familiar(key: Required<KiwoomOrderKey>, order: OrderIntent): Required<KiwoomOrderKey> {
  return key.family === 'cash' ? { ...key, family: familyOf(order) } : key;
}

const foreignHandle = () => notSent('ORDER_HANDLE_UNKNOWN', 'the order handle is not one of this broker');
