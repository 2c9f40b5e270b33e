import { KIWOOM_SESSION_REPLACED } from '#shared/catalogue/kiwoom-errors.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { AnswerBody } from '../../transport/broker-call.ts';
import type { SocketDialect, SocketSignal } from '../../transport/socket-dialect.ts';
import { judgeLogin, readResult, unreadable } from './errors.ts';
import { isObject } from './parse/field-reader.ts';

/** Answers of the condition search, by the request they belong to. */
export type ConditionAnswerName = 'CNSRLST' | 'CNSRREQ' | 'CNSRCLR';

const DATA: SocketSignal = { kind: 'data' };

/**
 * Kiwoom's WebSocket: frames told apart by `trnm`. Answers carry no request id, so `trnm` is also the channel.
 *
 * @param onReal  takes the entries of a REAL frame; returns false when one of them was vital and unreadable
 * @param onCondition  takes the frames of the condition search, which waits for its answers itself: a search that stays
 *   unanswered must not end the connection that orders need
 * @source Kiwoom REST API guide, 실시간; server behaviour reported by public clients
 */
export function createKiwoomDialect(
  onReal: (data: unknown) => boolean,
  onCondition: (name: ConditionAnswerName, frame: AnswerBody) => void = () => undefined,
): SocketDialect {
  return {
    login: (token) => JSON.stringify({ trnm: 'LOGIN', token }),
    read(text) {
      const frame = parseFrame(text);
      if (frame === null) return { kind: 'unreadable', error: unreadable('frame', text) };
      switch (frame.trnm) {
        case 'REAL':
          return onReal(frame.data) ? DATA : { kind: 'lost', error: unreadable('data', frame.data) };
        case 'PING':
          return { kind: 'heartbeat', reply: text };
        case 'LOGIN':
          return readLogin(frame);
        case 'REG':
        case 'REMOVE':
          return readAnswer(frame.trnm, frame);
        case 'CNSRLST':
        case 'CNSRREQ':
        case 'CNSRCLR':
          onCondition(frame.trnm, frame);
          return DATA;
        case 'SYSTEM':
          return readNotice(frame);
        default:
          return { kind: 'unreadable', error: unreadable('trnm', frame.trnm) };
      }
    },
  };
}

function parseFrame(text: string): AnswerBody | null {
  try {
    const frame: unknown = JSON.parse(text);
    return isObject(frame) ? frame : null;
  } catch {
    return null;
  }
}

function readLogin(frame: AnswerBody): SocketSignal {
  const result = readResult(frame);
  if (result.returnCode === 0) return { kind: 'loggedIn' };
  return { kind: 'loginRefused', ...judgeLogin(result) };
}

function readAnswer(channel: 'REG' | 'REMOVE', frame: AnswerBody): SocketSignal {
  const result = readResult(frame);
  if (result.returnCode === 0) return { kind: 'answer', channel, outcome: ok(undefined) };
  const error = hogaError('venueRejected', 'REGISTRATION_REFUSED', result.message, {
    venueCode: result.code || String(result.returnCode),
    venueText: result.message,
  });
  return { kind: 'answer', channel, outcome: err(error) };
}

function readNotice(frame: AnswerBody): SocketSignal {
  const code = typeof frame.code === 'string' ? frame.code : '';
  const text = typeof frame.message === 'string' ? frame.message : '';
  if (code === KIWOOM_SESSION_REPLACED.code) return { kind: 'replaced', error: replaced(code, text) };
  return {
    kind: 'unreadable',
    error: hogaError('protocol', 'NOTICE_UNKNOWN', `${code} ${text.slice(0, 200)}`),
  };
}

const replaced = (venueCode: string, venueText: string): HogaError =>
  hogaError('auth', 'SESSION_REPLACED', 'the same app key logged in elsewhere', { venueCode, venueText });
