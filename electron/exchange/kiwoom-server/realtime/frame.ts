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

/** Whether a text is the echo of a PING: the frame, whatever else it holds, or the bare word that some clients answer with. */
export function isPing(text: string, frame: ClientFrame | null): boolean {
  return frame === null ? /^\s*"?ping"?\s*$/i.test(text) : frame.service.toUpperCase() === 'PING';
}

/** @source protocol notes, section "WebSocket session" */
export const LOGIN_ACCEPTED = JSON.stringify({ trnm: 'LOGIN', return_code: 0, return_msg: '', sor_yn: 'Y' });

const TOKEN_INVALID = '[CODE=8005, MESSAGE=Token이 유효하지 않습니다]';

/** A token that is not valid. @source answer of the socket to a stale token, quoted in public client code */
export const LOGIN_REFUSED = formatResult('LOGIN', 805004, `토큰 인증에 실패했습니다. ${TOKEN_INVALID}`);

/** A LOGIN without a token. @source answer of the socket, quoted in public client documents */
export const TOKEN_MISSING = formatResult(
  'LOGIN',
  805002,
  `인증을 체크하기 위한 Token 값이 없습니다. ${TOKEN_INVALID}`,
);

/** Whatever comes before LOGIN. @source answer of the mock server's socket, quoted in public client code */
export function formatNotLoggedIn(service: string): string {
  const message = `로그인 인증이 들어오기 전에 다른 전문이 들어왔습니다. 해당 전문은 무시됩니다. (TRNM=${service})`;
  // Clients echo whatever is called PING, so an error must not be.
  return formatResult(service.toUpperCase() === 'PING' ? 'LOGIN' : service, 100013, message);
}

/** A service that is not there, or none. @source answers of the socket, quoted in public client documents */
export function formatUnknownService(service: string): string {
  return service === ''
    ? formatResult('', 100002, '필수 파라미터가 누락되어 있습니다. (TRNM)')
    : formatResult(service, 105108, `정의되어 있지 않는 TRNM입니다. (TRNM=${service})`);
}

/** Another client logged in with the same app key. @source protocol notes, section "Second connection" */
export const REPLACED_FRAME = JSON.stringify({
  trnm: 'SYSTEM',
  code: 'R10001',
  message: '동일한 App key로 접속이 되었습니다. 기존 세션은 종료가 됩니다',
});

/** Messages at once that still have a frame each. */
const FEW_MESSAGES = 64;
/** Bytes of a frame that holds several. */
const SHARED_FRAME_BYTES = 4_096;
const REAL_OPENING = '{"trnm":"REAL","data":[';
const REAL_ENDING = ']}';

/**
 * Writes REAL frames around messages that are JSON already, in their order.
 *
 * A frame may hold several, but there are clients that look at the first alone, take the type of one for all, or hold no frame of more
 * than four kilobytes: so a message has a frame to itself, and only in a flood they share frames of that size.
 */
export function formatRealFrames(entries: readonly string[]): readonly string[] {
  const groups = entries.length <= FEW_MESSAGES ? entries : joinEntries(entries);
  return groups.map((group) => REAL_OPENING + group + REAL_ENDING);
}

function joinEntries(entries: readonly string[]): readonly string[] {
  const room = SHARED_FRAME_BYTES - REAL_OPENING.length - REAL_ENDING.length;
  const groups: string[][] = [];
  let free = 0;
  for (const entry of entries) {
    const bytes = Buffer.byteLength(entry) + 1;
    if (bytes > free) {
      groups.push([]);
      free = room;
    }
    groups.at(-1)?.push(entry);
    free -= bytes;
  }
  return groups.map((group) => group.join(','));
}
