import type { BrokerId } from '../domain/account.ts';

/** A token bucket: `burst` at once, refilled at `ratePerSecond`. */
export interface QuotaRow {
  readonly broker: BrokerId;
  /** `api`: one bucket for each API id; `key`: one for all requests of an app key. */
  readonly scope: 'api' | 'key';
  readonly ratePerSecond: number;
  readonly burst: number;
  readonly source: string;
}

/**
 * Safe defaults, to be changed in the settings: the published figures disagree.
 *
 * Kiwoom documents three levels of quota (API, group, total) without numbers. Clients report between 1 and 20 requests a
 * second; the figure measured on the live server, per API id, is the lowest and the one taken here.
 */
export const QUOTAS: readonly QuotaRow[] = [
  {
    broker: 'kiwoom',
    scope: 'api',
    ratePerSecond: 1,
    burst: 2,
    source: 'younghwan91/kiwoom-rest-api, measured on the live server in August 2026',
  },
  {
    broker: 'kiwoom',
    scope: 'key',
    ratePerSecond: 5,
    burst: 5,
    source: 'Kiwoom-Securities/Kiwoom-REST-API, pause of 0.2 s between pages; several public clients',
  },
];

export interface LimitRow {
  readonly value: number;
  readonly source: string;
}

/** Sizes the Kiwoom server bears, safe side. */
export const KIWOOM_LIMITS = {
  /** Instruments in one call of ka10095; more answers 1634. */
  symbolsPerQuoteCall: { value: 100, source: 'measured by public clients' },
  /** Instruments registered for real-time data, over all groups; reports go from 40 to 100 a group. */
  realtimeItems: { value: 95, source: 'public clients; not in the guide' },
  groupNumberLength: { value: 4, source: 'Kiwoom REST API guide, real-time registration' },
  /** Characters of the paging key. */
  nextKeyLength: { value: 50, source: 'Kiwoom REST API guide' },
  /** How long before its end a token is renewed, in ms. */
  tokenRenewalLeadMs: { value: 600_000, source: 'Kiwoom-Securities/Kiwoom-REST-API' },
} as const satisfies Readonly<Record<string, LimitRow>>;
