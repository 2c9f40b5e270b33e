import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountId } from '#shared/domain/account.ts';
import { FUNDING_KINDS } from '#shared/domain/funding.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { money } from '#shared/domain/money.ts';
import type { ClientOrderId, OrderIntent } from '#shared/domain/order.ts';
import { ORDER_SIDES, ORDER_TYPES, TIMES_IN_FORCE } from '#shared/domain/order.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { RiskLimits } from '#shared/domain/risk-limits.ts';
import { THRESHOLD_NAMES } from '#shared/domain/risk-limits.ts';
import type { EpochMs, KstDate } from '#shared/domain/time.ts';
import { VENUES } from '#shared/domain/venue.ts';
import { DEFAULT_RISK_LIMITS } from '#shared/catalogue/risk-limits.ts';
import { applyFact, beginOrder } from '#electron/core/orders/apply-fact.ts';
import { checkAmend, checkOrder } from '#electron/core/orders/risk-checks.ts';
import type { RiskContext } from '#electron/core/orders/risk-context.ts';
import type { TrackedOrder } from '#electron/core/orders/tracked-order.ts';
import { buyIntent, CASH, SAMSUNG, SAMSUNG_QUOTE } from '#test/support/order-desk.ts';

const ROOT = resolve(import.meta.dirname, '../../../..');
const NOW = Date.UTC(2026, 10, 20, 1) as EpochMs;

const wordsIn = (locale: 'ko' | 'en') =>
  (
    JSON.parse(readFileSync(join(ROOT, `renderer/app/locales/${locale}/errors.json`), 'utf8')) as {
      readonly code: Readonly<Record<string, string>>;
    }
  ).code;
const WORDS = { ko: wordsIn('ko'), en: wordsIn('en') };

/** What is wrong with the words for an error: a language without any, or a number in them that the error does not carry. */
function faultsOf({ code, context }: HogaError): readonly string[] {
  return (['ko', 'en'] as const).flatMap((locale) => {
    const words = WORDS[locale][code];
    if (words === undefined) return [`${locale} lacks ${code}`];
    return [...words.matchAll(/{{(\w+)/g)].flatMap(([, slot = '']) =>
      context[slot] === undefined ? [`${code} does not carry ${slot}`] : [],
    );
  });
}

function order(phase: 'accepted' | 'unknown' | 'lost', ageMs: number): TrackedOrder {
  const begun = beginOrder(
    'test' as AccountId,
    `order-${phase}-${ageMs}` as ClientOrderId,
    {
      kind: 'placeRecorded',
      commandId: 'place-1',
      requestId: 'request-1',
      intent: buyIntent(),
      tradingDate: '20261120' as KstDate,
    },
    (NOW - ageMs) as EpochMs,
  );
  if (phase === 'unknown') {
    return applyFact(begun, { kind: 'outcomeLost', commandId: 'place-1', code: 'LOST' }, NOW);
  }
  const acked = { kind: 'acked', commandId: 'place-1', venueOrderId: '9', handle: 'h' } as never;
  const working = applyFact(begun, acked, NOW);
  return phase === 'lost' ? { ...working, isLost: true } : working;
}

const tight = fc.constantFrom(
  { confirmAbove: null, refuseAbove: null },
  { confirmAbove: 0, refuseAbove: null },
  { confirmAbove: null, refuseAbove: 0 },
);

const limits: fc.Arbitrary<RiskLimits> = fc
  .record({
    marks: fc.tuple(...THRESHOLD_NAMES.map(() => tight)),
    marketOrders: fc.constantFrom('allow' as const, 'confirm' as const, 'refuse' as const),
    allowedSymbols: fc.constantFrom(null, ['000660'], ['005930']),
  })
  .map(({ marks, ...rest }) => ({
    ...DEFAULT_RISK_LIMITS,
    ...rest,
    ...Object.fromEntries(THRESHOLD_NAMES.map((name, place) => [name, marks[place]])),
  }));

const context: fc.Arbitrary<RiskContext> = fc
  .record({
    isKnown: fc.constantFrom(true, true, true, false),
    kind: fc.constantFrom('share' as const, 'share' as const, 'etf' as const, 'elw' as const),
    isHalted: fc.constantFrom(false, false, false, true),
    isNxtEligible: fc.boolean(),
    hasQuote: fc.constantFrom(true, true, false),
    phase: fc.constantFrom('continuous', 'continuous', 'continuous', 'closed', 'unknown', 'afterMarket'),
    isOffered: fc.constantFrom(true, true, true, false),
    limits,
    buyingPower: fc.constantFrom(null, 1_000, 90_000_000_000),
    sellable: fc.constantFrom(null, 1, 1_000_000),
    dayResult: fc.constantFrom(null, 0, -50_000_000),
    others: fc.subarray([order('accepted', 500), order('unknown', 60_000), order('lost', 70_000)]),
  })
  .map(
    (facts) =>
      ({
        instrument: facts.isKnown
          ? {
              ...SAMSUNG,
              kind: facts.kind,
              isHalted: facts.isHalted,
              isNxtEligible: facts.isNxtEligible,
            }
          : null,
        quote: facts.hasQuote ? SAMSUNG_QUOTE : null,
        sessions: VENUES.flatMap((venue) =>
          venue === 'SOR' ? [] : [{ venue, phase: facts.phase as never, endsAt: null }],
        ),
        capabilities: {
          orders: facts.isOffered
            ? VENUES.flatMap((venue) =>
                ORDER_TYPES.map((type) => ({ venue, type, timesInForce: ['day', 'ioc'] as const })),
              )
            : [],
          funding: ['cash', 'marginLoan'],
          goldOrders: [],
        },
        limits: facts.limits,
        cash: facts.buyingPower === null ? null : { ...CASH, buyingPower: money(facts.buyingPower) },
        sellableQuantity: facts.sellable === null ? null : quantity(facts.sellable),
        credit: null,
        loans: [],
        dayResult: facts.dayResult === null ? null : money(facts.dayResult),
        orders: facts.others,
        amended: null,
        tradingDate: '20261120' as KstDate,
        now: NOW,
      }) satisfies RiskContext,
  );

const won = fc.constantFrom(null, 70_900, 71_000, 71_400, 71_450, 78_000, 92_800, 200_000, 71_000.5, 0);

const intent = fc.record({
  symbol: fc.constant('005930'),
  side: fc.constantFrom(...ORDER_SIDES),
  type: fc.constantFrom(...ORDER_TYPES, 'limit' as const, 'limit' as const),
  timeInForce: fc.constantFrom(...TIMES_IN_FORCE, 'day' as const, 'day' as const),
  venue: fc.constantFrom(...VENUES),
  price: won,
  stopPrice: fc.constantFrom(null, null, null, 71_000, 71_050, 200_000, 0.5),
  quantity: fc.constantFrom(0, 1, 10, 10, 15, 1_000, 7_000_000_000),
  funding: fc.constantFrom(...FUNDING_KINDS).map((kind) => ({ kind, loanDate: null })),
}) as unknown as fc.Arbitrary<OrderIntent>;

/** Codes of orders, written out in the source. */
function codesInSource(): readonly string[] {
  const folder = join(ROOT, 'electron/core/orders');
  return readdirSync(folder).flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/'([A-Z]+(?:_[A-Z]+)+)'/g)]
      .map(([, code = '']) => code)
      .filter((code) => code !== 'STOP_PRICE'),
  );
}

describe('every reason for which an order is refused or has to be confirmed', () => {
  it('is in words, in Korean and English, with every number of them at hand', () => {
    const seen = new Set<string>();
    const faults = new Set<string>();
    fc.assert(
      fc.property(intent, context, (wanted, state) => {
        const previews = [checkOrder(wanted, state), checkAmend(wanted, 0, state)];
        for (const { error } of previews.flatMap(({ problems, warnings }) => [...problems, ...warnings])) {
          seen.add(error.code);
          for (const fault of faultsOf(error)) faults.add(fault);
        }
      }),
      { numRuns: 2_500, seed: 20_261_120 },
    );
    expect([...faults]).toEqual([]);
    // The search came by nearly all that there are.
    expect(seen.size).toBeGreaterThan(45);
  });

  it('has words also where it is written out and not come by in a check', () => {
    const codes = [...new Set(codesInSource())];
    expect(codes.length).toBeGreaterThan(40);
    const isLacking = (code: string) => WORDS.ko[code] === undefined || WORDS.en[code] === undefined;
    expect(codes.filter(isLacking)).toEqual([]);
  });
});

describe('the nine steps', () => {
  it('are told in their order, one code each', () => {
    const strict = { confirmAbove: null, refuseAbove: 0 };
    const state: RiskContext = {
      instrument: { ...SAMSUNG, isHalted: true },
      quote: SAMSUNG_QUOTE,
      sessions: [],
      capabilities: { orders: [], funding: ['cash'], goldOrders: [] },
      limits: { ...DEFAULT_RISK_LIMITS, ordersPerSecond: strict, duplicateWindowMs: 5_000 },
      cash: null,
      sellableQuantity: null,
      credit: null,
      loans: [],
      dayResult: money(0),
      orders: [order('accepted', 2_000)],
      amended: null,
      tradingDate: '20261120' as KstDate,
      now: NOW,
    };
    const codes = checkOrder(buyIntent(), state).problems.map(({ error }) => error.code);
    expect(codes).toEqual([
      'SESSION_UNKNOWN',
      'SYMBOL_HALTED',
      'TYPE_NOT_OFFERED',
      'BUYING_POWER_UNKNOWN',
      'ORDER_RATE_ABOVE_LIMIT',
      'DUPLICATE_WINDOW',
    ]);
    const misshapen = buyIntent({ quantity: 0 as never, price: 71_050 as never });
    expect(checkOrder(misshapen, state).problems.map(({ error }) => error.code)).toEqual([
      'SESSION_UNKNOWN',
      'SYMBOL_HALTED',
      'QUANTITY_BELOW_MINIMUM',
      'PRICE_OFF_TICK',
      'TYPE_NOT_OFFERED',
      'ORDER_RATE_ABOVE_LIMIT',
    ]);
  });
});
