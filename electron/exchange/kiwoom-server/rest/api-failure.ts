/** A call that the server refuses, as it goes over the wire. */
export interface ApiFailure {
  readonly status: number;
  /** The small outer code; the real one stands in brackets inside `message`. */
  readonly returnCode: number;
  readonly message: string;
}

interface FailureKind {
  readonly returnCode: number;
  /** What stands in front of the bracket. */
  readonly preface: string;
  readonly status?: number;
  /** The text inside the bracket; `{0}` and `{1}` are filled in. */
  readonly text: string;
}

const BAD_INPUT = { returnCode: 2, preface: '입력 값 오류입니다' };
const BAD_REQUEST = { returnCode: 1, preface: '잘못된 요청입니다' };
const SERVICE_FAILED = { returnCode: 7, preface: '서비스를 처리하는 중에 오류가 발생했습니다' };
const NOT_AUTHENTICATED = { returnCode: 3, preface: '인증에 실패했습니다' };
const TOO_MANY = { returnCode: 5, preface: '허용된 요청 개수를 초과하였습니다' };

/**
 * Every refusal of the server but those of orders.
 *
 * @source codes and bracket texts: Kiwoom REST API guide, page "공통 오류코드"; 1634, 1701, 1903 and the outer codes 2, 3 and 5:
 *   protocol notes, section "Result convention and error codes"; the outer codes 1 (of 1504) and 7 (of 1902 and 1903): answers of the
 *   live server quoted in public client code
 */
const FAILURES = {
  '1501': { ...BAD_REQUEST, text: 'API ID가 Null이거나 값이 없습니다' },
  '1504': { ...BAD_REQUEST, text: '해당 URI에서는 지원하는 API ID가 아닙니다. API ID={0}, URI={1}' },
  '1505': { ...BAD_REQUEST, text: '해당 API ID는 존재하지 않습니다. API ID={0}' },
  '1511': { ...BAD_INPUT, text: '필수 입력 값에 값이 존재하지 않습니다. 필수입력 파라미터={0}' },
  '1512': { ...BAD_INPUT, text: 'Http header에 값이 설정되지 않았거나 읽을 수 없습니다' },
  '1513': { ...BAD_INPUT, text: 'Http Header에 authorization 필드가 설정되어 있어야 합니다' },
  '1514': { ...BAD_INPUT, text: '입력으로 들어온 Http Header의 authorization 필드 형식이 맞지 않습니다' },
  '1515': {
    ...BAD_INPUT,
    text: 'Http Header의 authorization 필드 내 Grant Type이 미리 정의된 형식이 아닙니다',
  },
  '1516': { ...BAD_INPUT, text: 'Http Header의 authorization 필드 내 Token이 정의되어 있지 않습니다' },
  '1517': { ...BAD_INPUT, text: '입력 값 형식이 올바르지 않습니다. 파라미터={0} 실패사유={1}' },
  '1634': { ...TOO_MANY, text: '한번에 조회할 수 있는 종목 수를 초과하였습니다. 최대={0}, API ID={1}' },
  '1700': { ...TOO_MANY, status: 429, text: '유량={0}, API ID={1}' },
  '1701': { ...TOO_MANY, status: 429, text: '전체 요청 유량={0}' },
  '1901': { ...SERVICE_FAILED, text: '시장 코드값이 존재하지 않습니다. 종목코드={0}' },
  '1902': {
    ...SERVICE_FAILED,
    text: '종목 정보가 없습니다. 입력한 종목코드 값을 확인바랍니다. 종목코드={0}',
  },
  '1903': {
    ...SERVICE_FAILED,
    text: '종목 정보가 없습니다. 입력한 종목코드, 거래소구분 값을 확인바랍니다. 거래소구분={0}, 종목코드={1}',
  },
  '1999': { ...SERVICE_FAILED, status: 500, text: '예기치 못한 에러가 발생했습니다. 실패사유={0}' },
  '8001': { ...NOT_AUTHENTICATED, text: 'App Key와 Secret Key 검증에 실패했습니다' },
  '8002': { ...NOT_AUTHENTICATED, text: 'App Key와 Secret Key 검증에 실패했습니다. 실패사유={0}' },
  '8005': { ...NOT_AUTHENTICATED, text: 'Token이 유효하지 않습니다' },
  '8009': { ...NOT_AUTHENTICATED, text: 'Access Token을 발급하는데 실패했습니다. 실패사유={0}' },
  '8011': {
    ...NOT_AUTHENTICATED,
    text: 'Access Token을 발급하는데 실패했습니다. 입력값에 grant_type이 들어오지 않았습니다',
  },
  '8012': {
    ...NOT_AUTHENTICATED,
    text: 'Access Token을 발급하는데 실패했습니다. grant_type의 값이 맞지 않습니다',
  },
  '8015': { ...NOT_AUTHENTICATED, text: 'Access Token을 폐기하는데 실패했습니다. 실패사유={0}' },
  '8016': {
    ...NOT_AUTHENTICATED,
    text: 'Access Token을 폐기하는데 실패했습니다. 입력값에 Token이 들어오지 않았습니다',
  },
  '8020': { ...BAD_INPUT, text: '입력파라미터로 appkey 또는 secretkey가 들어오지 않았습니다.' },
} as const satisfies Readonly<Record<string, FailureKind>>;

export type FailureCode = keyof typeof FAILURES;

/** Words a refusal. `slots` fill the text's `{0}` and `{1}`; long ones are cut, so that an answer cannot grow with its request. */
export function apiFailure(code: FailureCode, ...slots: readonly (string | number)[]): ApiFailure {
  const kind: FailureKind = FAILURES[code];
  const text = kind.text.replace(/\{([01])\}/g, (_, index: string) =>
    cut(String(slots[Number(index)] ?? '')),
  );
  return {
    status: kind.status ?? 200,
    returnCode: kind.returnCode,
    message: `${kind.preface}[${code}:${text}]`,
  };
}

function cut(slot: string): string {
  return slot.length <= 120 ? slot : `${slot.slice(0, 120)}…`;
}
