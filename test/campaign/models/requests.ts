import fc from 'fast-check';
import { REQUEST_SCHEMAS } from '#shared/contract/schemas.ts';

/** What a window may send: a name and whatever it likes. */
export interface FuzzedCall {
  readonly name: string;
  readonly payload: unknown;
  /** `broken`: a request with one thing wrong in it; `nobody`: well formed, about accounts and orders that are not there. */
  readonly kind: 'broken' | 'nobody' | 'noise';
}

const intent = {
  symbol: '005930',
  side: 'buy',
  type: 'limit',
  timeInForce: 'day',
  venue: 'KRX',
  price: 67_000,
  stopPrice: null,
  quantity: 10,
};
const threshold = { confirmAbove: 1, refuseAbove: 2 };
const limits = {
  orderValue: threshold,
  orderQuantity: threshold,
  distancePercent: threshold,
  distanceTicks: threshold,
  ordersPerSecond: threshold,
  openOrders: threshold,
  dailyLoss: threshold,
  allowedSymbols: null,
  marketOrders: 'allow',
  duplicateWindowMs: 0,
  commissionRate: 0,
};
const embedded = { accountId: 'embedded' };
const requestId = 'request-0001';
const order = { requestId, clientOrderId: 'nobodys-order' };

/** A request of each name as a window would send it. */
const SOUND: Readonly<Record<string, object>> = {
  'desk.open': { windowId: 'fuzz' },
  'instruments.list': {},
  'market.watch': { interests: [{ symbol: '005930', channels: ['quote'], priority: 'visible' }] },
  'market.snapshot': { symbol: '005930' },
  'candles.fetch': { symbol: '005930', interval: 'day', isAdjusted: true, cursor: null },
  'order.preview': { ...embedded, intent },
  'order.place': { requestId, ...embedded, intent, accepted: ['CONFIRM_ORDER_VALUE'] },
  'order.amend': { ...order, price: 67_000, stopPrice: null, quantity: 10, accepted: [] },
  'order.cancel': order,
  'order.resolve': { ...order, verdict: 'neverAccepted' },
  'order.cancelAll': { requestId, ...embedded, symbol: null, side: null },
  'trading.halt': { requestId, ...embedded },
  'trading.haltAll': { requestId },
  'trading.resume': embedded,
  'trading.arm': embedded,
  'account.snapshot': embedded,
  'account.refresh': embedded,
  'profiles.list': {},
  'profiles.add': { label: 'x', owner: '', color: 'red', broker: 'kiwoom', environment: 'mock' },
  'profiles.update': { ...embedded, label: 'x', owner: '', color: 'red' },
  'profiles.setEnabled': { ...embedded, isEnabled: false },
  'profiles.remove': embedded,
  'profiles.test': embedded,
  'profiles.enterCredentials': embedded,
  'profiles.connect': embedded,
  'profiles.disconnect': embedded,
  'secrets.unlock': {},
  'limits.set': { ...embedded, limits },
  'ledger.orders': { accountId: null, symbol: null, from: '20261120', to: '20261120', cursor: null },
  'ledger.story': { accountId: null, clientOrderId: 'nobodys-order' },
  'ledger.export': { format: 'csv', clientOrderId: null, accountId: null, from: '20261120', to: '20261120' },
  'ledger.verify': {},
  'settings.set': { key: 'theme', value: 'dark' },
  'layout.load': { windowId: 'fuzz' },
  'layout.save': { windowId: 'fuzz', layout: null },
  'window.open': { windowId: 'fuzz' },
  'link.set': { group: 'red', symbol: '005930' },
  'api.call': { ...embedded, apiId: 'ka10001', request: { stk_cd: '005930' }, cursor: null },
  'api.watch': { streams: [{ type: '0B', item: '005930' }] },
  'conditions.list': embedded,
  'conditions.search': { ...embedded, conditionId: '1', cursor: null },
  'conditions.start': { ...embedded, conditionId: '1' },
  'conditions.stop': { ...embedded, conditionId: '1' },
};
/** Places that take any JSON: nothing put there is wrong. */
const ANYTHING: ReadonlySet<string> = new Set(['settings.set/value', 'layout.save/layout']);
/** Objects that take any key. */
const ANY_KEY: ReadonlySet<string> = new Set(['api.call/request']);

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((each: unknown, place) => [place, each] as const)
    : Object.entries(value);
  return [path, ...entries.flatMap(([key, each]) => pathsOf(each, [...path, key]))];
}

/** What can never stand where `value` stands. */
function wrongFor(name: string, value: unknown): readonly unknown[] {
  const anywhere = [Symbol.iterator, () => 0, 10n, Number.NaN];
  if (typeof value === 'string')
    return [...anywhere, 7, true, {}, [], ['x'], 'y'.repeat(5_000), { toString: 'x' }];
  // A limit may be any number.
  if (typeof value === 'number' && name === 'limits.set') return [...anywhere, '7', {}, [7], true, ''];
  if (typeof value === 'number') {
    return [...anywhere, '7', -1, 0.5, 2 ** 60, Number.POSITIVE_INFINITY, {}, [7], true, ''];
  }
  if (typeof value === 'boolean') return [...anywhere, 'true', 1, 0, {}, []];
  if (Array.isArray(value)) return [...anywhere, {}, 'x', 7, null, { length: 1 }, [[[]]], [null], [7]];
  // No instrument allowed is a limit, too.
  if (value === null) return name === 'limits.set' ? [...anywhere, {}, false] : [...anywhere, {}, [], false];
  return [...anywhere, 'x', 7, null, [], true, undefined];
}

interface Break {
  readonly name: string;
  readonly path: number;
  readonly how: number;
  readonly extra: unknown;
}

function broken({ name, path, how, extra }: Break): FuzzedCall {
  const base = SOUND[name] ?? {};
  const paths = pathsOf(base).filter((each) => !ANYTHING.has([name, ...each].join('/')));
  const chosen = paths[path % paths.length] ?? [];
  const value = chosen.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], base);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  // An object may also have a key too many.
  if (isObject && how % 3 === 0 && !ANY_KEY.has([name, ...chosen].join('/'))) {
    return { name, payload: put(base, chosen, { ...value, fuzz: extra }), kind: 'broken' };
  }
  if (chosen.length > 0 && how % 3 === 1 && typeof chosen.at(-1) === 'string' && !isOfRecord(name, chosen)) {
    return { name, payload: put(base, chosen, undefined), kind: 'broken' };
  }
  const wrong = wrongFor(name, value);
  const choice = wrong[how % wrong.length];
  return { name, payload: put(base, chosen, choice), kind: 'broken' };
}

function isOfRecord(name: string, path: Path): boolean {
  return ANY_KEY.has([name, ...path.slice(0, -1)].join('/'));
}

function put(base: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  const inner = put((base as Record<string | number, unknown>)[key], rest, value);
  if (Array.isArray(base)) return base.map((each: unknown, place) => (place === key ? inner : each));
  const { [key]: _old, ...others } = base as Record<string | number, unknown>;
  return inner === undefined && rest.length === 0 ? others : { ...others, [key]: inner };
}

const NAMES = Object.keys(REQUEST_SCHEMAS);
const KNOWN = NAMES.filter((name) => SOUND[name] !== undefined);
const ADDRESSED = KNOWN.filter((name) => {
  // What the ledger has of somebody it does not know is nothing, and that is an answer.
  if (name.startsWith('ledger.')) return false;
  const payload = SOUND[name] ?? {};
  return 'accountId' in payload || 'clientOrderId' in payload;
});

/** Names of requests that this model has no sound example of: they get noise only. */
export const UNMODELLED: readonly string[] = NAMES.filter((name) => SOUND[name] === undefined);

const brokenCall = fc
  .record({ name: fc.constantFrom(...KNOWN), path: fc.nat(200), how: fc.nat(200), extra: fc.anything() })
  .map(broken);

const nobodyCall = fc
  .record({ name: fc.constantFrom(...ADDRESSED), id: fc.stringMatching(/^[\w-]{1,60}$/) })
  .map(({ name, id }): FuzzedCall => {
    const payload: Record<string, unknown> = { ...SOUND[name] };
    for (const key of ['accountId', 'clientOrderId']) if (key in payload) payload[key] = `x-${id}`;
    return { name, payload, kind: 'nobody' };
  });

const noise: fc.Arbitrary<FuzzedCall> = fc.record({
  name: fc.oneof(
    fc.string(),
    fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', ...UNMODELLED, ...NAMES),
  ),
  // No plain object: with luck it would be a request.
  payload: fc
    .anything()
    .filter((value) => typeof value !== 'object' || value === null || Array.isArray(value)),
  kind: fc.constant('noise' as const),
});

export const fuzzedCall: fc.Arbitrary<FuzzedCall> = fc.oneof(
  { weight: 8, arbitrary: brokenCall },
  { weight: 1, arbitrary: nobodyCall },
  { weight: 1, arbitrary: noise },
);
