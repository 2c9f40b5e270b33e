import type { KiwoomResponseField } from './endpoint-row.ts';

/** A value of a real-time message, keyed by its number (FID) in decimal. */
export interface KiwoomRealtimeField extends Omit<KiwoomResponseField, 'key' | 'list'> {
  readonly fid: string;
}

export interface KiwoomRealtimeType {
  /** Case matters: 0g and 0G are different types. */
  readonly type: string;
  readonly nameKo: string;
  readonly nameEn: string;
  /** False for types that follow the account or the market: their `item` is ignored. */
  readonly isItemRequired: boolean;
  readonly fields: readonly KiwoomRealtimeField[];
  readonly source: string;
}
