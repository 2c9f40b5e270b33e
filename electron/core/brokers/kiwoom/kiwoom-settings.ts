import type { KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import { KIWOOM_ENDPOINTS, kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';
import type { QuotaRow } from '#shared/catalogue/quotas.ts';
import { KIWOOM_LIMITS, QUOTAS } from '#shared/catalogue/quotas.ts';
import type { BrokerEnvironment } from '#shared/domain/account.ts';
import type { BookVenue } from '#shared/domain/venue.ts';
import type { TokenSettings } from '../../auth/token-manager.ts';
import { DEFAULT_TOKEN_SETTINGS } from '../../auth/token-manager.ts';
import type { QuotaPolicy, QuotaRate } from '../../rate-limit/quota-policy.ts';
import type { SocketSettings } from '../../transport/socket-settings.ts';
import { DEFAULT_SOCKET_SETTINGS } from '../../transport/socket-settings.ts';

/** What an owner may change about the link to Kiwoom. The defaults are the safe side of figures that disagree. */
export interface KiwoomSettings {
  readonly requestsPerSecond: number;
  /** Of those, how many are kept free for orders. */
  readonly reservedForOrders: number;
  readonly apiRate: QuotaRate;
  /** APIs whose rate differs from `apiRate`. */
  readonly apiRates: Readonly<Partial<Record<KiwoomApiId, QuotaRate>>>;
  readonly requestTimeoutMs: number;
  /** How long a late answer to an order is still taken in. Its outcome counts as unknown long before: see `ANSWER_LIMIT_MS`. */
  readonly orderTimeoutMs: number;
  readonly maxPages: number;
  /** Whose prices are shown; `all` joins both books. */
  readonly marketDataVenue: BookVenue | 'all';
  /** Instruments registered for real-time data, over all groups. */
  readonly maxItems: number;
  readonly itemsPerGroup: number;
  readonly symbolsPerQuoteCall: number;
  /** Off, because other programs of the same owner share the token: Kiwoom gives all of them the same one. */
  readonly isTokenRevokedOnDisconnect: boolean;
  readonly token: TokenSettings;
  readonly socket: SocketSettings;
}

const quota = (scope: QuotaRow['scope']): QuotaRow => {
  const row = QUOTAS.find((candidate) => candidate.broker === 'kiwoom' && candidate.scope === scope);
  if (row === undefined) throw new Error(`no kiwoom quota per ${scope}`);
  return row;
};

export const DEFAULT_KIWOOM_SETTINGS: KiwoomSettings = {
  requestsPerSecond: quota('key').ratePerSecond,
  reservedForOrders: 2,
  apiRate: { perSecond: quota('api').ratePerSecond, burst: quota('api').burst },
  // The server's own refusal names five a second for this one; of which environment is not known.
  apiRates: { ka10095: { perSecond: 5, burst: 5 } },
  requestTimeoutMs: 10_000,
  orderTimeoutMs: 10_000,
  maxPages: 100,
  marketDataVenue: 'KRX',
  maxItems: KIWOOM_LIMITS.realtimeItems.value,
  itemsPerGroup: KIWOOM_LIMITS.realtimeItems.value,
  symbolsPerQuoteCall: KIWOOM_LIMITS.symbolsPerQuoteCall.value,
  isTokenRevokedOnDisconnect: false,
  token: { ...DEFAULT_TOKEN_SETTINGS, renewBeforeMs: KIWOOM_LIMITS.tokenRenewalLeadMs.value },
  socket: DEFAULT_SOCKET_SETTINGS,
};

/** Items the embedded exchange takes in one session: it bounds each group and not their number. */
const EMBEDDED_GROUPS = 10;
/** Half of what the embedded exchange lets through in total. */
const EMBEDDED_REQUESTS_PER_SECOND = 10;

/** What differs from the defaults in one environment. */
export const ENVIRONMENT_SETTINGS: Readonly<Record<BrokerEnvironment, Partial<KiwoomSettings>>> = {
  real: {},
  mock: {},
  embedded: {
    maxItems: KIWOOM_LIMITS.realtimeItems.value * EMBEDDED_GROUPS,
    requestsPerSecond: EMBEDDED_REQUESTS_PER_SECOND,
  },
};

/** Each API id has a bucket of its own. */
export const apiScope = (id: string): string => `api:${id}`;
/** Kiwoom names a quota per group without saying what a group is; its own grouping of the APIs is taken. */
export const groupScope = (id: KiwoomApiId): string => `group:${kiwoomEndpoint(id).group}`;

export function buildQuotaPolicy(settings: KiwoomSettings): QuotaPolicy {
  const { requestsPerSecond, apiRate, apiRates } = settings;
  const reserved = Math.min(settings.reservedForOrders, requestsPerSecond - 1);
  const ids = Object.keys(KIWOOM_ENDPOINTS) as KiwoomApiId[];
  return {
    totalPerSecond: requestsPerSecond,
    reserved: { order: 0, orderControl: Math.min(1, reserved), account: reserved, quote: reserved },
    scopes: Object.fromEntries(ids.map((id) => [apiScope(id), apiRates[id] ?? apiRate])),
    maxWaiting: 500,
    maxWaitMs: { order: 5_000, orderControl: 30_000, account: 60_000, quote: 60_000 },
  };
}
