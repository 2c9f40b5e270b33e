import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kiwoomEndpoint, type KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import { kiwoomRealtimeType } from '#shared/catalogue/kiwoom-realtime.ts';
import { expectWholeAnswer } from '#test/support/answer-check.ts';
import { startApiExchange, type ApiExchange } from '#test/support/api-exchange.ts';

const SYMBOLS = [
  ...['005930', '000660', '105560', '247540', '069500', '122630', '102110', '069660', '105190'],
  ...['148020', '152100', '360750', '133690', '153130', '434730', '034020'],
];
const FUND = { stk_cd: '069500' };
const ALL = { txon_type: '0', navpre: '0', mngmcomp: '0000', txon_yn: '0', trace_idex: '0', stex_tp: '1' };
const REQUESTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ka40001: { ...FUND, etfobjt_idex_cd: '201', dt: '1' },
  ka40002: FUND,
  ka40003: FUND,
  ka40004: ALL,
  ka40006: FUND,
  ka40007: FUND,
  ka40008: FUND,
  ka40009: FUND,
  ka40010: FUND,
};
const IDS = Object.keys(REQUESTS) as KiwoomApiId[];
type Row = Readonly<Record<string, string>>;

const size = (text: unknown) => Math.abs(Number(text));

describe('the fund APIs', () => {
  let api: ApiExchange;
  const quotes = (change: Readonly<Record<string, string>> = {}) =>
    api.rows('ka40004', 'etfall_mrpr', { ...ALL, ...change });
  const codes = (rows: readonly Row[]) => rows.map(({ stk_cd }) => stk_cd).toSorted();

  beforeAll(async () => {
    api = await startApiExchange(SYMBOLS);
    api.clock.advance(20_000);
  });
  afterAll(() => api.exchange.stop());

  it.each(IDS)('%s answers with every field of the catalogue', async (id) => {
    const { body } = await api.call(id, REQUESTS[id]);
    // No instrument here is an ETN.
    expectWholeAnswer(id, body, { blank: ['etntxon_type'] });
  });

  it.each(IDS)('%s says the same twice at one moment', async (id) => {
    expect(await api.call(id, REQUESTS[id])).toEqual(await api.call(id, REQUESTS[id]));
  });

  it.each(IDS)('%s takes every code of its request, and none other', async (id) => {
    for (const field of kiwoomEndpoint(id).request) {
      if (field.values === undefined) continue;
      for (const code of Object.keys(field.values)) {
        const { body } = await api.call(id, { ...REQUESTS[id], [field.key]: code });
        expect([code, body['return_code']]).toEqual([code, 0]);
      }
      const { body } = await api.call(id, { ...REQUESTS[id], [field.key]: 'Z' });
      expect(String(body['return_msg'])).toContain('1517');
    }
  });

  it.each(IDS.filter((id) => id !== 'ka40004'))('%s refuses what is no fund', async (id) => {
    for (const stk_cd of ['999999', '005930']) {
      const { body } = await api.call(id, { ...REQUESTS[id], stk_cd });
      expect(String(body['return_msg'])).toContain('1902');
    }
  });

  it('choose by manager, each code its own brand', async () => {
    const all = codes(await quotes());
    expect(all).toHaveLength(11);
    const byManager = new Map<string, readonly (string | undefined)[]>();
    for (const code of ['3020', '3027', '3191', '3228', '3023', '3022', '9999']) {
      byManager.set(code, codes(await quotes({ mngmcomp: code })));
    }
    expect([...byManager.values()].flat().toSorted()).toEqual(all);
    expect(byManager.get('3027')).toEqual(['069660']);
    expect(byManager.get('9999')).toEqual(['434730']);
  });

  it('choose by tax: the classes are all funds, and what is exempt is not taxed', async () => {
    const all = codes(await quotes());
    const classes: (string | undefined)[] = [];
    for (const txon_type of ['1', '2', '3', '4', '5']) classes.push(...codes(await quotes({ txon_type })));
    expect(classes.toSorted()).toEqual(all);
    expect(codes(await quotes({ txon_type: '5' }))).toEqual(['133690']);
    expect(codes(await quotes({ txon_yn: '2' }))).toEqual(codes(await quotes({ txon_type: '1' })));
    const both = [...codes(await quotes({ txon_yn: '1' })), ...codes(await quotes({ txon_yn: '2' }))];
    expect(both.toSorted()).toEqual(all);
  });

  it('choose by whether the NAV is above or below the close before', async () => {
    const above = await quotes({ navpre: '1' });
    const below = await quotes({ navpre: '2' });
    const base = (row: Row) => size(row['close_pric']) - Number(row['pred_pre']);
    expect(above.every((row) => size(row['nav']) > base(row))).toBe(true);
    expect(below.every((row) => size(row['nav']) < base(row))).toBe(true);
    expect(above.length + below.length).toBeGreaterThan(9);
  });

  it('trade on KRX alone', async () => {
    expect(await quotes({ stex_tp: '2' })).toEqual([]);
    expect(codes(await quotes({ stex_tp: '3' }))[0]).toMatch(/_AL$/);
  });

  it('agree on the NAV: value, list, day by day, minute by minute and real-time', async () => {
    const [value] = await api.rows('ka40009', 'etfnavarray', FUND);
    const [today, yesterday] = await api.rows('ka40003', 'etfdaly_trnsn', FUND);
    const row = (await quotes()).find(({ stk_cd }) => stk_cd === '069500');
    const socket = await api.listen(['0G'], ['069500']);
    const { values } = await socket.entry('0G');
    expect(Object.keys(values).toSorted()).toEqual(
      kiwoomRealtimeType('0G')
        .fields.map(({ fid }) => fid)
        .toSorted(),
    );
    expect([today?.['nav'], row?.['nav'], values['36']]).toEqual(Array(3).fill(value?.['nav']));
    expect([today?.['navetfdispty_rt'], values['266']]).toEqual(Array(2).fill(value?.['dispty_rt']));
    const change = size(today?.['nav']) - size(yesterday?.['nav']);
    expect(Number(value?.['navpred_pre'])).toBeCloseTo(change, 1);
    const { body: quote } = await api.call('ka10001', FUND);
    expect([today?.['cur_prc'], row?.['close_pric'], values['10']]).toEqual(Array(3).fill(quote['cur_prc']));
    expect(today?.['trde_qty']).toBe(quote['trde_qty']);
    const premium = (size(quote['cur_prc']) / size(value?.['nav']) - 1) * 100;
    expect(Number(value?.['dispty_rt'])).toBeCloseTo(premium, 1);
  });

  it('show the level of the index that a fund follows', async () => {
    const { body } = await api.call('ka20001', { mrkt_tp: '2', inds_cd: '201' });
    const [today] = await api.rows('ka40003', 'etfdaly_trnsn', FUND);
    expect(today?.['trace_cur_prc']).toBe(body['cur_prc']);
    expect(today?.['trace_pred_pre']).toBe(body['pred_pre']);
  });

  it('give a return over each period, and for the index of the fund alone', async () => {
    const over = async (dt: string) =>
      (await api.rows('ka40001', 'etfprft_rt_lst', { ...REQUESTS['ka40001'], dt }))[0];
    const told = [await over('0'), await over('1'), await over('2'), await over('3')];
    expect(new Set(told.map((row) => row?.['cntr_prft_rt'])).size).toBe(4);
    const days = await api.rows('ka40003', 'etfdaly_trnsn', FUND);
    const past = size(days[5]?.['cur_prc']);
    expect(Number(told[0]?.['cntr_prft_rt'])).toBeCloseTo((size(days[0]?.['cur_prc']) / past - 1) * 100, 1);
    const { body } = await api.call('ka40001', { ...REQUESTS['ka40001'], etfobjt_idex_cd: '150' });
    expect(String(body['return_msg'])).toContain('1517');
  });

  it('page back over five years of days', async () => {
    const dates: string[] = [];
    let nextKey: string | undefined;
    do {
      const answer = await api.call('ka40003', FUND, nextKey);
      const rows = answer.body['etfdaly_trnsn'] as readonly Row[];
      dates.push(...rows.map((row) => String(row['cntr_dt'])));
      nextKey = answer.nextKey ?? undefined;
    } while (nextKey !== undefined);
    expect(dates.length).toBeGreaterThan(1_200);
    expect(dates).toEqual([...new Set(dates)].toSorted().toReversed());
  });

  it('add up minutes and prints to the quote', async () => {
    const prints = await api.rows('ka40007', 'etftisl_cntr_array', FUND);
    const { body } = await api.call('ka10001', FUND);
    expect(prints[0]?.['cur_prc']).toBe(body['cur_prc']);
    const foreign = await api.rows('ka40010', 'etftisl_trnsn', FUND);
    const [today] = await api.rows('ka40008', 'etfnetprps_qty_array', FUND);
    expect(foreign[0]?.['for_netprps']).toBe(today?.['for_netprps_qty']);
    expect(foreign[0]?.['cur_prc']).toBe(body['cur_prc']);
  });
});
