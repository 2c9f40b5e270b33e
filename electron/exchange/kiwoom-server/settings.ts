import { QUOTAS } from '#shared/catalogue/quotas.ts';
import type { StrictKeys } from './accounts/key-registry.ts';
import type { SessionRules } from './realtime/session.ts';
import type { QuotaRules } from './rest/quota.ts';

/** Everything about the server that a run may choose. */
export interface KiwoomServerSettings {
  readonly quota: QuotaRules;
  readonly secondLogin: 'replace' | 'allow';
  readonly session: SessionRules;
  /** The one key pair that is accepted; null accepts any, and binds a secret to its key on first use. */
  readonly strictKeys: StrictKeys | null;
}

const PER_API = QUOTAS.find((row) => row.broker === 'kiwoom' && row.scope === 'api');

/**
 * Per API id as measured on the real server; the watchlist call as its own refusal says (유량=5). Over all ids, what the broker's
 * pages name: ten a second, more than any client that keeps to the per-id quota is known to need.
 * @source shared/catalogue/quotas.ts; protocol notes, section "Rate limits"
 */
export const REAL_QUOTA: QuotaRules = {
  standard: { ratePerSecond: PER_API?.ratePerSecond ?? 1, burst: PER_API?.burst ?? 2 },
  perApi: { ka10095: { ratePerSecond: 5, burst: 5 } },
  total: { ratePerSecond: 10, burst: 20 },
};

export const NO_QUOTA: QuotaRules = { standard: null, perApi: {}, total: null };

export const DEFAULT_SETTINGS: KiwoomServerSettings = {
  quota: REAL_QUOTA,
  secondLogin: 'replace',
  session: {
    // The real server pings about every ten seconds (clients' logs).
    pingIntervalMs: 10_000,
    loginTimeoutMs: 30_000,
    maxBufferedBytes: 16 * 1_048_576,
    limits: { itemsPerGroup: 100, itemsPerSession: null },
    frameBeforeLogin: 'ignore',
  },
  strictKeys: null,
};

/**
 * Reads a quota setting: `off`, `default`, or calls per second and API id such as `5` (two seconds' worth at once, no total).
 * @returns null when it is none of these
 */
export function parseQuota(text: string): QuotaRules | null {
  if (text === 'off') return NO_QUOTA;
  if (text === 'default') return REAL_QUOTA;
  const rate = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || rate <= 0) return null;
  return {
    standard: { ratePerSecond: rate, burst: Math.max(1, Math.ceil(rate * 2)) },
    perApi: {},
    total: null,
  };
}
