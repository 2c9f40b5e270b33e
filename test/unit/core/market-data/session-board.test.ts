import { describe, expect, it } from 'vitest';
import { SessionBoard } from '#electron/core/market-data/session-board.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { TradingSession } from '#shared/domain/trading-session.ts';

const at = (ms: number) => ms as EpochMs;
const timetable = (venue: TradingSession['venue'], now: EpochMs): TradingSession =>
  now < 1_000
    ? { venue, phase: 'openingAuction', endsAt: at(1_000) }
    : { venue, phase: 'continuous', endsAt: at(2_000) };

describe('session board', () => {
  it('follows the timetable while the broker says nothing', () => {
    const board = new SessionBoard(timetable, () => false);
    expect(board.session('KRX', at(1_500))).toEqual({ venue: 'KRX', phase: 'continuous', endsAt: 2_000 });
  });

  it('believes the broker until the next change of the timetable', () => {
    const board = new SessionBoard(timetable, () => false);
    board.push({ venue: 'KRX', phase: 'closed', endsAt: null }, at(500));
    expect(board.session('KRX', at(900)).phase).toBe('closed');
    expect(board.session('KRX', at(1_000)).phase).toBe('continuous');
  });

  it('always believes an exchange that keeps its own hours', () => {
    const board = new SessionBoard(timetable, () => true);
    board.push({ venue: 'KRX', phase: 'continuous', endsAt: null }, at(500));
    expect(board.session('KRX', at(99_000)).phase).toBe('continuous');
  });

  it('forgets what was pushed before a reconnect', () => {
    const board = new SessionBoard(timetable, () => true);
    board.push({ venue: 'NXT', phase: 'paused', endsAt: null }, at(500));
    board.reset();
    expect(board.session('NXT', at(600)).phase).toBe('openingAuction');
  });
});
