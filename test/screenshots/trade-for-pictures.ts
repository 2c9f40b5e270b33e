import type { SocketBridge } from '#renderer/bridge/socket-bridge.ts';
import type { AccountId } from '#shared/domain/account.ts';
import type { OrderSide } from '#shared/domain/order.ts';
import type { Price } from '#shared/domain/price.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { Result } from '#shared/domain/result.ts';

const ACCOUNT = 'embedded' as AccountId;
/** The account may send one order a second. */
const ORDER_EVERY_MS = 1_300;

/** Orders of the pictures: at the market they fill, ticks away from it they rest. */
const ORDERS: readonly {
  readonly symbol: string;
  readonly side: OrderSide;
  readonly shares: number;
  /** Levels into the order's own side of the book; null takes the other side. */
  readonly depth: number | null;
}[] = [
  { symbol: '005930', side: 'buy', shares: 60, depth: null },
  { symbol: '000660', side: 'buy', shares: 5, depth: null },
  { symbol: '035420', side: 'buy', shares: 20, depth: null },
  { symbol: '069500', side: 'buy', shares: 40, depth: null },
  { symbol: '005930', side: 'buy', shares: 40, depth: 3 },
  { symbol: '005930', side: 'sell', shares: 20, depth: 4 },
  { symbol: '035420', side: 'sell', shares: 10, depth: 5 },
];

/** Trades enough that every panel of a picture has something to show. */
export async function tradeForPictures(bridge: SocketBridge): Promise<void> {
  await untilReady(bridge);
  let count = 0;
  for (const { symbol, side, shares, depth } of ORDERS) {
    const { book } = value(await bridge.request('market.snapshot', { symbol }));
    const taken = side === 'buy' ? book.asks : book.bids;
    const own = side === 'buy' ? book.bids : book.asks;
    const level = depth === null ? taken[1] : own[depth];
    const limit: Price = price(level?.price ?? 0);
    count += 1;
    value(
      await bridge.request('order.place', {
        requestId: `picture-${count}`,
        accountId: ACCOUNT,
        intent: {
          symbol,
          side,
          type: 'limit',
          timeInForce: 'day',
          venue: 'KRX',
          price: limit,
          stopPrice: null,
          funding: { kind: 'cash' },
          quantity: quantity(shares),
        },
        accepted: [],
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, ORDER_EVERY_MS));
  }
}

/** Resolves when the account may trade and the instruments are known. */
async function untilReady(bridge: SocketBridge): Promise<void> {
  const armed = new Promise<void>((resolve) => {
    bridge.onEvent(({ event }) => {
      if (event.type === 'condition' && event.condition.gate.state === 'armed') resolve();
    });
  });
  const desk = value(await bridge.request('desk.open', { windowId: 'pictures' }));
  if (!desk.accounts.some(({ condition }) => condition.gate.state === 'armed')) await armed;
  value(await bridge.request('instruments.list', {}));
}

function value<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`${result.error.code}: ${result.error.detail}`);
}
