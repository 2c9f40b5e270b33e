import { describe, expect, it } from 'vitest';
import type { KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import { createKiwoomExchange } from '#test/support/kiwoom-exchange.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';
import { rowsOf } from './trading-scenario.ts';

/** A made-up day that stands still at 14:10:30, so that answers can be laid over each other. */
const exchange = createKiwoomExchange({
  clock: createVirtualClock(Date.UTC(2026, 10, 20, 5, 10, 30)),
  world: { hasWarmUp: true },
});
const DATE = '20261120';
const CODES = ['005930', '005930_NX', '005930_AL', '035720', '069500'];

const chartOf = (id: KiwoomApiId, list: string, code: string, changes: Record<string, string> = {}) =>
  rowsOf(
    exchange.call(id, { stk_cd: code, base_dt: DATE, tic_scope: '1', upd_stkpc_tp: '1', ...changes }).body,
    list,
  );

const size = (text: string | undefined) => Math.abs(Number(text));

describe.each(CODES)('the answers about %s', (code) => {
  const info = exchange.call('ka10001', { stk_cd: code }).body as Record<string, string>;
  const [watched = {}] = rowsOf(exchange.call('ka10095', { stk_cd: code }).body, 'atn_stk_infr');
  const prints = rowsOf(exchange.call('ka10003', { stk_cd: code }).body, 'cntr_infr');
  const days = chartOf('ka10081', 'stk_dt_pole_chart_qry', code);
  const minutes = chartOf('ka10080', 'stk_min_pole_chart_qry', code);
  const ticks = chartOf('ka10079', 'stk_tic_chart_qry', code);
  const [day = {}] = days;
  const today = minutes.filter((row) => row['cntr_tm']?.startsWith(DATE) === true);

  it('give one last price, and one change against one base', () => {
    const last = size(info['cur_prc']);
    expect(last).toBeGreaterThan(0);
    for (const row of [watched, prints[0], day, minutes[0], ticks[0]])
      expect(size(row?.['cur_prc'])).toBe(last);
    const change = last - Number(info['base_pric']);
    for (const row of [info, watched, prints[0], day, minutes[0], ticks[0]])
      expect(Number(row?.['pred_pre'])).toBe(change);
    expect(size(days[1]?.['cur_prc'])).toBe(Number(info['base_pric']));
    const master = exchange.call('ka10100', { stk_cd: code.slice(0, 6) }).body;
    expect(Number(master['lastPrice'])).toBe(Number(info['base_pric']));
  });

  it('give one open, high, low and volume of the day', () => {
    for (const key of ['open_pric', 'high_pric', 'low_pric']) {
      expect(size(watched[key])).toBe(size(info[key]));
      expect(size(day[key])).toBe(size(info[key]));
    }
    const volume = Number(info['trde_qty']);
    expect(volume).toBeGreaterThan(0);
    expect(Number(watched['trde_qty'])).toBe(volume);
    expect(Number(day['trde_qty'])).toBe(volume);
    expect(Number(minutes[0]?.['acc_trde_qty'])).toBe(volume);
    expect(Number(prints[0]?.['acc_trde_qty'])).toBe(volume);
    expect(today.reduce((sum, row) => sum + Number(row['trde_qty']), 0)).toBe(volume);
    expect(
      ticks.length === 900 || ticks.reduce((sum, row) => sum + Number(row['trde_qty']), 0) === volume,
    ).toBe(true);
  });

  it('give minutes that aggregate to the day', () => {
    expect(Math.max(...today.map((row) => size(row['high_pric'])))).toBe(size(day['high_pric']));
    expect(Math.min(...today.map((row) => size(row['low_pric'])))).toBe(size(day['low_pric']));
    expect(size(today.at(-1)?.['open_pric'])).toBe(size(day['open_pric']));
  });

  it('give prints newest first whose running volume falls by the size of each', () => {
    for (const [place, row] of prints.slice(0, -1).entries()) {
      const before = prints[place + 1];
      expect(Number(row['acc_trde_qty']) - size(row['cntr_trde_qty'])).toBe(Number(before?.['acc_trde_qty']));
      expect((row['tm'] ?? '') >= (before?.['tm'] ?? '')).toBe(true);
    }
  });

  it('give longer bars of five minutes, a week, a month and a year that add up', () => {
    const fives = chartOf('ka10080', 'stk_min_pole_chart_qry', code, { tic_scope: '5' });
    const first = fives.filter((row) => row['cntr_tm'] === `${DATE}090000`)[0];
    const inFirst = today.filter((row) => (row['cntr_tm'] ?? '') < `${DATE}090500`);
    expect(Number(first?.['trde_qty'])).toBe(inFirst.reduce((sum, row) => sum + Number(row['trde_qty']), 0));
    expect(Number(fives[0]?.['acc_trde_qty'])).toBe(Number(info['trde_qty']));

    const months = chartOf('ka10083', 'stk_mth_pole_chart_qry', code);
    const inMonth = days.filter((row) => row['dt']?.startsWith('202611') === true);
    expect(Number(months[0]?.['trde_qty'])).toBe(
      inMonth.reduce((sum, row) => sum + Number(row['trde_qty']), 0),
    );
    expect(size(months[0]?.['cur_prc'])).toBe(size(day['cur_prc']));
    expect(size(months[0]?.['open_pric'])).toBe(size(inMonth.at(-1)?.['open_pric']));

    const weeks = chartOf('ka10082', 'stk_stk_pole_chart_qry', code);
    const inWeek = days.filter((row) => (row['dt'] ?? '') >= '20261116');
    expect(size(weeks[0]?.['high_pric'])).toBe(Math.max(...inWeek.map((row) => size(row['high_pric']))));
    expect(weeks[0]?.['dt']).toBe('20261116');
    const years = chartOf('ka10094', 'stk_yr_pole_chart_qry', code);
    expect(size(years[0]?.['cur_prc'])).toBe(size(day['cur_prc']));
  });
});
