import type { Funding } from '#shared/domain/funding.ts';
import type { Instrument } from '#shared/domain/instrument.ts';
import type { OrderIntent } from '#shared/domain/order.ts';
import type { TradingSessionPhase } from '#shared/domain/trading-session.ts';
import type { BookVenue } from '#shared/domain/venue.ts';
import type { IntentProblem } from '#shared/contract/requests.ts';
import type { OrderRefusal, OrderVerdict } from '#shared/catalogue/order-rules.ts';
import { isOrderAllowed, isSorOrderAllowed } from '#shared/catalogue/order-rules.ts';
import type { RiskContext } from './risk-context.ts';
import { problem } from './risk-context.ts';

const FIELDS: Readonly<Record<OrderRefusal, IntentProblem['field']>> = {
  SESSION_UNKNOWN: 'venue',
  SESSION_CLOSED: 'venue',
  NOT_ON_VENUE: 'venue',
  TYPE_NOT_ALLOWED: 'type',
  TIME_IN_FORCE_NOT_ALLOWED: 'timeInForce',
};

/** Checks that the venue takes such an order in its present phase. A phase that is not known counts as closed. */
export function sessionProblems(
  intent: OrderIntent,
  instrument: Instrument,
  context: RiskContext,
): readonly IntentProblem[] {
  const verdict = verdictOn(intent, instrument, context);
  if (verdict.isAllowed) return [];
  const { reason } = verdict;
  const phase = intent.venue === 'SOR' ? phaseOf('KRX', context) : phaseOf(intent.venue, context);
  return [
    problem(FIELDS[reason], reason, `${intent.venue} does not take this order now`, {
      venue: intent.venue,
      type: intent.type,
      timeInForce: intent.timeInForce,
      phase,
    }),
  ];
}

const ONLY_CASH: readonly Funding['kind'][] = ['cash'];

/** Checks that the broker carries this kind of order at all. */
export function capabilityProblems(
  { venue, type, timeInForce, funding }: OrderIntent,
  { capabilities, instrument }: RiskContext,
): readonly IntentProblem[] {
  const isGold = instrument?.kind === 'gold';
  const fundings = isGold ? ONLY_CASH : capabilities.funding;
  if (!fundings.includes(funding.kind)) {
    return [problem('funding', 'FUNDING_NOT_OFFERED', 'not with that money', { funding: funding.kind })];
  }
  const orders = isGold ? capabilities.goldOrders : capabilities.orders;
  const offered = orders.find((each) => each.venue === venue && each.type === type);
  const values = { venue, type, timeInForce };
  if (offered === undefined) {
    return [problem('type', 'TYPE_NOT_OFFERED', 'the broker does not take this type there', values)];
  }
  if (offered.timesInForce.includes(timeInForce)) return [];
  return [
    problem('timeInForce', 'TIME_IN_FORCE_NOT_OFFERED', 'the broker does not take this condition', values),
  ];
}

/** Checks that the instrument trades, and trades there. */
export function instrumentProblems(intent: OrderIntent, instrument: Instrument): readonly IntentProblem[] {
  const { symbol } = instrument;
  if (instrument.isHalted) return [problem('symbol', 'SYMBOL_HALTED', 'trading is suspended', { symbol })];
  if (intent.venue === 'NXT' && !instrument.isNxtEligible) {
    return [problem('venue', 'NOT_ON_VENUE', 'NXT does not trade it', { symbol, venue: 'NXT' })];
  }
  return [];
}

function verdictOn(intent: OrderIntent, instrument: Instrument, context: RiskContext): OrderVerdict {
  const question = { type: intent.type, timeInForce: intent.timeInForce, kind: instrument.kind };
  if (intent.venue !== 'SOR') {
    return isOrderAllowed({ ...question, venue: intent.venue, phase: phaseOf(intent.venue, context) });
  }
  const phases = { KRX: phaseOf('KRX', context), NXT: phaseOf('NXT', context) };
  return isSorOrderAllowed({ ...question, phases, isNxtEligible: instrument.isNxtEligible });
}

function phaseOf(venue: BookVenue, { sessions }: RiskContext): TradingSessionPhase {
  return sessions.find((session) => session.venue === venue)?.phase ?? 'unknown';
}
