import type { KiwoomGroup } from './endpoint-row.ts';

export interface KiwoomGroupRow {
  readonly group: KiwoomGroup;
  readonly nameKo: string;
  readonly nameEn: string;
}

/** The groups of the broker's guide, in the order a menu shows them. */
export const KIWOOM_GROUPS: readonly KiwoomGroupRow[] = [
  { group: 'account', nameKo: '계좌', nameEn: 'Account' },
  { group: 'orders', nameKo: '주문', nameEn: 'Orders' },
  { group: 'creditOrders', nameKo: '신용주문', nameEn: 'Credit orders' },
  { group: 'stockInfo', nameKo: '종목정보', nameEn: 'Instruments' },
  { group: 'marketConditions', nameKo: '시세', nameEn: 'Quotes' },
  { group: 'ranking', nameKo: '순위정보', nameEn: 'Rankings' },
  { group: 'chart', nameKo: '차트', nameEn: 'Charts' },
  { group: 'sector', nameKo: '업종', nameEn: 'Sectors' },
  { group: 'theme', nameKo: '테마', nameEn: 'Themes' },
  { group: 'institution', nameKo: '기관/외국인', nameEn: 'Institutions and foreigners' },
  { group: 'shortSelling', nameKo: '공매도', nameEn: 'Short selling' },
  { group: 'lending', nameKo: '대차거래', nameEn: 'Lending' },
  { group: 'etf', nameKo: 'ETF', nameEn: 'ETF' },
  { group: 'elw', nameKo: 'ELW', nameEn: 'ELW' },
  { group: 'oauth', nameKo: 'OAuth 인증', nameEn: 'Tokens' },
];
