import type { Clock } from '#shared/domain/clock.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import { epochMs } from '#shared/domain/time.ts';
import type { Log } from '../ports/log.ts';

/** A `Date` header counts whole seconds, so a smaller difference says nothing. */
const RESOLUTION_MS = 2_000;
const WARN_MS = 60_000;

/** The broker's clock as its answers show it. This machine's clock may be off by hours; times sent by the broker are not. */
export interface BrokerTime {
  /** The broker's time, or this machine's while no answer has told. */
  now(): EpochMs;
  /** Broker minus machine; 0 when they agree; null while unknown. */
  skewMs(): number | null;
  /** Learns from one answer: its `Date` header and how long the round trip took. */
  observe(dateHeader: string | undefined, roundTripMs: number): void;
}

export function createBrokerTime(clock: Clock, log: Log): BrokerTime {
  let skew: number | null = null;
  let warnedSkew = 0;

  return {
    now: () => epochMs(clock.now() + (skew ?? 0)),
    skewMs: () => skew,
    observe(dateHeader, roundTripMs) {
      const told = dateHeader === undefined ? Number.NaN : Date.parse(dateHeader);
      if (Number.isNaN(told)) return;
      // The header was written about half a round trip ago and cuts off half a second on average.
      const measured = told + 500 - (clock.now() - Math.max(0, roundTripMs) / 2);
      // What the header cannot tell apart changes nothing: time that wavers by a second would reorder what follows in quick succession.
      if (Math.abs(measured - (skew ?? 0)) < RESOLUTION_MS) skew ??= 0;
      else skew = Math.round(measured);
      if (Math.abs(skew - warnedSkew) < WARN_MS) return;
      warnedSkew = skew;
      log.warn("this machine's clock differs from the broker's", { skewMs: skew });
    },
  };
}
