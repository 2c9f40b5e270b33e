import { z } from 'zod';
import { CASH } from '#shared/domain/funding.ts';
import { ORDER_SIDES, ORDER_TYPES, TIMES_IN_FORCE } from '#shared/domain/order.ts';
import type { VenueOrderId } from '#shared/domain/order.ts';
import type { Money } from '#shared/domain/money.ts';
import { isPrice } from '#shared/domain/price.ts';
import type { Price } from '#shared/domain/price.ts';
import { isQuantity } from '#shared/domain/quantity.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import { isKstDate } from '#shared/domain/time.ts';
import type { EpochMs, KstDate } from '#shared/domain/time.ts';
import { VENUES } from '#shared/domain/venue.ts';
import type { OrderHandle } from '../brokers/broker.ts';
import type { OrderFact } from './order-fact.ts';

/** Runtime checks of what the ledger gives back: a file is a border like any other. */

const text = z.string();
const priceSchema = z.custom<Price>((value) => typeof value === 'number' && isPrice(value));
const quantitySchema = z.custom<Quantity>((value) => typeof value === 'number' && isQuantity(value));
const moneySchema = z.custom<Money>((value) => Number.isSafeInteger(value));
const timeSchema = z.custom<EpochMs>((value) => Number.isFinite(value));
const dateSchema = z.custom<KstDate>((value) => typeof value === 'string' && isKstDate(value));
const numberSchema = z.custom<VenueOrderId>((value) => typeof value === 'string' && value !== '');
const handleSchema = z.custom<OrderHandle>((value) => typeof value === 'string');
const side = z.enum(ORDER_SIDES);
const type = z.enum(ORDER_TYPES);
const timeInForce = z.enum(TIMES_IN_FORCE);
const venue = z.enum(VENUES);
const rejection = z.object({ code: text, text });

const funding = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cash') }),
  z.object({ kind: z.literal('marginLoan'), loanDate: dateSchema.nullable() }),
]);

/** Orders of before there was credit were paid in cash. */
const intent = z.object({
  symbol: text,
  side,
  type,
  timeInForce,
  venue,
  price: priceSchema.nullable(),
  stopPrice: priceSchema.nullable(),
  quantity: quantitySchema,
  funding: funding.default(CASH),
});

const change = z.object({
  quantity: quantitySchema,
  price: priceSchema.nullable(),
  stopPrice: priceSchema.nullable(),
});

const told = {
  venueOrderId: numberSchema,
  originalVenueOrderId: numberSchema.nullable(),
  handle: handleSchema,
  symbol: text,
  side,
  type: type.nullable(),
  timeInForce: timeInForce.nullable(),
  venue: venue.nullable(),
  price: priceSchema.nullable(),
  funding: funding.nullable().default(null),
  quantity: quantitySchema,
  leavesQuantity: quantitySchema,
  eventTime: timeSchema,
};

const report = z.object({
  ...told,
  event: z.enum(['accepted', 'filled', 'amended', 'canceled', 'rejected']),
  fill: z
    .object({
      fillId: text,
      price: priceSchema,
      quantity: quantitySchema,
      commission: moneySchema.nullable(),
      tax: moneySchema.nullable(),
    })
    .nullable(),
  rejection: rejection.nullable(),
});

const row = z.object({
  ...told,
  kind: z.enum(['new', 'amend', 'cancel']),
  stopPrice: priceSchema.nullable(),
  filledQuantity: quantitySchema,
  averageFillPrice: z.number().nullable(),
  isRejected: z.boolean(),
});

const brokerFill = z.object({
  fillId: text.nullable(),
  venueOrderId: numberSchema,
  symbol: text,
  side,
  price: priceSchema,
  quantity: quantitySchema,
  commission: moneySchema.nullable(),
  tax: moneySchema.nullable(),
  eventTime: timeSchema,
});

const sentRequest = z.object({ name: text, body: text });
const command = { commandId: text };
const request = { ...command, requestId: text };
const numbered = { venueOrderId: numberSchema, handle: handleSchema };

const orderFactSchema: z.ZodType<OrderFact> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('placeRecorded'), ...request, intent, tradingDate: dateSchema }),
  z.object({ kind: z.literal('externalSeen'), ...numbered, intent, tradingDate: dateSchema }),
  z.object({ kind: z.literal('amendRecorded'), ...request, target: numberSchema, change }),
  z.object({ kind: z.literal('cancelRecorded'), ...request, target: numberSchema }),
  z.object({ kind: z.literal('sent'), ...command, request: sentRequest.exactOptional() }),
  z.object({ kind: z.literal('acked'), ...command, ...numbered }),
  z.object({ kind: z.literal('refused'), ...command, rejection }),
  z.object({ kind: z.literal('notSent'), ...command, rejection }),
  z.object({ kind: z.literal('outcomeLost'), ...command, code: text }),
  z.object({ kind: z.literal('neverAccepted'), ...request, looks: z.array(timeSchema) }),
  z.object({ kind: z.literal('settled'), ...command, verdict: z.enum(['absent', 'refused']) }),
  z.object({ kind: z.literal('reported'), report }),
  z.object({ kind: z.literal('queried'), rows: z.array(row), fills: z.array(brokerFill) }),
  z.object({ kind: z.literal('expired') }),
  z.object({ kind: z.literal('lost') }),
]);

/** Returns the fact that a ledger row holds; null when it holds something else. Never throws. */
export function parseOrderFact(kind: string, payload: string): OrderFact | null {
  let content: unknown;
  try {
    content = JSON.parse(payload);
  } catch {
    return null;
  }
  const parsed = orderFactSchema.safeParse({ ...(content as object), kind });
  return parsed.success ? parsed.data : null;
}

/** Returns the payload of a fact's ledger row; its kind is a column of its own. */
export function formatOrderFact({ kind: _kind, ...content }: OrderFact): string {
  return JSON.stringify(content);
}
