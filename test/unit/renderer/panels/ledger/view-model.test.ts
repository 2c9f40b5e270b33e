import { readFileSync } from 'node:fs';
import type { TFunction } from 'i18next';
import { describe, expect, it } from 'vitest';
import {
  buildStoryRow,
  changesText,
  daysOf,
  elapsedText,
  kindText,
  readFilter,
  saveFilter,
  statusText,
  wordsText,
} from '#renderer/panels/ledger/view-model.ts';
import type { StoryEntry } from '#shared/contract/ledger.ts';
import type { AccountId } from '#shared/domain/account.ts';
import { kstDate } from '#shared/domain/time.ts';
import type { EpochMs } from '#shared/domain/time.ts';

function textsOf(locale: 'ko' | 'en'): object {
  const file = new URL(`../../../../../renderer/panels/ledger/locales/${locale}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as object;
}

const ko = textsOf('ko');
const en = textsOf('en');

/** Korean texts of the panel; a key that has none is answered with the default, as i18next does. */
const t = ((key: string, options?: { defaultValue?: string }) => {
  const found = key
    .split('.')
    .reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], ko);
  return typeof found === 'string' ? found : (options?.defaultValue ?? key);
}) as unknown as TFunction<'ledger'>;

function entry(change: Partial<StoryEntry>): StoryEntry {
  return {
    sequence: 1,
    at: 0 as EpochMs,
    elapsedMs: 0,
    kind: 'sent',
    command: null,
    commandElapsedMs: null,
    code: null,
    text: null,
    changes: [],
    status: null,
    unknownCommand: null,
    clockOffsetMs: null,
    hash: '',
    ...change,
  };
}

const filled = { field: 'filledQuantity', before: 0, after: 30 } as const;

describe('a line of a story', () => {
  it.each([
    [{ kind: 'sent', command: 'cancel' }, '취소 전송', ''],
    [{ kind: 'reported', code: 'filled' }, '체결 통보', ''],
    [{ kind: 'reportSeen', code: 'repeated', text: 'accepted' }, '접수 통보', '이미 아는 내용'],
    [
      { kind: 'refused', command: 'place', code: '571489', text: '장종료' },
      '주문 증권사 거부',
      '571489 장종료',
    ],
    [
      { kind: 'outcomeLost', command: 'place', code: 'ANSWER_OVERDUE' },
      '주문 응답 유실',
      '1초 안에 응답 없음',
    ],
    [{ kind: 'ofTheFuture', code: 'NEW_CODE' }, 'ofTheFuture', 'NEW_CODE'],
  ] as const)('says what happened and why: %o', (change, what, why) => {
    expect([kindText(entry(change), t), wordsText(entry(change), t)]).toEqual([what, why]);
  });

  it('says what changed, and of a new order only what was asked for', () => {
    const changes = [{ field: 'price', before: null, after: 71_000 } as const, filled];
    expect(changesText({ kind: 'reported', changes: [filled] }, t)).toBe('체결 0→30');
    expect(changesText({ kind: 'placeRecorded', changes }, t)).toBe('가격 71,000');
  });

  it('is louder the more it matters', () => {
    const tone = (change: Partial<StoryEntry>) => buildStoryRow(entry(change)).tone;
    expect(tone({ kind: 'reported', changes: [filled] })).toBe('good');
    expect(tone({ kind: 'outcomeLost' })).toBe('doubt');
    expect(tone({ kind: 'refused' })).toBe('bad');
    expect(tone({ kind: 'reportSeen', code: 'repeated' })).toBe('account');
    expect(tone({ kind: 'reportSeen', code: 'contradicts' })).toBe('doubt');
  });

  it('names a state, and which command is unknown', () => {
    expect(statusText('unknown', 'cancel', t)).toBe('trading:unknown.cancel');
    expect(statusText('filled', null, t)).toBe('trading:status.filled');
    expect(statusText(null, null, t)).toBe('');
  });

  it('tells time to the millisecond', () => {
    expect([elapsedText(0), elapsedText(1_234.56), elapsedText(null)]).toEqual(['+0', '+1,234.6', '']);
  });
});

describe('what the panel shows', () => {
  const today = kstDate('20261120');

  it('is today until days are chosen, and a range typed backwards is turned around', () => {
    const filter = readFilter(null);
    expect(daysOf(filter, today)).toEqual({ from: today, to: today });
    expect(daysOf({ ...filter, from: today, to: kstDate('20261101') }, today)).toEqual({
      from: '20261101',
      to: '20261120',
    });
  });

  it('comes back as it was saved, and anything else is not taken', () => {
    const filter = {
      accountId: 'a-1' as AccountId,
      from: kstDate('20261101'),
      to: null,
      isOneSymbol: true,
    };
    expect(readFilter(saveFilter(filter))).toEqual(filter);
    expect(readFilter({ accountId: 7, from: 'yesterday', isOneSymbol: 'yes' })).toEqual(readFilter(null));
  });
});

describe('the texts', () => {
  it('are there in both languages', () => {
    const keys = (texts: object, path = ''): string[] =>
      Object.entries(texts).flatMap(([key, text]) =>
        typeof text === 'string' ? [`${path}${key}`] : keys(text as object, `${path}${key}.`),
      );
    expect(keys(ko)).toEqual(keys(en));
  });
});
