import { describe, expect, it } from 'vitest';
import type { KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import { createTradingExchange, order, rowsOf } from './trading-scenario.ts';

const DAY = { stk_cd: '005930', base_dt: '20261120', upd_stkpc_tp: '1' };
const MINUTE = { stk_cd: '005930', tic_scope: '1', upd_stkpc_tp: '1' };
const exchange = createTradingExchange();

/** Follows `cont-yn` and `next-key` to the end, as the protocol says. */
function allPages(id: KiwoomApiId, body: Readonly<Record<string, string>>, list: string) {
  const pages: Record<string, string>[][] = [];
  let headers: Record<string, string> = {};
  for (;;) {
    const answer = exchange.call(id, body, headers);
    pages.push(rowsOf(answer.body, list));
    if (answer.headers['cont-yn'] !== 'Y') return pages;
    headers = { 'cont-yn': 'Y', 'next-key': answer.headers['next-key'] ?? '' };
  }
}

describe('charts', () => {
  it('page 600 days at a time, newest first, over five years without a gap or a repeat', () => {
    const pages = allPages('ka10081', DAY, 'stk_dt_pole_chart_qry');
    expect(pages.map((page) => page.length).slice(0, -1)).toEqual([600, 600]);
    const dates = pages.flat().map((row) => row['dt'] ?? '');
    expect(dates.length).toBeGreaterThan(1_200);
    expect(dates).toEqual([...new Set(dates)].toSorted().toReversed());
  });

  it('compare each day with the close before it, over page ends too', () => {
    const rows = allPages('ka10081', DAY, 'stk_dt_pole_chart_qry').flat();
    const changes = rows.slice(0, -1).map((row) => Number(row['pred_pre']));
    const closes = rows.map((row) => Number(row['cur_prc']));
    expect(changes).toEqual(closes.slice(0, -1).map((close, index) => close - (closes[index + 1] ?? 0)));
  });

  it('end at the base date, that day included', () => {
    const answer = exchange.call('ka10081', { ...DAY, base_dt: '20260310' }).body;
    expect(rowsOf(answer, 'stk_dt_pole_chart_qry')[0]).toMatchObject({ dt: '20260310' });
  });

  it('write daily prices plain and the money traded in millions', () => {
    const [row] = rowsOf(exchange.call('ka10081', DAY).body, 'stk_dt_pole_chart_qry');
    expect(row?.['cur_prc']).toMatch(/^\d+$/);
    const value = Number(row?.['trde_prica']) * 1_000_000;
    const low = Number(row?.['low_pric']) * Number(row?.['trde_qty']);
    const high = Number(row?.['high_pric']) * Number(row?.['trde_qty']);
    expect(value).toBeGreaterThanOrEqual(low - 1_000_000);
    expect(value).toBeLessThanOrEqual(high);
  });

  it.each([
    ['ka10082', 'stk_stk_pole_chart_qry', 250],
    ['ka10083', 'stk_mth_pole_chart_qry', 58],
    ['ka10094', 'stk_yr_pole_chart_qry', 5],
  ] as const)('%s adds days up, newest first', (id, list, atLeast) => {
    const rows = rowsOf(exchange.call(id, DAY).body, list);
    expect(rows.length).toBeGreaterThanOrEqual(atLeast);
    const dates = rows.map((row) => row['dt'] ?? '');
    expect(dates).toEqual([...new Set(dates)].toSorted().toReversed());
  });

  it.each(['1', '3', '5', '10', '15', '30', '45', '60'])('draw bars of %s minutes', (minutes) => {
    const answer = exchange.call('ka10080', { ...MINUTE, tic_scope: minutes }).body;
    const times = rowsOf(answer, 'stk_min_pole_chart_qry').map((row) => row['cntr_tm'] ?? '');
    expect(times).toHaveLength(900);
    expect(times).toEqual([...new Set(times)].toSorted().toReversed());
    const minuteOfDay = (time: string) => Number(time.slice(8, 10)) * 60 + Number(time.slice(10, 12));
    const gaps = times.slice(1).map((time, index) => minuteOfDay(times[index] ?? '') - minuteOfDay(time));
    expect(Math.min(...gaps.filter((gap) => gap > 0))).toBe(Number(minutes));
  });

  it('sign minute prices against the close before their day', () => {
    const days = rowsOf(exchange.call('ka10081', DAY).body, 'stk_dt_pole_chart_qry');
    const minutes = rowsOf(exchange.call('ka10080', MINUTE).body, 'stk_min_pole_chart_qry');
    const closes = new Map(days.map((row, index) => [row['dt'], Number(days[index + 1]?.['cur_prc'])]));
    // Today has no bar before its first trade, so every minute belongs to a day of the list.
    for (const row of minutes) {
      const base = closes.get(row['cntr_tm']?.slice(0, 8)) ?? 0;
      const close = Math.abs(Number(row['cur_prc']));
      expect(Math.sign(Number(row['pred_pre']))).toBe(Math.sign(close - base));
      expect(Number(row['pred_pre'])).toBe(close - base);
      expect(row['cur_prc']?.startsWith('-')).toBe(close < base);
      expect(row['cur_prc']?.startsWith('+')).toBe(close > base);
    }
  });

  it('add minute volumes up over their day', () => {
    const rows = rowsOf(exchange.call('ka10080', MINUTE).body, 'stk_min_pole_chart_qry');
    for (const [index, row] of rows.slice(0, -1).entries()) {
      const before = rows[index + 1];
      if (before?.['cntr_tm']?.slice(0, 8) !== row['cntr_tm']?.slice(0, 8)) continue;
      const grown = Number(row['acc_trde_qty']) - Number(before?.['acc_trde_qty']);
      expect(grown).toBe(Number(row['trde_qty']));
    }
  });

  it('end minutes at a base date where one is given', () => {
    const answer = exchange.call('ka10080', { ...MINUTE, base_dt: '20261106' }).body;
    expect(rowsOf(answer, 'stk_min_pole_chart_qry')[0]?.['cntr_tm']).toMatch(/^20261106/);
  });

  it('draw one tick bar for each print, and count the prints of the running bar', () => {
    const live = createTradingExchange();
    for (let count = 0; count < 4; count += 1) {
      live.call('kt10000', order({ ord_qty: '2', ord_uv: '', trde_tp: '3' }));
    }
    const ticks = (scope: string) =>
      live.call('ka10079', { stk_cd: '005930', tic_scope: scope, upd_stkpc_tp: '1' }).body;
    expect(rowsOf(ticks('1'), 'stk_tic_chart_qry').map((row) => row['trde_qty'])).toEqual([
      '2',
      '2',
      '2',
      '2',
    ]);
    expect(rowsOf(ticks('3'), 'stk_tic_chart_qry').map((row) => row['trde_qty'])).toEqual(['2', '6']);
    expect(ticks('3')['last_tic_cnt']).toBe('1');
  });

  it('answer alike for adjusted and plain prices, because nothing was ever split', () => {
    const plain = exchange.call('ka10081', { ...DAY, upd_stkpc_tp: '0' });
    expect(plain.body).toEqual(exchange.call('ka10081', DAY).body);
  });

  it('echo the code as it was asked for', () => {
    for (const code of ['005930', '005930_NX', '005930_AL']) {
      expect(exchange.call('ka10081', { ...DAY, stk_cd: code }).body['stk_cd']).toBe(code);
    }
  });
});

describe('page keys', () => {
  const first = exchange.call('ka10081', DAY);
  const key = first.headers['next-key'] ?? '';
  const next = (body: unknown, headers: Readonly<Record<string, string>>) =>
    exchange.call('ka10081', body, { 'cont-yn': 'Y', ...headers }).body;

  it('are at most 50 characters', () => {
    expect(key.length).toBeGreaterThan(0);
    expect(key.length).toBeLessThanOrEqual(50);
  });

  it('are refused when they were made up, cut or changed', () => {
    for (const wrong of ['abc', key.slice(0, -1), `0${key.slice(1)}`, `${key}0`, 'x'.repeat(5_000)]) {
      expect(next(DAY, { 'next-key': wrong })['return_msg']).toContain('파라미터=next-key');
    }
  });

  it('are refused with the body of another call, and for another customer', () => {
    const message = '파라미터=next-key';
    expect(next({ ...DAY, stk_cd: '035720' }, { 'next-key': key })['return_msg']).toContain(message);
    const other = `Bearer ${exchange.token('appkey-2')}`;
    expect(next(DAY, { 'next-key': key, authorization: other })['return_msg']).toContain(message);
  });

  it('are ignored without cont-yn', () => {
    const answer = exchange.call('ka10081', DAY, { 'cont-yn': 'N', 'next-key': key });
    expect(answer.body).toEqual(first.body);
  });

  it('do not mind fields that the API does not know', () => {
    expect(next({ ...DAY, extra: '1' }, { 'next-key': key })['return_code']).toBe(0);
  });
});
