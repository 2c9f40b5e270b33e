import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import { kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';
import { kiwoomRealtimeType } from '#shared/catalogue/kiwoom-realtime.ts';
import { expectWholeAnswer } from '#test/support/answer-check.ts';
import { startApiExchange, type ApiExchange } from '#test/support/api-exchange.ts';

const SYMBOLS = ['005930', '000660', '005935', '105560', '006800', '068760', '196170', '247540', '069500'];
const KOSPI = { mrkt_tp: '0', inds_cd: '001' };
const CHARTS: Readonly<Record<string, string>> = {
  ka20004: 'inds_tic_chart_qry',
  ka20005: 'inds_min_pole_qry',
  ka20006: 'inds_dt_pole_qry',
  ka20007: 'inds_stk_pole_qry',
  ka20008: 'inds_mth_pole_qry',
  ka20019: 'inds_yr_pole_qry',
};
const REQUESTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ka10101: { mrkt_tp: '0' },
  ka20001: KOSPI,
  ka20002: { ...KOSPI, stex_tp: '1' },
  ka20003: { inds_cd: '001' },
  ka20009: KOSPI,
  ka20004: { inds_cd: '001', tic_scope: '1' },
  ka20005: { inds_cd: '001', tic_scope: '1' },
  ka20006: { inds_cd: '001', base_dt: '20261120' },
  ka20007: { inds_cd: '001', base_dt: '20261120' },
  ka20008: { inds_cd: '001', base_dt: '20261120' },
  ka20019: { inds_cd: '001', base_dt: '20261120' },
};
const IDS = Object.keys(REQUESTS) as KiwoomApiId[];

const points = (text: unknown) => Math.abs(Number(text));

describe('the sector APIs', () => {
  let api: ApiExchange;

  beforeAll(async () => {
    api = await startApiExchange(SYMBOLS);
    api.clock.advance(20_000);
  });
  afterAll(() => api.exchange.stop());

  it.each(IDS)('%s answers with every field of the catalogue', async (id) => {
    const { body } = await api.call(id, REQUESTS[id]);
    expectWholeAnswer(id, body);
  });

  it.each(IDS)('%s takes every code of its request, and none other', async (id) => {
    for (const field of kiwoomEndpoint(id).request) {
      if (field.isOpen === true || field.values === undefined) continue;
      for (const code of Object.keys(field.values)) {
        const request = { ...REQUESTS[id], [field.key]: code };
        const inMarket = { '1': '101', '2': '201' }[code];
        const whole = field.key === 'mrkt_tp' && inMarket !== undefined ? { inds_cd: inMarket } : {};
        const { body } = await api.call(id, { ...request, ...('inds_cd' in request ? whole : {}) });
        expect([code, body['return_code']]).toEqual([code, 0]);
      }
      const { body } = await api.call(id, { ...REQUESTS[id], [field.key]: 'Z' });
      expect(String(body['return_msg'])).toContain('1517');
    }
  });

  it.each(IDS.filter((id) => id !== 'ka10101' && id !== 'ka20003'))(
    '%s refuses an index that does not exist',
    async (id) => {
      const { body } = await api.call(id, { ...REQUESTS[id], inds_cd: '999' });
      expect(String(body['return_msg'])).toContain('1902');
    },
  );

  it('refuse an index of another market than the one asked for', async () => {
    const { body } = await api.call('ka20001', { mrkt_tp: '0', inds_cd: '101' });
    expect(String(body['return_msg'])).toContain('1902');
  });

  it('list the indices of each market under its code', async () => {
    const codes = async (market: string) =>
      (await api.rows('ka10101', 'list', { mrkt_tp: market })).map(({ code }) => code);
    expect(await codes('0')).toEqual(['001', '002', '013', '021', '024', '027']);
    expect(await codes('1')).toEqual(['101', '138', '150', '302', '106', '120', '124']);
    expect(await codes('2')).toEqual(['201']);
    expect(await codes('4')).toEqual(['401']);
    expect(await codes('7')).toEqual(['701']);
  });

  it('give an index the volume and turnover of its members', async () => {
    const { body } = await api.call('ka20001', KOSPI);
    const members = await api.rows('ka20002', 'inds_stkpc', { ...KOSPI, stex_tp: '1' });
    const days = members.map(({ stk_cd }) => api.exchange.world.day(stk_cd ?? '', 'KRX'));
    const volume = days.reduce((sum, day) => sum + day.volume, 0);
    expect(members.map(({ now_trde_qty }) => Number(now_trde_qty))).toEqual(days.map((day) => day.volume));
    expect(body['trde_qty']).toBe(String(Math.trunc(volume / 1_000)));
    expect(body['rising']).toBe(String(members.filter(({ flu_rt }) => Number(flu_rt) > 0).length));
  });

  it('show members of NXT alone, or of both exchanges together', async () => {
    const on = (stex_tp: string) => api.rows('ka20002', 'inds_stkpc', { ...KOSPI, stex_tp });
    const [krx, nxt, both] = [await on('1'), await on('2'), await on('3')];
    expect(nxt.every(({ stk_cd }) => stk_cd?.endsWith('_NX'))).toBe(true);
    expect(nxt.length).toBeLessThanOrEqual(krx.length);
    const first = (rows: typeof krx) => Number(rows[0]?.['now_trde_qty']);
    expect(first(both)).toBe(first(krx) + first(nxt));
  });

  it('agree on the level: quote, list, day by day and every chart', async () => {
    const { body } = await api.call('ka20001', KOSPI);
    const level = points(body['cur_prc']);
    const [whole] = await api.rows('ka20003', 'all_inds_idex', { inds_cd: '001' });
    const [today] = await api.rows('ka20009', 'inds_cur_prc_daly_rept', KOSPI);
    expect([points(whole?.['cur_prc']), points(today?.['cur_prc_n'])]).toEqual([level, level]);
    for (const [id, list] of Object.entries(CHARTS)) {
      const [last] = await api.rows(id as KiwoomApiId, list, REQUESTS[id]);
      expect([id, Number(last?.['cur_prc'])]).toEqual([id, Math.round(level * 100)]);
    }
    expect(Number(body['cur_prc'])).toBe(level * Math.sign(Number(body['pred_pre'])) || level);
  });

  it('page back over five years of days without a gap', async () => {
    const dates: string[] = [];
    let nextKey: string | undefined;
    do {
      const answer = await api.call('ka20009', KOSPI, nextKey);
      const rows = answer.body['inds_cur_prc_daly_rept'] as readonly Record<string, string>[];
      dates.push(...rows.map((row) => String(row['dt_n'])));
      nextKey = answer.nextKey ?? undefined;
    } while (nextKey !== undefined);
    expect(dates.length).toBeGreaterThan(1_200);
    expect(dates).toEqual([...new Set(dates)].toSorted().toReversed());
  });

  it('stop a chart of days at its base date, and join minutes as asked', async () => {
    const [last] = await api.rows('ka20006', 'inds_dt_pole_qry', { inds_cd: '001', base_dt: '20260918' });
    expect(last?.['dt']).toBe('20260918');
    const rows = await api.rows('ka20005', 'inds_min_pole_qry', { inds_cd: '001', tic_scope: '10' });
    expect(rows.every(({ cntr_tm }) => Number(cntr_tm?.slice(10, 12)) % 10 === 0)).toBe(true);
    const [first] = await api.rows('ka20009', 'inds_cur_prc_daly_rept', KOSPI);
    expect(rows[0]?.['acc_trde_qty']).toBe(first?.['acc_trde_qty_n']);
  });

  it('send 0J and 0U with every value, at once and again when a member has traded', async () => {
    const socket = await api.listen(['0J', '0U'], ['001']);
    for (const type of ['0J', '0U'] as const) {
      const { item, values } = await socket.entry(type);
      expect(item).toBe('001');
      expect(Object.keys(values).toSorted()).toEqual(
        kiwoomRealtimeType(type)
          .fields.map(({ fid }) => fid)
          .toSorted(),
      );
    }
    const { body } = await api.call('ka20001', KOSPI);
    expect((await socket.entry('0J')).values).toMatchObject({
      '10': body['cur_prc'],
      '13': body['trde_qty'],
      '14': body['trde_prica'],
      '17': body['high_pric'],
    });
    api.clock.advance(5_000);
    await socket.entry('0J', (values) => Number(values['13']) > Number(body['trde_qty']));
  });

  it('refuse to register an index that does not exist', async () => {
    const socket = await api.client.connect(api.exchange.wsUrl);
    socket.send({ trnm: 'REG', grp_no: '1', refresh: '1', data: [{ item: ['999'], type: ['0J'] }] });
    const answer = await socket.next((frame) => frame['trnm'] === 'REG');
    expect(answer['return_code']).toBe(1);
  });
});
