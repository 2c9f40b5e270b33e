import { describe, expect, it } from 'vitest';
import type { TradingSession, TradingSessionPhase } from '#shared/domain/trading-session.ts';
import { sessionLabels } from '#renderer/panels/order-book/session-labels.ts';

const sessions = (krx: TradingSessionPhase, nxt: TradingSessionPhase): readonly TradingSession[] => [
  { venue: 'KRX', phase: krx, endsAt: null },
  { venue: 'NXT', phase: nxt, endsAt: null },
];

describe('session labels of an instrument', () => {
  it('name venues in the same phase together', () => {
    expect(sessionLabels(sessions('continuous', 'continuous'), true)).toEqual([
      { venues: ['KRX', 'NXT'], phase: 'continuous' },
    ]);
  });

  it('name them apart when their phases differ', () => {
    expect(sessionLabels(sessions('closingAuction', 'paused'), true)).toEqual([
      { venues: ['KRX'], phase: 'closingAuction' },
      { venues: ['NXT'], phase: 'paused' },
    ]);
  });

  it('leave NXT out for an instrument that it does not trade', () => {
    expect(sessionLabels(sessions('continuous', 'continuous'), false)).toEqual([
      { venues: ['KRX'], phase: 'continuous' },
    ]);
  });
});
