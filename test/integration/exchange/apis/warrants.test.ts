import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kiwoomEndpoint, type KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import { kiwoomRealtimeType } from '#shared/catalogue/kiwoom-realtime.ts';
import { expectWholeAnswer } from '#test/support/answer-check.ts';
import { startApiExchange, type ApiExchange } from '#test/support/api-exchange.ts';

const SYMBOLS = ['005930', '000660', '005380', '035420', '030200', '105560', '247540', '028300', '086520'];
const ALL = '000000000000';
const WIDE = { isscomp_cd: ALL, bsis_aset_cd: ALL, rght_tp: '000', lpcd: ALL, trde_end_elwskip: '0' };
const JUMPS = { ...WIDE, flu_tp: '1', tm_tp: '2', tm: '1', trde_qty_tp: '0' };
const SEARCH = { isscomp_cd: ALL, bsis_aset_cd: ALL, rght_tp: '0', lpcd: ALL, sort_tp: '0' };
const RANK = { sort_tp: '1', rght_tp: '000', trde_end_skip: '0' };
const HOUSE = { isscomp_cd: '050', trde_qty_tp: '0', trde_tp: '1', dt: '5', trde_end_elwskip: '0' };
/** 삼성전자, plain call, expiry of December 2026. */
const CALL = '57CY12';
const WARRANT = { stk_cd: CALL };
const REQUESTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ka10011: { newstk_recvrht_tp: '00' },
  ka10048: WARRANT,
  ka10050: WARRANT,
  ka30001: JUMPS,
  ka30002: HOUSE,
  ka30003: { bsis_aset_cd: CALL, base_dt: '20261120' },
  ka30004: WIDE,
  ka30005: SEARCH,
  ka30009: RANK,
  ka30010: RANK,
  ka30011: WARRANT,
  ka30012: WARRANT,
};
const IDS = Object.keys(REQUESTS) as KiwoomApiId[];
const OF_ONE: readonly KiwoomApiId[] = ['ka10048', 'ka10050', 'ka30011', 'ka30012'];
/** A warrant has one provider and one underlying. */
const BLANK = [
  ...['lpmmcm_nm_1', 'lpmmcm_nm_2', 'bsis_aset_2', 'bsis_aset_3', 'bsis_aset_4', 'bsis_aset_5'],
  ...['bsis_aset_comp_rt_2', 'bsis_aset_comp_rt_3', 'bsis_aset_comp_rt_4', 'bsis_aset_comp_rt_5'],
];
type Row = Readonly<Record<string, string>>;
type Change = Readonly<Record<string, string>>;

const size = (text: unknown) => Math.abs(Number(text));
const codes = (rows: readonly Row[]) => rows.map(({ stk_cd }) => stk_cd).toSorted();
const isFalling = (values: readonly number[]) =>
  values.every((value, place) => place === 0 || value <= (values[place - 1] ?? 0));

describe('the warrant APIs', () => {
  let api: ApiExchange;
  const search = (change: Change = {}) => api.rows('ka30005', 'elwcnd_qry', { ...SEARCH, ...change });
  const jumps = (change: Change = {}) => api.rows('ka30001', 'elwpric_jmpflu', { ...JUMPS, ...change });
  const disparities = (change: Change = {}) => api.rows('ka30004', 'elwdispty_rt', { ...WIDE, ...change });
  const house = (change: Change = {}) =>
    api.rows('ka30002', 'trde_ori_elwnettrde_upper', { ...HOUSE, ...change });

  beforeAll(async () => {
    api = await startApiExchange(SYMBOLS);
    api.clock.advance(20_000);
  });
  afterAll(() => api.exchange.stop());

  it.each(IDS)('%s answers with every field of the catalogue', async (id) => {
    const { body } = await api.call(id, REQUESTS[id]);
    expectWholeAnswer(id, body, { blank: BLANK });
  });

  it.each(IDS)('%s says the same twice at one moment', async (id) => {
    expect(await api.call(id, REQUESTS[id])).toEqual(await api.call(id, REQUESTS[id]));
  });

  it.each(IDS)('%s takes every code of its request, and none other', async (id) => {
    for (const field of kiwoomEndpoint(id).request) {
      if (!('values' in field)) continue;
      for (const code of Object.keys(field.values)) {
        const { body } = await api.call(id, { ...REQUESTS[id], [field.key]: code });
        expect([field.key, code, body['return_code']]).toEqual([field.key, code, 0]);
      }
      if ('isOpen' in field) continue;
      const { body } = await api.call(id, { ...REQUESTS[id], [field.key]: 'Z' });
      expect(String(body['return_msg'])).toContain('1517');
    }
  });

  it.each(OF_ONE)('%s refuses what is no warrant', async (id) => {
    const { body } = await api.call(id, { stk_cd: '005930' });
    expect(String(body['return_msg'])).toContain('1902');
  });

  it('list about forty warrants that trade, and those that have ended when asked', async () => {
    const alive = codes(await search());
    expect(alive.length).toBeGreaterThan(24);
    expect(codes(await disparities({ trde_end_elwskip: '1' }))).toEqual(alive);
    expect((await disparities()).length).toBeGreaterThan(alive.length);
  });

  it.each([
    ['isscomp_cd', ['3', '5', '6', '12', '17']],
    ['lpcd', ['003', '005', '006', '012', '017']],
    ['rght_tp', ['1', '2', '3', '4', '5', '6', '7']],
    ['bsis_aset_cd', ['150', '201', '005930', '000660', '005380', '035420', '030200', '105560']],
  ] as const)('choose by %s: the choices together are all', async (key, values) => {
    const chosen: (string | undefined)[] = [];
    for (const value of values) chosen.push(...codes(await search({ [key]: value })));
    expect(chosen.toSorted()).toEqual(codes(await search()));
  });

  it('know rights and houses by name', async () => {
    expect(new Set((await search({ rght_tp: '1' })).map((row) => row['rght_tp']))).toEqual(new Set(['콜']));
    expect(new Set((await search({ rght_tp: '2' })).map((row) => row['rght_tp']))).toEqual(new Set(['풋']));
    expect(new Set((await search({ lpcd: '017' })).map((row) => row['lpmmcm_nm']))).toEqual(
      new Set(['KB증권']),
    );
    const ofKb = await search({ isscomp_cd: '17' });
    expect(new Set(ofKb.map((row) => row['isscomp_nm']))).toEqual(new Set(['KB증권']));
    expect(await search({ rght_tp: '3' })).toEqual([]);
  });

  it('sort as asked', async () => {
    const by = async (sort_tp: string, key: string) =>
      (await search({ sort_tp })).map((row) => Number(row[key]));
    expect(isFalling(await by('1', 'flu_rt'))).toBe(true);
    expect(isFalling(await by('2', 'pred_pre'))).toBe(true);
    expect(isFalling((await by('3', 'flu_rt')).toReversed())).toBe(true);
    expect(isFalling((await by('4', 'pred_pre')).toReversed())).toBe(true);
    expect(isFalling(await by('5', 'trde_qty'))).toBe(true);
    expect(isFalling(await by('6', 'trde_prica'))).toBe(true);
    expect(isFalling(await by('7', 'srvive_dys'))).toBe(true);
    const rank = (sort_tp: string) =>
      api.rows('ka30009', 'elwflu_rt_rank', { ...RANK, sort_tp, trde_end_skip: '1' });
    expect(isFalling((await rank('1')).map((row) => Number(row['flu_rt'])))).toBe(true);
    expect((await rank('4')).every((row) => Number(row['pred_pre']) < 0)).toBe(true);
    expect((await rank('2')).every((row) => Number(row['pred_pre']) > 0)).toBe(true);
    expect((await rank('3')).every((row) => Number(row['flu_rt']) < 0)).toBe(true);
    const net = (sort_tp: string) =>
      api.rows('ka30010', 'elwreq_rank', { ...RANK, sort_tp, trde_end_skip: '1' });
    expect((await net('1')).every((row) => Number(row['netprps_req']) > 0)).toBe(true);
    expect((await net('2')).every((row) => Number(row['netprps_req']) < 0)).toBe(true);
  });

  it('show jumps against the price of some days or minutes ago, up or down, from a volume on', async () => {
    const [up, down] = [await jumps({ tm: '5' }), await jumps({ tm: '5', flu_tp: '2' })];
    expect(up.every((row) => Number(row['jmp_rt']) > 0)).toBe(true);
    expect(down.every((row) => Number(row['jmp_rt']) < 0)).toBe(true);
    const series = await api.rows('ka30003', 'elwlpposs_daly_trnsn', REQUESTS['ka30003']);
    const row = [...up, ...down].find(({ stk_cd }) => stk_cd === CALL);
    expect(Number(row?.['base_pre'])).toBe(size(series[0]?.['cur_prc']) - size(series[5]?.['cur_prc']));
    const active = await jumps({ tm: '5', trde_qty_tp: '100' });
    expect(codes(active)).toEqual(codes(up.filter((each) => Number(each['trde_qty']) >= 100_000)));
    const { body } = await api.call('ka30001', { ...JUMPS, tm_tp: '1', tm: '30' });
    expect(body['base_pric_tm']).toBe('093020');
    const { body: refused } = await api.call('ka30001', { ...JUMPS, tm: 'x' });
    expect(String(refused['return_msg'])).toContain('1517');
  });

  it('give a member what it bought more than it sold, over the days asked for', async () => {
    const [bought, sold] = [await house(), await house({ trde_tp: '2' })];
    expect(bought.every((row) => Number(row['netprps']) > 0)).toBe(true);
    expect(sold.every((row) => Number(row['netprps']) < 0)).toBe(true);
    for (const row of [...bought, ...sold]) {
      expect(Number(row['buy_trde_qty']) + Number(row['sel_trde_qty'])).toBe(Number(row['netprps']));
    }
    const volumes = async (dt: string) =>
      [...(await house({ dt })), ...(await house({ dt, trde_tp: '2' }))].find(
        ({ stk_cd }) => stk_cd === CALL,
      )?.['trde_qty'];
    const told = [await volumes('1'), await volumes('5'), await volumes('10'), await volumes('40')].map(
      Number,
    );
    expect(isFalling(told.toReversed())).toBe(true);
    expect(new Set(told).size).toBe(4);
    const large = await house({ trde_qty_tp: '500' });
    expect(large.every((row) => Number(row['trde_qty']) >= 500_000)).toBe(true);
    const { body } = await api.call('ka30002', { ...HOUSE, isscomp_cd: '999' });
    expect(String(body['return_msg'])).toContain('1517');
  });

  it('chain what the provider holds, of one warrant and of all on an underlying', async () => {
    for (const bsis_aset_cd of [CALL, '005930', '201']) {
      const rows = await api.rows('ka30003', 'elwlpposs_daly_trnsn', { bsis_aset_cd, base_dt: '20261120' });
      if (bsis_aset_cd !== CALL) continue;
      rows.slice(0, -1).forEach((row, place) => {
        expect(Number(row['lprmnd_qty']) - Number(row['chg_qty'])).toBe(
          Number(rows[place + 1]?.['lprmnd_qty']),
        );
      });
    }
    const [early] = await api.rows('ka30003', 'elwlpposs_daly_trnsn', {
      bsis_aset_cd: CALL,
      base_dt: '20261016',
    });
    expect(early?.['dt']).toBe('20261016');
    const { body } = await api.call('ka30003', { bsis_aset_cd: '999', base_dt: '20261120' });
    expect(String(body['return_msg'])).toContain('1902');
  });

  it('agree on a warrant: search, detail, sensitivities, holdings, list and real-time', async () => {
    const found = (await search()).find(({ stk_cd }) => stk_cd === CALL);
    const { body: detail } = await api.call('ka30012', WARRANT);
    const [minute] = await api.rows('ka10050', 'elwsnst_ix_array', WARRANT);
    const [day] = await api.rows('ka10048', 'elwdaly_snst_ix', WARRANT);
    const [held] = await api.rows('ka30003', 'elwlpposs_daly_trnsn', REQUESTS['ka30003']);
    const socket = await api.listen(['0m', '0u'], [CALL]);
    const { values } = await socket.entry('0m');
    const { values: indicators } = await socket.entry('0u');
    for (const [type, sent] of [
      ['0m', values],
      ['0u', indicators],
    ] as const) {
      const fids = kiwoomRealtimeType(type).fields.map(({ fid }) => fid);
      expect(Object.keys(sent).toSorted()).toEqual(fids.toSorted());
    }
    const prices = [detail['cur_prc'], minute?.['cur_prc'], held?.['cur_prc'], values['10']];
    expect(prices).toEqual(Array(4).fill(found?.['cur_prc']));
    expect([minute?.['delta'], day?.['delta'], values['672']]).toEqual(Array(3).fill(found?.['delta']));
    expect([minute?.['iv'], day?.['iv'], detail['elwinnr_vltl']]).toEqual(
      Array(3).fill(found?.['innr_vltl']),
    );
    expect([detail['elwgear'], indicators['667']]).toEqual(Array(2).fill(found?.['gear_rt']));
    expect(held?.['trde_qty']).toBe(found?.['trde_qty']);
    expect(detail['lprmnd_qty']).toBe(held?.['lprmnd_qty']);
    const listed = (await api.rows('ka10099', 'list', { mrkt_tp: '3' })).find(({ code }) => code === CALL);
    const { body: master } = await api.call('ka10100', WARRANT);
    expect(master).toMatchObject({ ...listed });
    expect(Number(listed?.['lastPrice'])).toBe(size(found?.['cur_prc']) - Number(found?.['pred_pre']));
  });

  it('follow the price of the underlying as it stands', async () => {
    const [row] = await api.rows('ka30011', 'elwalacc_rt', WARRANT);
    const { body } = await api.call('ka10001', { stk_cd: '005930' });
    expect(row?.['cur_prc']).toBe(body['cur_prc']);
    const index = (await search({ bsis_aset_cd: '201' }))[0]?.['stk_cd'] ?? '';
    const [onIndex] = await api.rows('ka30011', 'elwalacc_rt', { stk_cd: index });
    const { body: level } = await api.call('ka20001', { mrkt_tp: '2', inds_cd: '201' });
    expect(onIndex?.['cur_prc']).toBe(level['cur_prc']);
    expect(onIndex?.['pred_pre']).toBe(level['pred_pre']);
  });

  it('send no book or print of a warrant, which has none', async () => {
    const socket = await api.client.connect(api.exchange.wsUrl);
    socket.send({ trnm: 'REG', grp_no: '1', refresh: '1', data: [{ item: [CALL], type: ['0B'] }] });
    expect((await socket.next((frame) => frame['trnm'] === 'REG'))['return_code']).toBe(1);
  });

  it('list rights to new shares by kind, and each by itself', async () => {
    const of = (newstk_recvrht_tp: string) =>
      api.rows('ka10011', 'newstk_recvrht_mrpr', { newstk_recvrht_tp });
    const [all, warrants, rights] = [await of('00'), await of('05'), await of('07')];
    expect(codes([...warrants, ...rights])).toEqual(codes(all));
    expect([warrants.length > 0, rights.length > 0]).toEqual([true, true]);
    for (const row of all) {
      expect(size(row['low_pric'])).toBeLessThanOrEqual(size(row['cur_prc']));
      expect(size(row['high_pric'])).toBeGreaterThanOrEqual(size(row['cur_prc']));
      expect(size(row['fpr_sel_bid'])).toBeGreaterThan(size(row['fpr_buy_bid']));
    }
    const listed = await api.rows('ka10099', 'list', { mrkt_tp: '5' });
    expect(listed.map(({ code }) => code).toSorted()).toEqual(codes(all));
    const { body } = await api.call('ka10100', { stk_cd: String(all[0]?.['stk_cd']) });
    expect(body['marketName']).toBe('신주인수권');
  });
});
