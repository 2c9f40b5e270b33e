import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KIWOOM_ERRORS } from '#shared/catalogue/kiwoom-errors.ts';
import { judgeAnswer, readResult } from '#electron/core/brokers/kiwoom/errors.ts';
import type { AnswerVerdict, BrokerCall } from '#electron/core/transport/broker-call.ts';

const call: BrokerCall = {
  name: 'kt10000',
  lane: 'order',
  scopes: [],
  timeoutMs: 1,
  build: () => ({ method: 'POST', url: '', headers: {}, body: null }),
};

const judge = (status: number, body: unknown): AnswerVerdict =>
  judgeAnswer(call, { status, headers: {}, body: typeof body === 'string' ? body : JSON.stringify(body) });

const told = (verdict: AnswerVerdict) =>
  verdict.kind === 'accepted' ? 'accepted' : `${verdict.kind} ${verdict.error.kind} ${verdict.error.code}`;

const answer = (return_code: unknown, return_msg: string) => ({ return_code, return_msg });

describe('judging an answer', () => {
  it.each([
    [200, { return_code: 0, return_msg: '정상' }],
    [200, { return_code: '0', return_msg: '' }],
    [200, { returnCode: 0, returnMsg: '정상' }],
    [200, { return_code: 0, return_msg: '[1700: 되어도 성공]' }],
  ])('%i %j is a success', (status, body) => {
    expect(judge(status, body)).toEqual({ kind: 'accepted', answer: { body, headers: {} } });
  });

  it.each([
    [
      200,
      answer(2, '입력 값 오류입니다[1511:필수 입력 값에 값이 존재하지 않습니다. 필수입력 파라미터=ord_qty]'),
      'refused validation BROKER_INPUT_REFUSED',
    ],
    [200, answer(2, '[1517:형식 오류]'), 'refused validation BROKER_INPUT_REFUSED'],
    [200, answer(2, '[1505:없는 API]'), 'refused validation BROKER_INPUT_REFUSED'],
    [200, answer(5, '[1634:종목 수 초과]'), 'refused validation BROKER_INPUT_REFUSED'],
    [200, answer(2, '[1902:종목 정보가 없습니다]'), 'refused venueRejected ORDER_REJECTED'],
    [
      200,
      answer(3, '인증에 실패했습니다[8005:Token이 유효하지 않습니다]'),
      'tokenRefused auth AUTH_TOKEN_REFUSED',
    ],
    [401, answer(3, '[8005:Token]'), 'tokenRefused auth AUTH_TOKEN_REFUSED'],
    [200, answer(8005, ''), 'tokenRefused auth AUTH_TOKEN_REFUSED'],
    [200, answer('8005', ''), 'tokenRefused auth AUTH_TOKEN_REFUSED'],
    [200, answer(3, '[8031:모의 토큰]'), 'tokenRefused auth AUTH_TOKEN_REFUSED'],
    [200, answer(3, '[8103:단말기]'), 'tokenRefused auth AUTH_TOKEN_REFUSED'],
    [200, answer(3, '[8010:IP]'), 'tokenRefused auth AUTH_TOKEN_REFUSED'],
    [200, answer(3, '[8001:앱키]'), 'refused auth AUTH_KEY_REFUSED'],
    [200, answer(2, '[8030:투자구분]'), 'refused auth AUTH_MODE_MISMATCH'],
    [200, answer(3, '[8050:지정단말기]'), 'refused auth AUTH_DEVICE_REFUSED'],
    [200, answer(20, '[8104:모의 미지원]'), 'refused venueRejected ORDER_REJECTED'],
    [200, answer(20, '[2000](RC4058:모의투자 장종료)'), 'refused venueRejected ORDER_REJECTED'],
    [200, answer(20, '[2000](521790:주문불가)'), 'refused venueRejected ORDER_REJECTED'],
    [
      200,
      { returnCode: 20, returnMsg: '[2000](RC4025:증거금 부족)' },
      'refused venueRejected ORDER_REJECTED',
    ],
    [429, answer(5, '허용된 요청 개수를 초과하였습니다[1700:유량=1]'), 'overQuota rateLimited RATE_LIMITED'],
    [200, answer(5, '[1700:유량=5, API ID=ka10095]'), 'overQuota rateLimited RATE_LIMITED'],
    [200, answer(1700, ''), 'overQuota rateLimited RATE_LIMITED'],
  ])('%i %j proves that nothing was processed', (status, body, expected) => {
    expect(told(judge(status, body))).toBe(expected);
  });

  it.each([
    [500, answer(2, '[1511:값 없음]')],
    [502, '<html>Bad Gateway</html>'],
    [503, ''],
    [504, answer(0, '정상')],
    [200, ''],
    [200, 'null'],
    [200, '[]'],
    [200, '"text"'],
    [200, '{"return_code":'],
    [200, {}],
    [200, { ord_no: '0000123' }],
    [200, { return_code: null }],
    [200, { return_code: 'x' }],
    [200, { return_code: {} }],
    [200, answer(1, '')],
    [200, answer(3, '인증에 실패했습니다')],
    [200, answer(5, '요청이 많습니다')],
    [200, answer(20, '주문 처리 중 오류')],
    [200, answer(20, '[9999:처음 보는 코드]')],
    [200, answer(-1, '')],
    [200, answer(2, '[1999:예상하지 못한 오류]')],
    [201, answer(0, '정상')],
    [201, answer(20, '[2000](RC4058:장종료)')],
    [302, answer(2, '[1511:값 없음]')],
    [302, ''],
    [400, 'Bad Request'],
    [401, ''],
    [401, answer(3, '인증 실패')],
    [404, answer(20, '[2000](RC4058:장종료)')],
    [408, ''],
    [429, 'Too Many Requests'],
  ])('%i %j proves nothing', (status, body) => {
    expect(judge(status, body).kind).toBe('unproven');
  });

  it.each([
    [500, answer(2, '[1511:값 없음]'), 'backOff'],
    [503, '', 'backOff'],
    [200, answer(2, '[1999:오류]'), 'backOff'],
    [429, '', 'backOff'],
    [200, answer(5, '요청이 많습니다'), 'backOff'],
    [401, '', 'newToken'],
    [200, '{"cut', 'once'],
    [404, '', 'never'],
    [200, answer(20, '[9999:처음 보는 코드]'), 'never'],
  ])('lets a query that met %i %j be asked again: %s', (status, body, retry) => {
    expect(judge(status, body)).toMatchObject({ kind: 'unproven', retry });
  });

  it('keeps the code and the words of a refusal as they came', () => {
    const text = '[2000](RC4027:모의투자 상/하한가 오류입니다.)';
    expect(judge(200, answer(20, text))).toMatchObject({
      error: { context: { venueCode: 'RC4027', venueText: text } },
    });
    expect(judge(200, answer(2, '[1511:x]'))).toMatchObject({
      error: { context: { venueCode: '1511', venueText: '[1511:x]' } },
    });
  });

  it.each([
    ['1700', 'api:kt10000'],
    ['1701', 'total'],
    ['1702', 'group:orders'],
  ])('slows down what %s counts', (code, scope) => {
    expect(judge(429, answer(5, `[${code}:초과]`))).toMatchObject({
      kind: 'overQuota',
      scope,
      retryAfterMs: 1_000,
    });
  });

  it.each([
    ['30', 30_000],
    ['0', 1_000],
    ['86400', 60_000],
    ['Wed, 21 Oct 2026 07:28:00 GMT', 1_000],
  ])('waits as long as a header of %j says, within reason', (header, retryAfterMs) => {
    const body = JSON.stringify(answer(5, '[1700:초과]'));
    const verdict = judgeAnswer(call, { status: 429, headers: { 'retry-after': header }, body });
    expect(verdict).toMatchObject({ kind: 'overQuota', retryAfterMs, error: { context: { retryAfterMs } } });
  });

  it('has a definite meaning for every published code but the server failure', () => {
    for (const { code } of KIWOOM_ERRORS) {
      const { kind } = judge(200, answer(2, `[${code}:x]`));
      expect([code, kind === 'unproven']).toEqual([code, code === '1999']);
    }
  });

  it('never calls anything a proof that has no published code, and never throws', () => {
    const noise = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record({
          return_code: fc.oneof(fc.integer({ min: -50, max: 999 }), fc.string()),
          return_msg: fc.string(),
        })
        .map((body) => JSON.stringify(body)),
    );
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), noise, (status, body) => {
        const verdict = judge(status, body);
        const isKnown = /\[\d{4}|CODE=\d{4}|RC\d/.test(body);
        if (!isKnown && verdict.kind !== 'accepted') expect(verdict.kind).toBe('unproven');
        if (verdict.kind === 'accepted') expect(status).toBe(200);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('reading a result', () => {
  it.each([
    [{ return_code: 805004, return_msg: '토큰 인증에 실패했습니다. [CODE=8005]' }, '8005'],
    [{ return_code: 3, return_msg: 'CODE=8005 실패' }, '8005'],
    [{ return_code: 5, return_msg: '[1700]' }, '1700'],
    [{ return_code: 2, return_msg: '없음' }, ''],
    [{ return_code: 8030 }, '8030'],
  ])('finds the code in %j', (body, code) => {
    expect(readResult(body).code).toBe(code);
  });
});
