import type { KiwoomEndpoint } from './endpoint-row.ts';

/** Tokens (OAuth 인증). */
export const KIWOOM_OAUTH_ENDPOINTS = {
  au10001: {
    id: 'au10001',
    nameKo: '접근토큰 발급',
    nameEn: 'Issue access token',
    path: '/oauth2/token',
    group: 'oauth',
    isPaged: false,
    request: [
      { key: 'grant_type', label: 'grant_type', required: true, values: { client_credentials: '고정값' } },
      { key: 'appkey', label: '앱키', required: true, isSecret: true },
      { key: 'secretkey', label: '시크릿키', required: true, isSecret: true },
    ],
    response: [
      { key: 'expires_dt', label: '만료일', kind: 'date' },
      { key: 'token_type', label: '토큰타입', kind: 'text' },
      { key: 'token', label: '접근토큰', kind: 'text', isSecret: true },
    ],
    source: 'Kiwoom REST API guide; Kiwoom-Securities/Kiwoom-REST-API',
  },
  au10002: {
    id: 'au10002',
    nameKo: '접근토큰폐기',
    nameEn: 'Revoke access token',
    path: '/oauth2/revoke',
    group: 'oauth',
    isPaged: false,
    request: [
      { key: 'appkey', label: '앱키', required: true, isSecret: true },
      { key: 'secretkey', label: '시크릿키', required: true, isSecret: true },
      { key: 'token', label: '접근토큰', required: true, isSecret: true },
    ],
    response: [],
    source: 'Kiwoom REST API guide; Kiwoom-Securities/Kiwoom-REST-API',
  },
} as const satisfies Readonly<Record<string, KiwoomEndpoint>>;
