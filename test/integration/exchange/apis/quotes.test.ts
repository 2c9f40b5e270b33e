import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kiwoomEndpoint, type KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import { expectWholeAnswer } from '#test/support/answer-check.ts';
import { startApiExchange, type ApiExchange } from '#test/support/api-exchange.ts';
import { expectCodesToMatter, wholeAnswer, type ApiRequest } from '#test/support/code-effects.ts';

const SYMBOL = { stk_cd: '005930' };
const REQUESTS: Readonly<Partial<Record<KiwoomApiId, ApiRequest>>> = {
  ka10005: SYMBOL,
  ka10006: SYMBOL,
  ka10007: SYMBOL,
  ka10015: { ...SYMBOL, strt_dt: '20261101' },
  ka10046: SYMBOL,
  ka10047: SYMBOL,
  ka10055: { ...SYMBOL, tdy_pred: '1' },
  ka10084: { ...SYMBOL, tdy_pred: '1', tic_min: '0' },
  ka10086: { ...SYMBOL, qry_dt: '20261120', indc_tp: '0' },
  ka10087: SYMBOL,
};
const IDS = Object.keys(REQUESTS) as KiwoomApiId[];
/** ka10047 leaves its volume empty as the broker does. */
const BLANK = {
  ka10047: ['trde_qty'],
};

describe('the quote APIs', () => {
  let api: ApiExchange;

  beforeAll(async () => {
    api = await startApiExchange(['005930', '005935', '068760', '069500']);
    api.clock.advance(90_000);
  });
  afterAll(() => api.exchange.stop());

  it.each(IDS)('%s answers with every field of the catalogue', async (id) => {
    const { body } = await api.call(id, REQUESTS[id]);
    expectWholeAnswer(id, body, { blank: (BLANK as Record<string, string[]>)[id] ?? [] });
  });

  it.each(IDS)('%s refuses a code under which nothing is listed', async (id) => {
    const { body } = await api.call(id, { ...REQUESTS[id], stk_cd: '999990' });
    expect(String(body['return_msg'])).toContain('1902');
  });

  it.each(IDS.filter((id) => kiwoomEndpoint(id).request.some(({ values }) => values !== undefined)))(
    '%s lets every code of its request matter',
    async (id) => {
      // Whole days of trades are long: what the first pages say is enough to tell the codes apart.
      if (id === 'ka10086') return expectCodesToMatter(api, id, { ...REQUESTS[id], qry_dt: '20211201' });
      for (const { key, values } of kiwoomEndpoint(id).request) {
        if (values === undefined) continue;
        const answers = Object.keys(values).map((code) => api.call(id, { ...REQUESTS[id], [key]: code }));
        const bodies = (await Promise.all(answers)).map(({ body }) => JSON.stringify(body));
        expect(new Set(bodies).size).toBe(bodies.length);
      }
    },
  );

  it.each(['ka10006', 'ka10007', 'ka10046'] as const)('%s tells the exchanges apart', async (id) => {
    const codes = ['005930', '005930_NX', '005930_AL'];
    const answers = await Promise.all(codes.map((stk_cd) => wholeAnswer(api, id, { stk_cd })));
    expect(new Set(answers).size).toBe(3);
  });

  it('tell the day as the chart of days does', async () => {
    const [chart] = await api.rows('ka10081', 'stk_dt_pole_chart_qry', {
      ...SYMBOL,
      base_dt: '20261120',
      upd_stkpc_tp: '1',
    });
    const [daily] = await api.rows('ka10005', 'stk_ddwkmm', SYMBOL);
    const { body } = await api.call('ka10006', SYMBOL);
    expect(daily?.['trde_qty']).toBe(chart?.['trde_qty']);
    expect(body['trde_qty']).toBe(chart?.['trde_qty']);
    expect(Math.abs(Number(daily?.['close_pric']))).toBe(Number(chart?.['cur_prc']));
  });

  it('divide the volume of a day by its hours without a rest', async () => {
    const days = await api.rows('ka10015', 'daly_trde_dtl', REQUESTS.ka10015);
    expect(days.length).toBeGreaterThan(10);
    for (const day of days) {
      const parts = ['bf_mkrt', 'opmr', 'af_mkrt'].map((part) => Number(day[`${part}_trde_qty`]));
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(Number(day['trde_qty']));
    }
  });

  it('go back to the first day asked for and no further', async () => {
    const days = await api.rows('ka10015', 'daly_trde_dtl', { ...SYMBOL, strt_dt: '20261110' });
    expect(days.at(-1)?.['dt']).toBe('20261110');
  });

  it.each(['1', '2'])('page through the trades of a day without a gap (당일전일 %s)', async (tdy_pred) => {
    const request = { ...SYMBOL, tdy_pred };
    const first = await api.call('ka10055', request);
    const second = await api.call('ka10055', request, first.nextKey ?? '');
    const rows = [first, second].flatMap(
      ({ body }) => body['tdy_pred_cntr_qty'] as Readonly<Record<string, string>>[],
    );
    expect(rows).toHaveLength(200);
    rows.slice(1).forEach((row, place) => {
      const newer = rows[place];
      const traded = Math.abs(Number(newer?.['cntr_qty']));
      expect(Number(row['acc_trde_qty'])).toBe(Number(newer?.['acc_trde_qty']) - traded);
    });
  });

  it('end the trades of yesterday with its volume and its close', async () => {
    const [, yesterday] = await api.rows('ka10005', 'stk_ddwkmm', SYMBOL);
    const [last] = await api.rows('ka10055', 'tdy_pred_cntr_qty', { ...SYMBOL, tdy_pred: '2' });
    expect(last?.['acc_trde_qty']).toBe(yesterday?.['trde_qty']);
    expect(Math.abs(Number(last?.['cntr_pric']))).toBe(Math.abs(Number(yesterday?.['close_pric'])));
  });

  it('stop the trades at the minute asked for', async () => {
    const rows = await api.rows('ka10084', 'tdy_pred_cntr', {
      ...SYMBOL,
      tdy_pred: '2',
      tic_min: '1',
      tm: '0930',
    });
    expect(rows[0]?.['tm']).toBe('093000');
    const { body } = await api.call('ka10084', { ...SYMBOL, tdy_pred: '1', tic_min: '1', tm: '9999' });
    expect(String(body['return_msg'])).toContain('1517');
  });
});
