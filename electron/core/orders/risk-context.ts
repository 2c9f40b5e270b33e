import type { CashBalance } from '#shared/domain/account.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { ErrorContext } from '#shared/domain/errors.ts';
import type { LoanLot } from '#shared/domain/funding.ts';
import type { Instrument } from '#shared/domain/instrument.ts';
import type { Money } from '#shared/domain/money.ts';
import type { PriceLimits } from '#shared/domain/price-limits.ts';
import { priceLimits } from '#shared/domain/price-limits.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import type { Quote } from '#shared/domain/quote.ts';
import type { RiskLimits } from '#shared/domain/risk-limits.ts';
import type { TickLadder } from '#shared/domain/tick-size.ts';
import type { EpochMs, KstDate } from '#shared/domain/time.ts';
import type { TradingSession } from '#shared/domain/trading-session.ts';
import type { IntentProblem } from '#shared/contract/requests.ts';
import { ladderFor } from '#shared/catalogue/tick-ladders.ts';
import type { BrokerCapabilities, CreditPower } from '../brokers/broker.ts';
import type { TrackedOrder } from './tracked-order.ts';

/** All that a check may look at: the state of the desk at one moment. Nothing here asks the network. */
export interface RiskContext {
  /** Null when no such instrument is known. */
  readonly instrument: Instrument | null;
  /** Null before the first quote. */
  readonly quote: Quote | null;
  readonly sessions: readonly TradingSession[];
  readonly capabilities: Pick<BrokerCapabilities, 'orders' | 'funding' | 'goldOrders'>;
  readonly limits: RiskLimits;
  /** Null before the account was read. */
  readonly cash: CashBalance | null;
  readonly sellableQuantity: Quantity | null;
  /** What the account has made today, realised and unrealised; null while unknown. */
  readonly dayResult: Money | null;
  /** What the broker lends on the instrument; null while it was not asked. */
  readonly credit: CreditPower | null;
  /** Loans on the instrument; null before the account was read. */
  readonly loans: readonly LoanLot[] | null;
  /** Orders to compare with, oldest first; the one that is checked is not among them. */
  readonly orders: readonly TrackedOrder[];
  /** The order that the check would amend; null for a new one. */
  readonly amended: TrackedOrder | null;
  readonly tradingDate: KstDate;
  readonly now: EpochMs;
}

/** Returns what is wrong, in the form that the ticket shows beside `field`. */
export function problem(
  field: IntentProblem['field'],
  code: string,
  detail: string,
  context: ErrorContext = {},
): IntentProblem {
  return { field, error: hogaError('validation', code, detail, { field, ...context }) };
}

/** Tick ladder of an instrument that is traded on the day of the context. */
export function ladderOf(instrument: Instrument, { tradingDate }: RiskContext): TickLadder {
  return ladderFor(instrument.kind, tradingDate);
}

/** Returns the daily band: the broker's where it told one, else the computed one; null for what has none. */
export function limitsOf(instrument: Instrument, context: RiskContext): PriceLimits | null {
  const { quote } = context;
  if (instrument.kind === 'elw') return null;
  if (quote !== null) return { upper: quote.upperLimit, lower: quote.lowerLimit };
  return priceLimits(instrument.basePrice, ladderOf(instrument, context), { leverage: instrument.leverage });
}
