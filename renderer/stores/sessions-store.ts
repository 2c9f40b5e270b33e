import { createStore } from 'zustand/vanilla';
import type { TradingSession } from '#shared/domain/trading-session.ts';
import type { BookVenue } from '#shared/domain/venue.ts';

interface SessionsState {
  readonly sessions: readonly TradingSession[];
}

export const sessionsStore = createStore<SessionsState>(() => ({ sessions: [] }));

export function sessionOf(state: SessionsState, venue: BookVenue): TradingSession | null {
  return state.sessions.find((session) => session.venue === venue) ?? null;
}
