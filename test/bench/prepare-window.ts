import type { SocketBridge } from '#renderer/bridge/socket-bridge.ts';
import type { AccountId } from '#shared/domain/account.ts';
import type { OrderIntent } from '#shared/domain/order.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import { openSession } from '#test/support/desk-session.ts';
import type { LoadedDesk } from './flood/loaded-desk.ts';

const ACCOUNT = 'embedded' as AccountId;
const WATCHED = 30;
/** The account may send few orders a second; this is well below. */
const ORDER_EVERY_MS = 3_000;

export interface PreparedWindow {
  readonly bridge: SocketBridge;
  /** What the page's watchlist holds. */
  readonly symbols: readonly string[];
  /** What its book, chart and ticket show. */
  readonly focus: string;
  /** Places an order far from the market and cancels it, again and again. */
  keepOrdering(seconds: number): Promise<void>;
  close(): void;
}

/** Sets the watchlist and the linked instrument before a page opens, through the contract as a window would. */
export async function prepareWindow(desk: LoadedDesk): Promise<PreparedWindow> {
  const { bridge } = await openSession(desk.host.url);
  const ask = async <T>(
    reply: Promise<{ ok: true; value: T } | { ok: false; error: { code: string } }>,
  ): Promise<T> => {
    const result = await reply;
    if (!result.ok) throw new Error(result.error.code);
    return result.value;
  };
  await untilArmed(bridge);
  const instruments = await ask(bridge.request('instruments.list', {}));
  const symbols = instruments
    .filter(({ kind }) => kind === 'share')
    .slice(0, WATCHED)
    .map(({ symbol }) => symbol);
  const focus = symbols[0] ?? '';
  await ask(
    bridge.request('settings.set', { key: 'watchlists', value: [{ id: '1', name: 'bench', symbols }] }),
  );
  await ask(bridge.request('link.set', { group: 'amber', symbol: focus }));
  const base = instruments.find(({ symbol }) => symbol === focus);
  return {
    bridge,
    symbols,
    focus,
    async keepOrdering(seconds) {
      const endsAt = performance.now() + seconds * 1000;
      for (let count = 0; performance.now() < endsAt; count += 1) {
        const intent: OrderIntent = {
          symbol: symbols[1 + (count % (symbols.length - 1))] ?? focus,
          side: 'buy',
          type: 'limit',
          timeInForce: 'day',
          venue: 'KRX',
          price: null,
          stopPrice: null,
          funding: { kind: 'cash' },
          quantity: 1 as Quantity,
        };
        const instrument = instruments.find(({ symbol }) => symbol === intent.symbol);
        const placed = await bridge.request('order.place', {
          requestId: `bench-place-${count}`,
          accountId: ACCOUNT,
          intent: { ...intent, price: (instrument?.basePrice ?? base?.basePrice ?? 1) as Price },
          accepted: [],
        });
        if (placed.ok) {
          const { clientOrderId } = placed.value;
          await bridge.request('order.cancel', { requestId: `bench-cancel-${count}`, clientOrderId });
        }
        await new Promise((resolve) => setTimeout(resolve, ORDER_EVERY_MS));
      }
    },
    close: () => bridge.close(),
  };
}

/** Resolves when the embedded account may trade. */
async function untilArmed(bridge: SocketBridge): Promise<void> {
  const armed = new Promise<void>((resolve) => {
    bridge.onEvent(({ event }) => {
      if (event.type === 'condition' && event.condition.gate.state === 'armed') resolve();
    });
  });
  const opened = await bridge.request('desk.open', { windowId: 'bench' });
  if (opened.ok && opened.value.accounts.some(({ condition }) => condition.gate.state === 'armed')) return;
  await armed;
}
