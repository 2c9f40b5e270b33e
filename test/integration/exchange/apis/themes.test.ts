import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectWholeAnswer } from '#test/support/answer-check.ts';
import { startApiExchange, type ApiExchange } from '#test/support/api-exchange.ts';

/** 삼성전자, SK하이닉스 and 한미반도체 (semiconductors), 셀트리온 and 셀트리온제약 (biosimilars), 두산에너빌리티 (nuclear), a fund. */
const SYMBOLS = ['005930', '000660', '042700', '068270', '068760', '034020', '069500'];
const ALL = { qry_tp: '0', date_tp: '10', flu_pl_amt_tp: '1', stex_tp: '1' };

describe('the theme APIs', () => {
  let api: ApiExchange;
  beforeAll(async () => {
    api = await startApiExchange(SYMBOLS);
  });
  afterAll(() => api.exchange.stop());

  const groups = (changes: Readonly<Record<string, string>> = {}) =>
    api.rows('ka90001', 'thema_grp', { ...ALL, ...changes });
  const members = (code: string, changes: Readonly<Record<string, string>> = {}) =>
    api.rows('ka90002', 'thema_comp_stk', { thema_grp_cd: code, date_tp: '10', stex_tp: '1', ...changes });
  const numbers = (rows: readonly Readonly<Record<string, string>>[], key: string) =>
    rows.map((row) => Number(row[key]));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

  it('answer with every field of the catalogue', async () => {
    expectWholeAnswer('ka90001', (await api.call('ka90001', ALL)).body);
    const request = { thema_grp_cd: '100', date_tp: '10', stex_tp: '1' };
    expectWholeAnswer('ka90002', (await api.call('ka90002', request)).body);
  });

  it('give a theme the mean of its members and count them as they are listed', async () => {
    for (const row of await groups()) {
      const list = await members(row['thema_grp_cd'] ?? '');
      expect(list.length).toBe(Number(row['stk_num']));
      expect(numbers(list, 'flu_rt').filter((rate) => rate > 0).length).toBe(Number(row['rising_stk_num']));
      expect(numbers(list, 'flu_rt').filter((rate) => rate < 0).length).toBe(Number(row['fall_stk_num']));
      expect(mean(numbers(list, 'flu_rt'))).toBeCloseTo(Number(row['flu_rt']), 1);
      expect(mean(numbers(list, 'dt_prft_rt_n'))).toBeCloseTo(Number(row['dt_prft_rt']), 1);
    }
  });

  it('sort by the return of the days or of today, up or down', async () => {
    const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);
    const by = async (order: string, key: string) => numbers(await groups({ flu_pl_amt_tp: order }), key);
    const [best, worst] = [await by('1', 'dt_prft_rt'), await by('2', 'dt_prft_rt')];
    expect(best).toEqual(sorted(best).toReversed());
    expect(worst).toEqual(sorted(best));
    const [up, down] = [await by('3', 'flu_rt'), await by('4', 'flu_rt')];
    expect(up).toEqual(sorted(up).toReversed());
    expect(down).toEqual(sorted(up));
  });

  it('show the best price of each side and what waits there', async () => {
    for (const row of await members('100')) {
      const { asks, bids } = api.exchange.world.book(row['stk_cd'] ?? '', 'KRX');
      expect([Number(row['sel_req']), Number(row['buy_req'])]).toEqual([asks[0]?.size, bids[0]?.size]);
    }
  });

  it('measure the return over the days asked for', async () => {
    const [today] = await members('100', { date_tp: '1' });
    expect(today?.['dt_prft_rt_n']).toBe(today?.['flu_rt']);
    const list = await members('100', { date_tp: '99' });
    for (const { stk_cd = '', cur_prc, dt_prft_rt_n } of list) {
      const days = api.exchange.world.bars(stk_cd, 'KRX', { unit: 'day' }, null, 100);
      const before = days.at(-1)?.close ?? 0;
      expect(Number(dt_prft_rt_n)).toBeCloseTo((Math.abs(Number(cur_prc)) / before - 1) * 100, 2);
    }
  });

  it('find themes by their name or by an instrument', async () => {
    const named = await groups({ qry_tp: '1', thema_nm: '바이오' });
    expect(named.map(({ thema_nm }) => thema_nm)).toEqual(['바이오시밀러']);
    const ofShare = await groups({ qry_tp: '2', stk_cd: '000660' });
    expect(ofShare.map(({ thema_nm }) => thema_nm).toSorted()).toEqual(['HBM', '반도체 대표주']);
    expect(await groups({ qry_tp: '2', stk_cd: '069500' })).toEqual([]);
    const refusals = [{ qry_tp: '1' }, { qry_tp: '2' }, { qry_tp: '2', stk_cd: '999999' }];
    const messages = await Promise.all(
      refusals.map(async (changes) =>
        String((await api.call('ka90001', { ...ALL, ...changes })).body['return_msg']),
      ),
    );
    expect(messages.map((message) => /\[(\d+):/.exec(message)?.[1])).toEqual(['1511', '1511', '1902']);
  });

  it('hold what trades on NXT alone when asked for it, and both exchanges together', async () => {
    const codes = async (stex_tp: string) => (await members('150', { stex_tp })).map(({ stk_cd }) => stk_cd);
    expect((await codes('1')).toSorted()).toEqual(['068270', '068760']);
    const eligible = ['068270', '068760'].filter(
      (symbol) => api.exchange.world.listing(symbol)?.isNxtEligible,
    );
    expect((await codes('2')).toSorted()).toEqual(eligible.map((symbol) => `${symbol}_NX`));
    expect((await codes('3')).toSorted()).toEqual(['068270_AL', '068760_AL']);
  });

  it.each([
    ['ka90001', { date_tp: '0' }],
    ['ka90001', { date_tp: '1x' }],
    ['ka90001', { flu_pl_amt_tp: '5' }],
    ['ka90002', { thema_grp_cd: '999' }],
    ['ka90002', { date_tp: '-1' }],
  ] as const)('refuse %s with %o', async (id, changes) => {
    const { body } = await api.call(id, { ...ALL, thema_grp_cd: '100', ...changes });
    expect(String(body['return_msg'])).toContain('1517');
  });
});
