import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { API_HANDLERS } from '#electron/exchange/kiwoom-server/handlers/registry.ts';
import { isKiwoomApiId, kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';
import { createTradingExchange } from './trading-scenario.ts';

const SERVED = [...API_HANDLERS.keys()].filter(isKiwoomApiId);
const PLAUSIBLE = [
  '005930',
  '0',
  '1',
  '2',
  'KRX',
  '%',
  '20261120',
  '0000001',
  '',
  '-1',
  '99999999999999999999',
];

/** Bits of real frames with anything in their places. */
const anyFrame = fc.oneof(
  fc.string(),
  fc.json(),
  fc.record(
    {
      trnm: fc.oneof(fc.constantFrom('LOGIN', 'REG', 'REMOVE', 'PING', 'CNSRREQ'), fc.anything()),
      token: fc.anything(),
      grp_no: fc.oneof(fc.constantFrom('1', '2', '99999'), fc.anything()),
      refresh: fc.oneof(fc.constantFrom('0', '1'), fc.anything()),
      data: fc.oneof(
        fc.array(
          fc.record(
            {
              item: fc.oneof(fc.array(fc.constantFrom('005930', '035720_AL', 'x', '')), fc.anything()),
              type: fc.oneof(
                fc.array(fc.constantFrom('0B', '0D', '00', '0s', '1h', '0g', 'zz')),
                fc.anything(),
              ),
            },
            { requiredKeys: [] },
          ),
        ),
        fc.anything(),
      ),
    },
    { requiredKeys: [] },
  ),
);

function textOf(frame: unknown): string {
  if (typeof frame === 'string') return frame;
  try {
    return JSON.stringify(frame) ?? '';
  } catch {
    return '';
  }
}

describe('hostile input', () => {
  it('10,000 frames: a socket answers, ignores or ends, and never throws', () => {
    const exchange = createTradingExchange();
    const token = exchange.token();
    let socket = exchange.connect();
    fc.assert(
      fc.property(anyFrame, fc.boolean(), (frame, logsIn) => {
        if (socket.closing !== null) socket = exchange.connect();
        if (logsIn) socket.send({ trnm: 'LOGIN', token });
        socket.frames.length = 0;
        socket.sendText(textOf(frame));
        exchange.endTurn();
        for (const answer of socket.frames) expect(typeof answer['trnm']).toBe('string');
      }),
      { numRuns: 10_000 },
    );
    socket = exchange.connect();
    socket.send({ trnm: 'LOGIN', token });
    expect(socket.frames[0]?.['return_code']).toBe(0);
  });

  it('5,000 bodies: every API answers with a code and a message', () => {
    const exchange = createTradingExchange();
    const authorization = `Bearer ${exchange.token()}`;
    const value = fc.oneof(fc.constantFrom(...PLAUSIBLE), fc.anything());
    fc.assert(
      fc.property(fc.constantFrom(...SERVED), fc.func(value), fc.nat(), (id, pick, salt) => {
        const { path, request } = kiwoomEndpoint(id);
        const body = Object.fromEntries(request.map(({ key }) => [key, pick(key, salt)]));
        const answer = exchange.raw(path, { 'api-id': id, authorization }, textOf(body));
        expect(answer.status).toBe(200);
        expect(typeof answer.body['return_code']).toBe('number');
        expect(String(answer.body['return_msg'])).not.toBe('');
      }),
      { numRuns: 5_000 },
    );
  });

  it('3,000 sets of headers: every call is answered', () => {
    const exchange = createTradingExchange();
    const headers = fc.record(
      {
        'api-id': fc.oneof(fc.constantFrom(...SERVED), fc.string()),
        authorization: fc.oneof(fc.constant(`Bearer ${exchange.token()}`), fc.string()),
        'cont-yn': fc.oneof(fc.constantFrom('Y', 'N'), fc.string()),
        'next-key': fc.string(),
      },
      { requiredKeys: [] },
    );
    const path = fc.oneof(
      fc.constantFrom('/api/dostk/stkinfo', '/api/dostk/chart', '/oauth2/token'),
      fc.string(),
    );
    fc.assert(
      fc.property(path, headers, fc.oneof(fc.string(), fc.json()), (where, sent, body) => {
        const answer = exchange.raw(where, sent, body);
        expect([200, 429]).toContain(answer.status);
        expect(typeof answer.body['return_code']).toBe('number');
      }),
      { numRuns: 3_000 },
    );
  });
});
