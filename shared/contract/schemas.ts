import { z } from 'zod';
import type { AccountId } from '../domain/account.ts';
import { ACCOUNT_COLORS, BROKER_ENVIRONMENTS, BROKER_IDS } from '../domain/account.ts';
import { CANDLE_INTERVALS } from '../domain/candle.ts';
import type { ClientOrderId, OrderIntent } from '../domain/order.ts';
import { ORDER_SIDES, ORDER_TYPES, TIMES_IN_FORCE } from '../domain/order.ts';
import { isPrice } from '../domain/price.ts';
import type { Price } from '../domain/price.ts';
import { isQuantity } from '../domain/quantity.ts';
import type { Quantity } from '../domain/quantity.ts';
import { CASH } from '../domain/funding.ts';
import { isKstDate } from '../domain/time.ts';
import type { KstDate } from '../domain/time.ts';
import { VENUES } from '../domain/venue.ts';
import { LEDGER_EXPORT_FORMATS } from './ledger.ts';
import { riskLimitsSchema } from './risk-limits-schema.ts';
import { INTEREST_PRIORITIES, LINK_GROUPS, MARKET_INTEREST_CHANNELS } from './vocabulary.ts';

/**
 * Runtime checks of everything a window may ask, one entry per request, enforced on the core's side. Objects are strict:
 * an unknown key is refused. Types of requests follow from here; the renderer imports types only.
 */

const priceSchema = z.custom<Price>((value) => typeof value === 'number' && isPrice(value));
const quantitySchema = z.custom<Quantity>(
  (value) => typeof value === 'number' && isQuantity(value) && value > 0,
);
const accountIdSchema = z
  .string()
  .regex(/^[\w-]{1,64}$/)
  .transform((id) => id as AccountId);
const clientOrderIdSchema = z
  .string()
  .regex(/^[\w-]{1,64}$/)
  .transform((id) => id as ClientOrderId);
const symbolSchema = z.string().regex(/^[0-9A-Z]{6,9}$/);
const windowIdSchema = z.string().regex(/^[\w-]{1,32}$/);
/** Made by the window, once per intent of the trader: the same id twice is one command. */
const requestIdSchema = z.string().regex(/^[\w-]{8,64}$/);
const ownerSchema = z.string().trim().max(40);
const nothing = z.strictObject({});

const kstDateSchema = z.custom<KstDate>((value) => typeof value === 'string' && isKstDate(value));

const fundingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cash') }),
  z.strictObject({ kind: z.literal('marginLoan'), loanDate: kstDateSchema.nullable() }),
]);

const orderIntentSchema = z.strictObject({
  symbol: symbolSchema,
  side: z.enum(ORDER_SIDES),
  type: z.enum(ORDER_TYPES),
  timeInForce: z.enum(TIMES_IN_FORCE),
  venue: z.enum(VENUES),
  price: priceSchema.nullable(),
  stopPrice: priceSchema.nullable(),
  quantity: quantitySchema,
  funding: fundingSchema.default(CASH),
}) satisfies z.ZodType<OrderIntent>;

/** Largest instrument list of one window: a watchlist of everything would only spend the broker's budget. */
const MAX_INTERESTS = 500;

/** Largest number of raw streams of one window. */
const MAX_STREAMS = 500;
const apiIdSchema = z.string().regex(/^[\w-]{1,32}$/);
/** Keys and values as a form gives them; what each may hold is checked against the catalogue. */
const apiRequestSchema = z
  .record(z.string().regex(/^\w{1,40}$/), z.string().max(1024))
  .refine((request) => Object.keys(request).length <= 40);
const conditionIdSchema = z.string().regex(/^\w{1,16}$/);
const cursorSchema = z.string().max(512).nullable();

export const REQUEST_SCHEMAS = {
  'desk.open': z.strictObject({ windowId: windowIdSchema }),
  'instruments.list': nothing,

  'market.watch': z.strictObject({
    interests: z
      .array(
        z.strictObject({
          symbol: symbolSchema,
          channels: z.array(z.enum(MARKET_INTEREST_CHANNELS)).max(3),
          priority: z.enum(INTEREST_PRIORITIES),
        }),
      )
      .max(MAX_INTERESTS),
  }),
  'market.snapshot': z.strictObject({ symbol: symbolSchema }),
  'candles.fetch': z.strictObject({
    symbol: symbolSchema,
    interval: z.enum(CANDLE_INTERVALS),
    isAdjusted: z.boolean(),
    cursor: cursorSchema,
  }),

  'order.preview': z.strictObject({ accountId: accountIdSchema, intent: orderIntentSchema }),
  'order.place': z.strictObject({
    requestId: requestIdSchema,
    accountId: accountIdSchema,
    intent: orderIntentSchema,
    /** Codes of warnings that the trader has seen and accepted. */
    accepted: z.array(z.string().max(64)).max(16),
  }),
  'order.amend': z.strictObject({
    requestId: requestIdSchema,
    clientOrderId: clientOrderIdSchema,
    price: priceSchema.nullable(),
    stopPrice: priceSchema.nullable(),
    quantity: quantitySchema,
    accepted: z.array(z.string().max(64)).max(16),
  }),
  'order.cancel': z.strictObject({ requestId: requestIdSchema, clientOrderId: clientOrderIdSchema }),
  /** The trader declares an order of unknown outcome never accepted; only while its `absence` is proven. */
  'order.resolve': z.strictObject({
    requestId: requestIdSchema,
    clientOrderId: clientOrderIdSchema,
    verdict: z.literal('neverAccepted'),
  }),
  'order.cancelAll': z.strictObject({
    requestId: requestIdSchema,
    accountId: accountIdSchema,
    symbol: symbolSchema.nullable(),
    side: z.enum(ORDER_SIDES).nullable(),
  }),
  /** Blocks new orders of the account and cancels all that work. */
  'trading.halt': z.strictObject({ requestId: requestIdSchema, accountId: accountIdSchema }),
  /** The same for every account at once: the kill switch. */
  'trading.haltAll': z.strictObject({ requestId: requestIdSchema }),
  'trading.resume': z.strictObject({ accountId: accountIdSchema }),
  /** Allows real trading for the broker's present trading day. */
  'trading.arm': z.strictObject({ accountId: accountIdSchema }),

  'account.snapshot': z.strictObject({ accountId: accountIdSchema }),
  'account.refresh': z.strictObject({ accountId: accountIdSchema }),

  'profiles.list': nothing,
  'profiles.add': z.strictObject({
    label: z.string().trim().min(1).max(40),
    owner: ownerSchema,
    color: z.enum(ACCOUNT_COLORS),
    broker: z.enum(BROKER_IDS),
    environment: z.enum(BROKER_ENVIRONMENTS),
  }),
  /** Only the first embedded account may go without a label. */
  'profiles.update': z.strictObject({
    accountId: accountIdSchema,
    label: z.string().trim().max(40),
    owner: ownerSchema,
    color: z.enum(ACCOUNT_COLORS),
  }),
  'profiles.setEnabled': z.strictObject({ accountId: accountIdSchema, isEnabled: z.boolean() }),
  'profiles.remove': z.strictObject({ accountId: accountIdSchema }),
  /** Tries the stored keys at the broker. A link that is up proves itself and is not touched. */
  'profiles.test': z.strictObject({ accountId: accountIdSchema }),
  /** Opens the host's own form; no secret passes here. */
  'profiles.enterCredentials': z.strictObject({ accountId: accountIdSchema }),
  'profiles.connect': z.strictObject({ accountId: accountIdSchema }),
  'profiles.disconnect': z.strictObject({ accountId: accountIdSchema }),
  'secrets.unlock': nothing,
  'limits.set': z.strictObject({ accountId: accountIdSchema, limits: riskLimitsSchema }),

  'settings.set': z.strictObject({ key: z.string().regex(/^[\w.-]{1,64}$/), value: z.json() }),
  'layout.load': z.strictObject({ windowId: windowIdSchema }),
  'layout.save': z.strictObject({ windowId: windowIdSchema, layout: z.json() }),
  'window.open': z.strictObject({ windowId: windowIdSchema }),
  'link.set': z.strictObject({ group: z.enum(LINK_GROUPS), symbol: symbolSchema }),

  'api.call': z.strictObject({
    accountId: accountIdSchema,
    apiId: apiIdSchema,
    request: apiRequestSchema,
    cursor: cursorSchema,
  }),
  /** All raw real-time streams that the window wants from now on. */
  'api.watch': z.strictObject({
    streams: z
      .array(
        z.strictObject({
          type: z.string().regex(/^\w{1,4}$/),
          item: z.string().regex(/^\w{0,20}$/),
        }),
      )
      .max(MAX_STREAMS),
  }),
  'conditions.list': z.strictObject({ accountId: accountIdSchema }),
  'conditions.search': z.strictObject({
    accountId: accountIdSchema,
    conditionId: conditionIdSchema,
    cursor: cursorSchema,
  }),
  'conditions.start': z.strictObject({ accountId: accountIdSchema, conditionId: conditionIdSchema }),
  'conditions.stop': z.strictObject({ accountId: accountIdSchema, conditionId: conditionIdSchema }),

  /** Both days inclusive, Korean calendar. */
  'ledger.orders': z.strictObject({
    accountId: accountIdSchema.nullable(),
    symbol: symbolSchema.nullable(),
    from: kstDateSchema,
    to: kstDateSchema,
    cursor: cursorSchema,
  }),
  'ledger.story': z.strictObject({
    accountId: accountIdSchema.nullable(),
    clientOrderId: clientOrderIdSchema,
  }),
  /** With an order's id the days do not matter. */
  'ledger.export': z.strictObject({
    format: z.enum(LEDGER_EXPORT_FORMATS),
    clientOrderId: clientOrderIdSchema.nullable(),
    accountId: accountIdSchema.nullable(),
    from: kstDateSchema,
    to: kstDateSchema,
  }),
  'ledger.verify': nothing,
} as const;
