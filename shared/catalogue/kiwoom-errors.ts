/** What an error code is about, and so who can do something. */
export type KiwoomErrorGroup =
  /** The request is malformed: a bug of the client, or a wrong entry. */
  | 'input'
  /** Too many requests: nothing was processed; later it works. */
  | 'rate'
  | 'symbol'
  | 'server'
  /** The app key or secret key is wrong. */
  | 'credentials'
  /** The access token is missing, expired or revoked. */
  | 'token'
  /** The calling address or terminal is not the registered one. */
  | 'device'
  /** The key, token or API belongs to the other environment, or is not open to this customer. */
  | 'mode';

export interface KiwoomErrorRow {
  readonly code: string;
  /** Our own wording; what the server sends is kept verbatim beside it. */
  readonly meaningKo: string;
  readonly group: KiwoomErrorGroup;
  readonly source: string;
}

const GUIDE = 'Kiwoom REST API guide, common error codes';
const OFFICIAL = 'Kiwoom-Securities/Kiwoom-REST-API, error table';
const SEEN = 'server answers quoted by public clients';

/** Codes in brackets inside `return_msg`, as in `[8005:...]`; the WebSocket login writes `CODE=8005`. */
export const KIWOOM_ERRORS: readonly KiwoomErrorRow[] = [
  { code: '1501', meaningKo: 'API ID가 비어 있습니다', group: 'input', source: GUIDE },
  { code: '1504', meaningKo: '이 주소는 해당 API ID를 제공하지 않습니다', group: 'input', source: GUIDE },
  { code: '1505', meaningKo: '없는 API ID입니다', group: 'input', source: GUIDE },
  { code: '1511', meaningKo: '필수 입력값이 비어 있습니다', group: 'input', source: GUIDE },
  { code: '1512', meaningKo: 'HTTP 헤더가 없거나 읽을 수 없습니다', group: 'input', source: GUIDE },
  { code: '1513', meaningKo: 'authorization 헤더가 없습니다', group: 'input', source: GUIDE },
  { code: '1514', meaningKo: 'authorization 헤더의 형식이 틀렸습니다', group: 'input', source: GUIDE },
  {
    code: '1515',
    meaningKo: 'authorization 헤더의 인증 방식을 알 수 없습니다',
    group: 'input',
    source: GUIDE,
  },
  { code: '1516', meaningKo: 'authorization 헤더에 토큰이 없습니다', group: 'input', source: GUIDE },
  { code: '1517', meaningKo: '입력값의 형식이 틀렸습니다', group: 'input', source: GUIDE },
  { code: '1634', meaningKo: '한 번에 조회할 수 있는 종목 수를 넘었습니다', group: 'input', source: SEEN },
  { code: '1687', meaningKo: '되풀이된 호출로 API 사용이 제한되었습니다', group: 'input', source: GUIDE },
  { code: '1700', meaningKo: '이 API의 허용 요청 수를 넘었습니다', group: 'rate', source: GUIDE },
  { code: '1701', meaningKo: '전체 허용 요청 수를 넘었습니다', group: 'rate', source: OFFICIAL },
  { code: '1702', meaningKo: 'API 묶음의 허용 요청 수를 넘었습니다', group: 'rate', source: OFFICIAL },
  { code: '1901', meaningKo: '종목의 시장 정보가 없습니다', group: 'symbol', source: GUIDE },
  { code: '1902', meaningKo: '없는 종목입니다', group: 'symbol', source: GUIDE },
  { code: '1903', meaningKo: '고른 거래소에 없는 종목입니다', group: 'symbol', source: OFFICIAL },
  { code: '1999', meaningKo: '서버에서 예상하지 못한 오류가 났습니다', group: 'server', source: GUIDE },
  { code: '8001', meaningKo: '앱키 또는 시크릿키 확인에 실패했습니다', group: 'credentials', source: GUIDE },
  { code: '8002', meaningKo: '앱키 또는 시크릿키 확인에 실패했습니다', group: 'credentials', source: GUIDE },
  { code: '8003', meaningKo: '접근토큰을 찾지 못했습니다', group: 'token', source: GUIDE },
  { code: '8005', meaningKo: '유효하지 않은 토큰입니다', group: 'token', source: GUIDE },
  { code: '8006', meaningKo: '접근토큰을 만들지 못했습니다', group: 'token', source: GUIDE },
  { code: '8009', meaningKo: '접근토큰을 발급하지 못했습니다', group: 'token', source: GUIDE },
  { code: '8010', meaningKo: '토큰을 받은 IP와 호출한 IP가 다릅니다', group: 'device', source: GUIDE },
  { code: '8011', meaningKo: 'grant_type이 없습니다', group: 'credentials', source: GUIDE },
  { code: '8012', meaningKo: 'grant_type 값이 틀렸습니다', group: 'credentials', source: GUIDE },
  { code: '8015', meaningKo: '토큰을 폐기하지 못했습니다', group: 'token', source: GUIDE },
  { code: '8016', meaningKo: '폐기할 토큰이 없습니다', group: 'token', source: GUIDE },
  { code: '8020', meaningKo: '앱키 또는 시크릿키가 비어 있습니다', group: 'input', source: GUIDE },
  { code: '8030', meaningKo: '앱키의 실전/모의 구분이 다릅니다', group: 'mode', source: GUIDE },
  { code: '8031', meaningKo: '토큰의 실전/모의 구분이 다릅니다', group: 'mode', source: GUIDE },
  { code: '8040', meaningKo: '단말기 인증에 실패했습니다', group: 'device', source: GUIDE },
  { code: '8050', meaningKo: '지정 단말기 인증에 실패했습니다', group: 'device', source: GUIDE },
  { code: '8103', meaningKo: '토큰 또는 단말기 인증에 실패했습니다', group: 'token', source: GUIDE },
  { code: '8104', meaningKo: '모의투자에서 지원하지 않는 API입니다', group: 'mode', source: OFFICIAL },
  { code: '8200', meaningKo: '법인 고객은 쓸 수 없는 API입니다', group: 'mode', source: OFFICIAL },
];

/** Returns the row of a bracketed code, or null for one that is not published. */
export function kiwoomError(code: string): KiwoomErrorRow | null {
  return KIWOOM_ERRORS.find((row) => row.code === code) ?? null;
}

/** Business refusals, inside the message of an answer with outer code 20, as in `[2000](RC4058:...)`. */
export const KIWOOM_REFUSALS: readonly {
  readonly code: string;
  readonly meaningKo: string;
  readonly source: string;
}[] = [
  { code: 'RC4025', meaningKo: '모의투자 주문가능금액이 부족합니다', source: SEEN },
  { code: 'RC4027', meaningKo: '모의투자 상하한가를 벗어난 주문입니다', source: SEEN },
  { code: 'RC4058', meaningKo: '모의투자 장이 끝났습니다', source: SEEN },
  { code: 'RC9000', meaningKo: '모의투자에서 제공하지 않는 서비스입니다', source: SEEN },
];

/**
 * The outer `return_code`: a JSON number, now and then a string. Most carry the code that matters inside the message.
 *
 * Some answers put a four-digit code here directly.
 */
export const KIWOOM_RETURN_CODES = {
  success: 0,
  /** WebSocket REG or REMOVE failed. */
  registrationFailed: 1,
  badInput: 2,
  authentication: 3,
  /** Over quota, with HTTP 429 or 200; also 1634, which a repeat does not cure. */
  tooManyRequests: 5,
  /** An order or another business request was refused. */
  refused: 20,
} as const;

/** The WebSocket's notice before it closes a session, because the same app key logged in again. */
export const KIWOOM_SESSION_REPLACED = { code: 'R10001', source: SEEN } as const;
