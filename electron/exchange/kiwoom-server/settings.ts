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
 * The strictest quota that was ever measured on the live server: per API id once a second, twice at once; the watchlist call as its own
 * refusal says (유량=5). Over all ids, the ten a second that the broker's pages name.
 * @source shared/catalogue/quotas.ts; protocol notes, section "Rate limits"
 */
export const REAL_QUOTA: QuotaRules = {
  standard: { ratePerSecond: PER_API?.ratePerSecond ?? 1, burst: PER_API?.burst ?? 2 },
  perApi: { ka10095: { ratePerSecond: 5, burst: 5 } },
  total: { ratePerSecond: 10, burst: 20 },
};

/**
 * What lets every client through that the live server lets through. Reports differ by key and by year, from 유량=1 to 유량=5 per API id
 * and up to 20 a second in all; the broker's own samples page at five a second. Two seconds' worth at once, because calls on loopback
 * follow each other without the delay of a network.
 * @source refusals of the live server quoted in public client code (유량=5); Kiwoom-Securities/Kiwoom-REST-API, sample pause of 0.2 s
 */
export const LENIENT_QUOTA: QuotaRules = {
  standard: { ratePerSecond: 5, burst: 10 },
  perApi: {},
  total: { ratePerSecond: 20, burst: 40 },
};

export const NO_QUOTA: QuotaRules = { standard: null, perApi: {}, total: null };

export const DEFAULT_SETTINGS: KiwoomServerSettings = {
  quota: LENIENT_QUOTA,
  secondLogin: 'replace',
  session: {
    // The real server pings about every ten seconds (clients' logs).
    pingIntervalMs: 10_000,
    loginTimeoutMs: 30_000,
    maxBufferedBytes: 16 * 1_048_576,
    maxBufferedTotal: 512 * 1_048_576,
    limits: { itemsPerGroup: 100, itemsPerSession: null },
    frameBeforeLogin: 'ignore',
  },
  strictKeys: null,
};

/**
 * Reads a quota setting: `off`, `default`, `strict`, or calls per second and API id such as `5` (two seconds' worth at once, no total).
 * @returns null when it is none of these
 */
export function parseQuota(text: string): QuotaRules | null {
  if (text === 'off') return NO_QUOTA;
  if (text === 'default') return LENIENT_QUOTA;
  if (text === 'strict') return REAL_QUOTA;
  const rate = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || rate <= 0) return null;
  return {
    standard: { ratePerSecond: rate, burst: Math.max(1, Math.ceil(rate * 2)) },
    perApi: {},
    total: null,
  };
}
