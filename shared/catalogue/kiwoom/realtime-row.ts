import type { KiwoomResponseField } from './endpoint-row.ts';

/** A value of a real-time message, keyed by its number (FID) in decimal. */
export interface KiwoomRealtimeField extends Omit<KiwoomResponseField, 'key' | 'list'> {
  readonly fid: string;
}

/** What the `item` of a registration is. */
export type KiwoomItemFormat =
  /** The type follows the account or the market. */
  | 'none'
  /** An instrument code without an exchange. */
  | 'code'
  /** An instrument code, with _NX for NXT or _AL for both venues. */
  | 'suffixedCode'
  /** A suffixed code, or empty for all instruments. */
  | 'codeOrAll'
  /** A sector of ka10101. */
  | 'sectorCode'
  /** MGD (won per gram) or MGU (US dollars per ounce). */
  | 'goldUnit';

export interface KiwoomRealtimeType {
  /** Case matters: 0g and 0G are different types. */
  readonly type: string;
  readonly nameKo: string;
  readonly nameEn: string;
  /** False for types that follow the account or the market: their `item` is ignored. */
  readonly isItemRequired: boolean;
  readonly itemFormat: KiwoomItemFormat;
  readonly fields: readonly KiwoomRealtimeField[];
  readonly source: string;
}
