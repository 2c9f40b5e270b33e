import { describe, expect, it } from 'vitest';
import type { TradingSession, TradingSessionPhase } from '#shared/domain/trading-session.ts';
import {
  keepTypeChoice,
  typeChoices,
  typeKey,
  venueChoices,
} from '#renderer/panels/order-entry/order-choices.ts';
import { ticketFacts } from '#test/support/ticket-harness.ts';

const { account, instrument } = ticketFacts();
const capabilities = account?.orderCapabilities ?? [];
const sessions = (krx: TradingSessionPhase, nxt: TradingSessionPhase): readonly TradingSession[] => [
  { venue: 'KRX', phase: krx, endsAt: null },
  { venue: 'NXT', phase: nxt, endsAt: null },
];

describe('venues on offer', () => {
  it('are those the account can use', () => {
    expect(venueChoices(capabilities, instrument)).toEqual([
      { venue: 'SOR', obstacle: null },
      { venue: 'KRX', obstacle: null },
      { venue: 'NXT', obstacle: null },
    ]);
    const krxOnly = capabilities.filter(({ venue }) => venue === 'KRX');
    expect(venueChoices(krxOnly, instrument).map(({ obstacle }) => obstacle)).toEqual([
      'notOffered',
      null,
      'notOffered',
    ]);
  });

  it('leave NXT out for an instrument that it does not trade', () => {
    const fund = instrument === null ? null : { ...instrument, isNxtEligible: false };
    expect(venueChoices(capabilities, fund)[2]).toEqual({ venue: 'NXT', obstacle: 'notEligible' });
  });
});

describe('types on offer', () => {
  const allowed = (venue: 'KRX' | 'NXT' | 'SOR', krx: TradingSessionPhase, nxt: TradingSessionPhase) =>
    typeChoices(venue, capabilities, instrument, sessions(krx, nxt))
      .filter(({ isAllowedNow }) => isAllowedNow)
      .map(typeKey);

  it('are every combination of the broker, with what the session takes marked', () => {
    const choices = typeChoices('KRX', capabilities, instrument, sessions('closingAuction', 'paused'));
    expect(choices.map(typeKey)).toEqual([
      'limit:day',
      'limit:ioc',
      'limit:fok',
      'market:day',
      'market:ioc',
      'market:fok',
      'conditionalLimit:day',
      'bestCounter:day',
      'bestSame:day',
      'midpoint:day',
      'stopLimit:day',
    ]);
    expect(allowed('KRX', 'closingAuction', 'paused')).toEqual(['limit:day', 'market:day']);
  });

  it('follow the venue: a routed order goes where either venue takes it', () => {
    expect(allowed('NXT', 'continuous', 'paused')).toEqual([]);
    expect(allowed('SOR', 'closed', 'afterMarket')).toContain('limit:day');
    expect(allowed('KRX', 'closed', 'afterMarket')).toEqual([]);
  });

  it('keep the chosen one when the venue changes, as far as it is offered there', () => {
    const choices = typeChoices('KRX', capabilities, instrument, sessions('continuous', 'continuous'));
    expect(keepTypeChoice(choices, { type: 'market', timeInForce: 'ioc' })).toMatchObject({
      type: 'market',
      timeInForce: 'ioc',
    });
    expect(keepTypeChoice(choices, { type: 'midpoint', timeInForce: 'fok' })).toMatchObject({
      type: 'midpoint',
      timeInForce: 'day',
    });
    expect(keepTypeChoice(choices, { type: 'postCloseClosePrice', timeInForce: 'day' })).toMatchObject({
      type: 'limit',
      timeInForce: 'day',
    });
  });
});
