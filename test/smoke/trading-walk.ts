import type { SocketBridge } from '#renderer/bridge/socket-bridge.ts';
import type { RequestName, RequestPayload, RequestReply } from '#shared/contract/requests.ts';
import type { AccountId } from '#shared/domain/account.ts';
import type { ClientOrderId, Order, OrderIntent } from '#shared/domain/order.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import type { DeskWatch } from './desk-watch.ts';

/** The account that is there without anybody's keys. */
const ACCOUNT = 'embedded' as AccountId;
/** Shares with few at their best ask, so that an order a little larger than that fills in part. */
const QUIET_SYMBOLS = ['038500', '395400', '079160', '003530', '279570'];
/** Shares beyond the best ask: what is left over once it is taken, too many to be bought from us before the amend. */
const EXCESS = 1500;
const LARGEST_ORDER_WON = 40_000_000;

export interface WalkStep {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** The walk that every desk must manage, over the real contract: each step throws at the first deviation. */
export function tradingWalk(
  bridge: SocketBridge,
  watch: DeskWatch,
  latencyMs: Record<string, number>,
): WalkStep[] {
  let clientOrderId = '' as ClientOrderId;
  let requests = 0;

  const request = async <Name extends RequestName>(
    name: Name,
    payload: RequestPayload<Name>,
  ): Promise<RequestReply<Name>> => {
    const startedAt = performance.now();
    const reply = await bridge.request(name, payload);
    latencyMs[name] = Math.round((performance.now() - startedAt) * 10) / 10;
    if (!reply.ok) throw new Error(`${name}: ${reply.error.code} ${reply.error.detail}`);
    return reply.value;
  };
  const requestId = (): string => `smoke-${process.pid}-${(requests += 1)}`;
  const order = (): Order => {
    const known = watch.orders.get(clientOrderId);
    if (!known) throw new Error('the order was never announced');
    return known;
  };

  /** Takes the whole best ask of a quiet share and leaves the excess working. The market may move meanwhile: tried anew. */
  const buyMoreThanOffered = async (symbol: string): Promise<boolean> => {
    const ask = watch.books.get(symbol)?.asks[0];
    if (!ask || ask.price * (ask.size + EXCESS) > LARGEST_ORDER_WON) return false;
    const intent: OrderIntent = {
      symbol,
      side: 'buy',
      type: 'limit',
      timeInForce: 'day',
      venue: 'KRX',
      price: ask.price,
      stopPrice: null,
      funding: { kind: 'cash' },
      quantity: (ask.size + EXCESS) as Quantity,
    };
    const preview = await request('order.preview', { accountId: ACCOUNT, intent });
    expectThat('the preview finds no problem', preview.problems.length === 0, preview.problems);
    const accepted = preview.warnings.map(({ error }) => error.code);
    const placed = await request('order.place', {
      requestId: requestId(),
      accountId: ACCOUNT,
      intent,
      accepted,
    });
    clientOrderId = placed.clientOrderId;
    expectThat(
      'the order is accepted',
      ['accepted', 'partiallyFilled', 'filled'].includes(placed.status),
      placed,
    );
    await watch
      .until('a first fill', () => (watch.filled.get(clientOrderId) ?? 0) > 0, 3000)
      .catch(() => undefined);
    return order().status === 'partiallyFilled';
  };

  return [
    {
      name: 'open',
      async run() {
        const snapshot = await request('desk.open', { windowId: 'smoke' });
        const account = snapshot.accounts.find(({ accountId }) => accountId === ACCOUNT);
        expectThat('the embedded account is there', account !== undefined, snapshot.accounts);
        const isArmed = account?.condition.gate.state === 'armed';
        await watch.until(
          'trading armed',
          () => isArmed || watch.conditions.at(-1)?.condition.gate.state === 'armed',
        );
      },
    },
    {
      name: 'subscribe',
      async run() {
        const instruments = await request('instruments.list', {});
        const missing = QUIET_SYMBOLS.filter((symbol) => !instruments.some((each) => each.symbol === symbol));
        expectThat('the desk knows the instruments', missing.length === 0, missing);
        const startedAt = performance.now();
        const { denied } = await request('market.watch', {
          interests: QUIET_SYMBOLS.map((symbol) => ({
            symbol,
            channels: ['quote', 'book'],
            priority: 'focused',
          })),
        });
        expectThat('no interest is denied', denied.length === 0, denied);
        await watch.until('ten levels on both sides', () =>
          QUIET_SYMBOLS.some((symbol) => isDeep(watch, symbol)),
        );
        latencyMs['firstBook'] = Math.round(performance.now() - startedAt);
      },
    },
    {
      name: 'buyAtLimit',
      async run() {
        for (const symbol of QUIET_SYMBOLS) {
          await watch.until(`a book of ${symbol}`, () => watch.books.has(symbol), 3000);
          if (await buyMoreThanOffered(symbol)) return;
          const left = watch.orders.get(clientOrderId);
          if (left && left.leavesQuantity > 0)
            await request('order.cancel', { requestId: requestId(), clientOrderId });
        }
        throw new Error(`none of ${QUIET_SYMBOLS.join(', ')} filled in part`);
      },
    },
    {
      name: 'partialFill',
      async run() {
        await watch.until(
          'the fills to add up',
          () => watch.filled.get(clientOrderId) === order().filledQuantity,
        );
        const { filledQuantity, leavesQuantity, quantity, price, averageFillPrice } = order();
        expectThat('filled and leaves make the order', filledQuantity + leavesQuantity === quantity, order());
        expectThat(
          'nothing was paid above the limit',
          (averageFillPrice ?? Infinity) <= (price ?? 0),
          order(),
        );
      },
    },
    {
      name: 'amend',
      async run() {
        const { symbol, leavesQuantity } = order();
        const price = watch.books.get(symbol)?.bids[4]?.price;
        if (price === undefined) throw new Error('no fifth bid to amend to');
        await request('order.amend', {
          requestId: requestId(),
          clientOrderId,
          price: price,
          stopPrice: null,
          quantity: leavesQuantity,
          accepted: [],
        });
        await watch.until('the amended price', () => order().price === price);
      },
    },
    {
      name: 'cancel',
      async run() {
        await request('order.cancel', { requestId: requestId(), clientOrderId });
        await watch.until('the cancel', () => order().status === 'canceled');
        expectThat('nothing is left working', order().leavesQuantity === 0, order());
      },
    },
    {
      name: 'balance',
      async run() {
        const bought = [...watch.orders.values()].reduce((sum, each) => sum + each.filledQuantity, 0);
        const snapshot = await request('account.refresh', { accountId: ACCOUNT });
        const held = snapshot.positions.reduce((sum, each) => sum + each.quantity, 0);
        expectThat('what was bought is held', held === bought, { held, bought });
        const spent = [...watch.orders.values()].reduce(
          (sum, each) => sum + each.filledQuantity * (each.averageFillPrice ?? 0),
          0,
        );
        const settled = snapshot.cash?.depositD2 ?? 0;
        expectThat('it was paid for, with a commission', 100_000_000 - settled >= spent, { settled, spent });
        expectThat('no event was lost', watch.gap === null, watch.gap);
      },
    },
  ];
}

function isDeep(watch: DeskWatch, symbol: string): boolean {
  const book = watch.books.get(symbol);
  return book !== undefined && book.asks.length === 10 && book.bids.length === 10;
}

function expectThat(what: string, holds: boolean, seen: unknown): void {
  if (!holds) throw new Error(`not so: ${what}; seen ${JSON.stringify(seen)?.slice(0, 400)}`);
}
