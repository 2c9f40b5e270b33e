import { describe, expect, it } from 'vitest';
import type { Instrument } from '#shared/domain/instrument.ts';
import { buildInstrumentIndex, searchInstruments } from '#renderer/stores/instrument-search.ts';
import { FAKE_INSTRUMENTS } from '#test/support/fake-desk/fake-instruments.ts';

const INDEX = buildInstrumentIndex(FAKE_INSTRUMENTS);

function find(query: string, limit = 20): readonly string[] {
  return searchInstruments(INDEX, query, limit).map(({ instrument }) => instrument.name);
}

describe('instrument search', () => {
  it('finds by code, whole and begun', () => {
    expect(find('005930')).toEqual(['삼성전자']);
    expect(find('0354')).toEqual(['NAVER']);
    expect(find('035').toSorted()).toEqual(['NAVER', '카카오']);
  });

  it('finds by first consonants, the whole name before a longer one', () => {
    expect(find('ㅅㅅㅈㅈ')).toEqual(['삼성전자']);
    expect(find('ㅋㅋㅇ')[0]).toBe('카카오');
    expect(find('ㅋㅋㅇ').toSorted()).toEqual(['카카오', '카카오게임즈', '카카오뱅크']);
  });

  it('takes apart double consonants that the input method joined', () => {
    // ㅂㅅ typed in a row arrives as ㅄ.
    expect(buildAndFind(['부산은행'], 'ㅄ')).toEqual(['부산은행']);
    expect(buildAndFind(['부산은행'], 'ㅄㅇㅎ')).toEqual(['부산은행']);
  });

  it('finds a name while its last syllable is still being typed', () => {
    expect(find('삼ㅅ')).toContain('삼성전자');
    expect(find('삼서')).toContain('삼성전자');
    expect(find('삼성저')[0]).toBe('삼성전자');
    expect(find('에코프로ㅂ')).toEqual(['에코프로비엠']);
  });

  it('finds inside a name, without regard to case and spaces', () => {
    expect(find('전자')).toEqual(['삼성전자']);
    expect(find('kodex레')).toEqual(['KODEX 레버리지']);
    expect(find('솔루션')).toEqual(['LG에너지솔루션']);
    expect(find('ㅅㄹㅅ')).toEqual(['LG에너지솔루션']);
  });

  it('puts a name that begins so before one that contains it', () => {
    expect(buildAndFind(['대한전선', '전선'], '전선')).toEqual(['전선', '대한전선']);
  });

  it('reads what was typed with the keyboard left in English', () => {
    expect(find('tkatjdwjswk')).toEqual(['삼성전자']);
    expect(find('tt')).toEqual(find('ㅅㅅ'));
  });

  it('offers what is alike when nothing matches', () => {
    expect(find('삼송전자')[0]).toBe('삼성전자');
    expect(find('한미반두체')[0]).toBe('한미반도체');
  });

  it('finds nothing for nothing', () => {
    expect(find('')).toEqual([]);
    expect(find('   ')).toEqual([]);
    expect(find('쀍쀍쀍')).toEqual([]);
  });

  it('returns no more than it was asked for, the largest companies first', () => {
    expect(find('삼성', 2)).toEqual(['삼성전자', '삼성전기']);
  });
});

function buildAndFind(names: readonly string[], query: string): readonly string[] {
  const [sample] = FAKE_INSTRUMENTS;
  if (sample === undefined) throw new Error('no instruments');
  const instruments = names.map((name, place): Instrument => ({ ...sample, name, symbol: `90000${place}` }));
  return searchInstruments(buildInstrumentIndex(instruments), query, 10).map(
    ({ instrument }) => instrument.name,
  );
}
