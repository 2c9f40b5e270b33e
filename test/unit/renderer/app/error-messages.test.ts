import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { KIWOOM_ERRORS, KIWOOM_SESSION_REPLACED } from '#shared/catalogue/kiwoom-errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import { startI18n } from '#renderer/app/i18n.ts';
import { errorText, rejectionText } from '#renderer/ui/error-text.ts';

const ROOT = resolve(import.meta.dirname, '../../../..');

/** Where errors are made that a window may come to show. */
const SOURCES = ['electron/core', 'shared/domain', 'renderer'];

/** A code as it is written in the source: the second argument of `hogaError`, or a literal of that shape. */
const CODE = /'([A-Z]+(?:_[A-Z0-9]+)+)'/g;

/** Literals of the same shape that are no codes of errors. */
const NOT_CODES: ReadonlySet<string> = new Set(['STOP_PRICE']);

function codesIn(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .flatMap((path) => [...readFileSync(join(ROOT, folder, path), 'utf8').matchAll(CODE)])
    .map(([, code = '']) => code)
    .filter((code) => !NOT_CODES.has(code));
}

const CODES = [...new Set(SOURCES.flatMap(codesIn))].toSorted();

beforeAll(async () => {
  Object.assign(globalThis, { document: { documentElement: {} } });
  await startI18n('ko');
});

describe('messages of errors', () => {
  it.each(['ko', 'en'] as const)('are there for every code that core can send, in %s', (locale) => {
    expect(CODES.length).toBeGreaterThan(50);
    expect(
      CODES.filter((code) => !i18next.exists(`errors:code.${code}`, { lng: locale, fallbackLng: locale })),
    ).toEqual([]);
  });

  it('stand in for a code nobody has written one for, and name it', () => {
    const text = errorText(hogaError('storage', 'NEVER_HEARD_OF', ''), i18next.t);
    expect(text).toContain('NEVER_HEARD_OF');
    expect(text).not.toContain('errors:');
  });

  it('carry the venue’s own words as they came', () => {
    const context = { venueCode: '2000', venueText: '[2000](RC4025:주문가능금액을 확인하세요)' };
    expect(errorText(hogaError('venueRejected', 'ORDER_REJECTED', '', context), i18next.t)).toContain(
      '[2000](RC4025:주문가능금액을 확인하세요)',
    );
  });
});

describe('codes of the broker', () => {
  it.each(['ko', 'en'] as const)('are all in words, in %s', (locale) => {
    const codes = [...KIWOOM_ERRORS.map(({ code }) => code), KIWOOM_SESSION_REPLACED.code];
    const isThere = (code: string) =>
      i18next.exists(`errors:venue.${code}`, { lng: locale, fallbackLng: locale });
    expect(codes.filter((code) => !isThere(code))).toEqual([]);
  });

  it('stand beside what they mean and beside the broker’s own words', () => {
    const context = { venueCode: '8050', venueText: '[8050:지정단말기 인증에 실패했습니다]' };
    const text = errorText(hogaError('auth', 'AUTH_DEVICE_REFUSED', '', context), i18next.t);
    expect(text).toContain('[8050] 지정단말기 인증에 실패했습니다. 지정단말기 서비스에');
    expect(text).toContain('[8050:지정단말기 인증에 실패했습니다]');
  });

  it('that are unheard of add nothing', () => {
    const context = { venueCode: '9999', venueText: 'no' };
    expect(errorText(hogaError('auth', 'LOGIN_REFUSED', '', context), i18next.t)).toBe(
      `${i18next.t('errors:code.LOGIN_REFUSED')} (no)`,
    );
  });
});

describe('the numbers of a limit', () => {
  const limits = CODES.filter((code) => /_ABOVE_LIMIT$|^CONFIRM_(?!LOST|MARKET)/.test(code));

  it.each(['ko', 'en'] as const)('are both in what is said, in %s', (locale) => {
    expect(limits.length).toBeGreaterThan(12);
    const t = i18next.getFixedT(locale);
    for (const code of limits) {
      const error = hogaError('validation', code, '', { value: 77, limit: 33 });
      expect([code, errorText(error, t)]).toEqual([code, expect.stringMatching(/77.*33|33.*77/)]);
    }
  });
});

describe('why an order was refused', () => {
  it('is said in the trader’s language when the reason is ours', () => {
    const text = rejectionText({ code: 'NEVER_ACCEPTED', text: 'the broker lists no such order' }, i18next.t);
    expect(text).toBe('증권사에 접수되지 않은 주문입니다.');
  });

  it('is said in the venue’s own words when the reason is theirs', () => {
    const refused = { code: 'RC4025', text: '매수증거금이 부족합니다' };
    expect(rejectionText(refused, i18next.t)).toBe('[RC4025] 매수증거금이 부족합니다');
  });

  it('never shows a message with holes', () => {
    const text = rejectionText({ code: 'SESSION_CLOSED', text: 'the market is closed' }, i18next.t);
    expect(text).toBe('[SESSION_CLOSED] the market is closed');
  });
});
