import type { Clock } from '#shared/domain/clock.ts';

/** A token bucket: `burst` calls at once, refilled at `ratePerSecond`. */
export interface BucketRule {
  readonly ratePerSecond: number;
  readonly burst: number;
}

export interface QuotaRules {
  /** For every API id that `perApi` does not name; null: no limit. */
  readonly standard: BucketRule | null;
  readonly perApi: Readonly<Record<string, BucketRule | null>>;
  /** Over all API ids of one customer; null: no limit. */
  readonly total: BucketRule | null;
}

export type QuotaVerdict = 'granted' | { readonly exceeded: 'api' | 'total'; readonly rule: BucketRule };

/** Counts calls per customer and API id. A call over quota is refused and costs nothing. */
export interface QuotaMeter {
  take(customerId: string, apiId: string): QuotaVerdict;
}

interface Bucket {
  level: number;
  filledAt: number;
}

export function createQuotaMeter(clock: Clock, rules: QuotaRules): QuotaMeter {
  const buckets = new Map<string, Bucket>();

  const fill = (key: string, rule: BucketRule): Bucket => {
    const now = clock.monotonicNow();
    const bucket = buckets.get(key) ?? { level: rule.burst, filledAt: now };
    const gained = ((now - bucket.filledAt) / 1000) * rule.ratePerSecond;
    bucket.level = Math.min(rule.burst, bucket.level + gained);
    bucket.filledAt = now;
    buckets.set(key, bucket);
    return bucket;
  };

  return {
    take(customerId, apiId) {
      const own = apiId in rules.perApi ? (rules.perApi[apiId] ?? null) : rules.standard;
      const apiBucket = own === null ? null : fill(`${customerId} ${apiId}`, own);
      const totalBucket = rules.total === null ? null : fill(customerId, rules.total);
      if (own !== null && apiBucket !== null && !hasCall(apiBucket)) return { exceeded: 'api', rule: own };
      if (rules.total !== null && totalBucket !== null && !hasCall(totalBucket)) {
        return { exceeded: 'total', rule: rules.total };
      }
      if (apiBucket !== null) apiBucket.level -= 1;
      if (totalBucket !== null) totalBucket.level -= 1;
      return 'granted';
    },
  };
}

/** Tolerates the rounding of fractions, so that a client waiting exactly one second is not refused. */
function hasCall(bucket: Bucket): boolean {
  return bucket.level >= 1 - 1e-9;
}
