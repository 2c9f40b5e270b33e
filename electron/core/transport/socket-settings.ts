import type { BackOffPolicy } from './back-off.ts';

export interface SocketSettings {
  readonly backOff: BackOffPolicy;
  /** From the start of a connection to the end of its login. */
  readonly loginTimeoutMs: number;
  /** From a request to its answer. */
  readonly answerTimeoutMs: number;
  /** A connection without a message of any kind for this long, heartbeats included, counts as dead. */
  readonly silenceMs: number;
  /** A connection that held this long counts as good: the next failure starts again with the shortest wait. */
  readonly stableAfterMs: number;
  /** Longest message that is looked at, in characters. */
  readonly maxMessageLength: number;
  /** Shortest time between two restarts because of an event that could not be read. */
  readonly restartPauseMs: number;
}

export const DEFAULT_SOCKET_SETTINGS: SocketSettings = {
  backOff: { firstMs: 1_000, maxMs: 60_000, factor: 2 },
  loginTimeoutMs: 15_000,
  answerTimeoutMs: 10_000,
  silenceMs: 60_000,
  stableAfterMs: 30_000,
  maxMessageLength: 4_000_000,
  restartPauseMs: 60_000,
};
