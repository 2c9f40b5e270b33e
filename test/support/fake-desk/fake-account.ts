import type { AccountCondition } from '#shared/contract/events.ts';
import type { AccountSnapshot, AccountSummary } from '#shared/contract/requests.ts';
import { DEFAULT_RISK_LIMITS } from '#shared/catalogue/risk-limits.ts';
import type { AccountId, CashBalance, Position } from '#shared/domain/account.ts';
import type { Fill } from '#shared/domain/fill.ts';
import { money } from '#shared/domain/money.ts';
import type { ClientOrderId, Order, VenueOrderId } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import { epochMs } from '#shared/domain/time.ts';

export const FAKE_ACCOUNT = 'paper' as AccountId;

export function fakeCondition(now: number): AccountCondition {
  return {
    phase: 'online',
    retryAt: null,
    error: null,
    tokenExpiresAt: epochMs(now + (22 * 60 + 41) * 60_000),
    gate: { state: 'armed' },
    lastMessageAt: epochMs(now),
    requestsPerSecond: 1.4,
    requestLimitPerSecond: 5,
    requestsWaiting: 0,
  };
}

export function fakeAccountSummary(now: number): AccountSummary {
  const types = [
    'limit',
    'market',
    'conditionalLimit',
    'bestCounter',
    'bestSame',
    'midpoint',
    'stopLimit',
  ] as const;
  return {
    accountId: FAKE_ACCOUNT,
    label: '내장 모의',
    owner: '',
    color: 'teal',
    isEnabled: true,
    broker: 'kiwoom',
    environment: 'embedded',
    accountNumber: '****-3456',
    hasCredentials: true,
    orderFunding: ['cash', 'marginLoan'],
    goldCapabilities: [{ venue: 'KRX', type: 'limit', timesInForce: ['day', 'ioc', 'fok'] }],
    orderCapabilities: (['KRX', 'NXT', 'SOR'] as const).flatMap((venue) =>
      types.map((type) => ({
        venue,
        type,
        timesInForce:
          type === 'limit' || type === 'market' ? (['day', 'ioc', 'fok'] as const) : (['day'] as const),
      })),
    ),
    condition: fakeCondition(now),
    limits: DEFAULT_RISK_LIMITS,
    armedOn: null,
  };
}

const CASH: CashBalance = {
  deposit: money(61_209_400),
  depositD2: money(60_104_150),
  buyingPower: money(61_209_400),
  withdrawable: money(58_000_000),
};

/** What the fake account holds and has ordered at the start. */
export function fakeAccountSnapshot(sequence: number, now: number): AccountSnapshot {
  return {
    sequence,
    accountId: FAKE_ACCOUNT,
    cash: CASH,
    positions: [
      fakePosition('005930', '삼성전자', 320, 68_940),
      fakePosition('000660', 'SK하이닉스', 60, 205_500),
      fakePosition('042700', '한미반도체', 50, 104_250.5),
    ],
    orders: [
      fakeOrder(now, {
        id: 'a1',
        number: '0000139',
        symbol: '005930',
        side: 'buy',
        price: 69_000,
        quantity: 200,
      }),
      fakeOrder(now - 92_000, {
        id: 'a2',
        number: '0000127',
        symbol: '000660',
        side: 'sell',
        price: 205_500,
        quantity: 30,
        filled: 18,
      }),
      {
        ...fakeOrder(now - 165_000, {
          id: 'a3',
          number: null,
          symbol: '035720',
          side: 'buy',
          price: 43_000,
          quantity: 50,
        }),
        status: 'unknown',
        unknownCommand: 'place',
      },
    ],
    fills: [fakeFill(now - 60_000)],
    error: null,
  };
}

export function fakePosition(symbol: string, name: string, shares: number, average: number): Position {
  return {
    accountId: FAKE_ACCOUNT,
    symbol,
    name,
    quantity: quantity(shares),
    sellableQuantity: quantity(shares),
    averageEntryPrice: average,
    lastPrice: price(Math.round(average)),
    cost: money(Math.round(average * shares)),
    loans: [],
    realizedPnlToday: money(0),
  };
}

interface FakeOrderFacts {
  readonly id: string;
  readonly number: string | null;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly price: number;
  readonly quantity: number;
  readonly filled?: number;
}

export function fakeOrder(at: number, facts: FakeOrderFacts): Order {
  const filled = facts.filled ?? 0;
  const venueOrderId = facts.number as VenueOrderId | null;
  return {
    accountId: FAKE_ACCOUNT,
    clientOrderId: facts.id as ClientOrderId,
    venueOrderId,
    venueOrderIds: venueOrderId === null ? [] : [venueOrderId],
    origin: 'desk',
    routedVenue: 'KRX',
    symbol: facts.symbol,
    side: facts.side,
    type: 'limit',
    timeInForce: 'day',
    venue: 'SOR',
    price: price(facts.price),
    stopPrice: null,
    funding: { kind: 'cash' },
    quantity: quantity(facts.quantity),
    status: filled > 0 ? 'partiallyFilled' : 'accepted',
    unknownCommand: null,
    absence: null,
    absenceLooks: [],
    filledQuantity: quantity(filled),
    leavesQuantity: quantity(facts.quantity - filled),
    averageFillPrice: filled > 0 ? facts.price : null,
    rejection: null,
    createdTime: epochMs(at),
    updatedTime: epochMs(at),
  };
}

function fakeFill(at: number): Fill {
  return {
    fillId: 'f1',
    accountId: FAKE_ACCOUNT,
    clientOrderId: 'a2' as ClientOrderId,
    venueOrderId: '0000127' as VenueOrderId,
    symbol: '000660',
    side: 'sell',
    price: price(205_500),
    quantity: quantity(18),
    venue: 'KRX',
    commission: money(554),
    tax: money(6658),
    eventTime: epochMs(at),
  };
}
