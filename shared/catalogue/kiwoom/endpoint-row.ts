/** What a value of an answer means. Every value is a string on the wire but `return_code`. */
export type KiwoomValueKind =
  /** Won per share; a leading sign is the direction against the previous close, not part of the number. */
  | 'price'
  /** Difference from the previous close, truly signed. */
  | 'change'
  | 'percent'
  /** Shares. */
  | 'quantity'
  /** Money; in won unless `unit` says otherwise. */
  | 'amount'
  | 'count'
  /** Index points or NAV; a leading sign is the direction, as with a price. */
  | 'index'
  | 'number'
  /** YYYYMMDD. */
  | 'date'
  /** HHMMSS; some APIs send HH:MM:SS. */
  | 'time'
  /** YYYYMMDDHHMMSS. */
  | 'datetime'
  /** 1 upper limit, 2 up, 3 unchanged, 4 lower limit, 5 down. */
  | 'sign'
  /** An identifier: leading zeros and letters matter. */
  | 'code'
  | 'flag'
  | 'text'
  /** An array of objects; its fields name it in `list`. */
  | 'list'
  | 'object';

/** Kinds whose values are numbers; those of the others stay text. */
export const KIWOOM_NUMERIC_KINDS = [
  'price',
  'change',
  'percent',
  'quantity',
  'amount',
  'count',
  'index',
  'number',
] as const satisfies readonly KiwoomValueKind[];

export type KiwoomNumericKind = (typeof KIWOOM_NUMERIC_KINDS)[number];

export function isKiwoomNumericKind(kind: KiwoomValueKind): kind is KiwoomNumericKind {
  return (KIWOOM_NUMERIC_KINDS as readonly KiwoomValueKind[]).includes(kind);
}

/** What a request field wants beyond its length, and which picker it deserves. */
export type KiwoomRequestFormat =
  /** YYYYMMDD. */
  | 'date'
  /** An instrument code without an exchange. */
  | 'code'
  /** An instrument code, with _NX for NXT or _AL for both venues. */
  | 'suffixedCode'
  /** Several suffixed codes, joined with |. */
  | 'codes'
  /** A sector of ka10101. */
  | 'sectorCode'
  /** A member firm (거래원) of ka10102. */
  | 'memberCode'
  /** A theme of ka90001. */
  | 'themeCode';

export interface KiwoomRequestField {
  readonly key: string;
  /** The broker's own Korean label. */
  readonly label: string;
  readonly required: boolean;
  /** Longest value, in characters. */
  readonly length?: number;
  readonly format?: KiwoomRequestFormat;
  /** Every code that is accepted, with its Korean meaning. */
  readonly values?: Readonly<Record<string, string>>;
  /** `values` are only those the guide names: others are accepted too. */
  readonly isOpen?: true;
  /** Never shown, logged or kept. */
  readonly isSecret?: true;
  readonly note?: string;
}

export interface KiwoomResponseField {
  readonly key: string;
  readonly label: string;
  readonly kind: KiwoomValueKind;
  /** Key of the array whose rows have this field; absent on the top level. */
  readonly list?: string;
  /** In front of the code, and no part of it: `A005930` is 005930. Not every answer has it. */
  readonly prefix?: 'A';
  /**
   * What the number on the wire is multiplied with: 0.01 where the server sends an index times 100.
   *
   * @source Kiwoom REST API guide, examples; ka10051 and ka90005 measured by public clients in August 2026
   */
  readonly scale?: 0.01 | 0.001;
  /** The guide's example shows a leading + or -. */
  readonly signed?: true;
  /** The guide's example shows leading zeros. */
  readonly zeroPadded?: true;
  /** Never shown, logged or kept. */
  readonly isSecret?: true;
  /** Some answers lack it. */
  readonly optional?: true;
  readonly unit?: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly note?: string;
}

export type KiwoomGroup =
  | 'oauth'
  | 'account'
  | 'stockInfo'
  | 'marketConditions'
  | 'ranking'
  | 'chart'
  | 'sector'
  | 'institution'
  | 'shortSelling'
  | 'lending'
  | 'elw'
  | 'etf'
  | 'theme'
  | 'orders'
  | 'creditOrders';

/** One API. All are POST with a JSON body; the `api-id` header selects it among those of the same path. */
export interface KiwoomEndpoint {
  readonly id: string;
  readonly nameKo: string;
  readonly nameEn: string;
  readonly path: string;
  readonly group: KiwoomGroup;
  /** Known to answer in pages. False is no proof: a client that needs all rows follows `cont-yn` everywhere. */
  readonly isPaged: boolean;
  /** The mock server (모의투자) refuses it. */
  readonly notOnMock?: true;
  readonly request: readonly KiwoomRequestField[];
  /** In the guide's order. `return_code` (a number) and `return_msg` come with every answer and are not listed. */
  readonly response: readonly KiwoomResponseField[];
  readonly source: string;
}
