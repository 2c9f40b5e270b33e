/** Who goes first when the quota is short: an order, then cancels and queries of orders, then the account, then quotes. */
export const LANES = ['order', 'orderControl', 'account', 'quote'] as const;
export type Lane = (typeof LANES)[number];

/** A token bucket: `burst` requests at once, then `perSecond`. Fractions of a request per second are allowed. */
export interface QuotaRate {
  readonly perSecond: number;
  readonly burst: number;
}

/**
 * What one account may ask of its broker, as data. A scope is whatever the broker counts: an API, a family of APIs, the
 * issue of tokens; its name means nothing here.
 */
export interface QuotaPolicy {
  /** All requests together, in any span of one second. At least 1. */
  readonly totalPerSecond: number;
  /**
   * How many of those a lane leaves free for the lanes above it. Because of it a second that is full of queries still has
   * room for an order at once: orders are never queued behind queries. Below `totalPerSecond`.
   */
  readonly reserved: Readonly<Record<Lane, number>>;
  /** Scopes with a quota of their own. A scope that is not listed is bounded by the total alone. */
  readonly scopes: Readonly<Record<string, QuotaRate>>;
  /** Requests that may wait per lane; one more is refused. */
  readonly maxWaiting: number;
  /** How long a request may wait before it is given up unsent: an order is worth little when the price has moved. */
  readonly maxWaitMs: Readonly<Record<Lane, number>>;
}

/** The scope that stands for all requests together, for penalties. */
export const TOTAL_SCOPE = 'total';
