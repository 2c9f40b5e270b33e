/** A frame from a client: a JSON object with a service name. */
export interface ClientFrame {
  readonly service: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parses a text frame; null when it is not a JSON object. A missing service name reads as empty. */
export function parseFrame(text: string): ClientFrame | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(value)) return null;
  const service = value['trnm'];
  return { service: typeof service === 'string' ? service : '', fields: value };
}

/** Answers to REG, REMOVE and whatever else has a result. */
export function formatResult(service: string, code: number, message: string): string {
  return JSON.stringify({ trnm: service, return_code: code, return_msg: message });
}

export const PING_FRAME = JSON.stringify({ trnm: 'PING' });

/** @source protocol notes, section "WebSocket session" */
export const LOGIN_ACCEPTED = JSON.stringify({ trnm: 'LOGIN', return_code: 0, return_msg: '', sor_yn: 'Y' });

/** Another client logged in with the same app key. @source protocol notes, section "Second connection" */
export const REPLACED_FRAME = JSON.stringify({
  trnm: 'SYSTEM',
  code: 'R10001',
  message: '동일한 App key로 접속이 되었습니다. 기존 세션은 종료가 됩니다',
});

/** Writes a REAL frame around entries that are JSON already. */
export function formatRealFrame(entries: readonly string[]): string {
  return `{"trnm":"REAL","data":[${entries.join(',')}]}`;
}
