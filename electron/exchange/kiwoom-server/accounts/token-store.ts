import { randomBytes } from 'node:crypto';
import type { Clock } from '#shared/domain/clock.ts';
import { DAY_MS, epochMs, type EpochMs } from '#shared/domain/time.ts';
import type { Customer } from './key-registry.ts';

export interface IssuedToken {
  readonly token: string;
  readonly expiresAt: EpochMs;
}

/** Access tokens. Kept in memory only: after a restart of the exchange every token is invalid, as after a revocation. */
export interface TokenStore {
  /** Returns the customer's token while it lives, else a new one that lives for 24 hours. */
  issue(customer: Customer): IssuedToken;
  /** Returns whose token it is, or null when it was never issued, has expired or was revoked. */
  find(token: string): Customer | null;
  /** Ends a token; false when it is not a live token of this customer. */
  revoke(customer: Customer, token: string): boolean;
}

interface Entry extends IssuedToken {
  readonly customer: Customer;
}

export function createTokenStore(clock: Clock, lifetimeMs: number = DAY_MS): TokenStore {
  const byToken = new Map<string, Entry>();
  const byAppKey = new Map<string, Entry>();
  const isLive = (entry: Entry) => clock.now() < entry.expiresAt;
  const drop = (entry: Entry) => {
    byToken.delete(entry.token);
    byAppKey.delete(entry.customer.appKey);
  };

  return {
    issue(customer) {
      const current = byAppKey.get(customer.appKey);
      if (current !== undefined && isLive(current)) return current;
      if (current !== undefined) drop(current);
      const token = randomBytes(64).toString('base64url');
      // The wire carries whole seconds; a token must not outlive what it says.
      const expiresAt = epochMs(Math.floor((clock.now() + lifetimeMs) / 1000) * 1000);
      const entry = { token, expiresAt, customer };
      byToken.set(token, entry);
      byAppKey.set(customer.appKey, entry);
      return entry;
    },
    find(token) {
      const entry = byToken.get(token);
      if (entry === undefined) return null;
      if (isLive(entry)) return entry.customer;
      drop(entry);
      return null;
    },
    revoke(customer, token) {
      const entry = byToken.get(token);
      if (entry === undefined || entry.customer.appKey !== customer.appKey || !isLive(entry)) return false;
      drop(entry);
      return true;
    },
  };
}
