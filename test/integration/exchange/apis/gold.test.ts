import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import { kiwoomRealtimeType } from '#shared/catalogue/kiwoom-realtime.ts';
import { expectWholeAnswer } from '#test/support/answer-check.ts';
import { startApiExchange, type ApiExchange } from '#test/support/api-exchange.ts';
import { expectCodesToMatter, type CodeEffectOptions } from '#test/support/code-effects.ts';

type Row = Readonly<Record<string, string>>;

const GOLD = 'M04020000';
const MINI = 'M04020100';
const TODAY = '20261120';
const ONE = { stk_cd: GOLD };
const ORDERS = { ord_dt: TODAY, qry_tp: '1', stk_bond_tp: '0', stk_cd: '', fr_ord_no: '', dmst_stex_tp: '%' };
const QUERIES: Readonly<Record<string, Row>> = {
  ka50010: ONE,
  ka50012: { ...ONE, base_dt: TODAY },
  ka50087: ONE,
  ka50100: ONE,
  ka50101: { ...ONE, tic_scope: '1' },
  ka50079: { ...ONE, tic_scope: '1', upd_stkpc_tp: '1' },
  ka50080: { ...ONE, tic_scope: '1', upd_stkpc_tp: '1' },
  ka50081: { ...ONE, base_dt: TODAY, upd_stkpc_tp: '1' },
  ka50082: { ...ONE, base_dt: TODAY, upd_stkpc_tp: '1' },
  ka50083: { ...ONE, base_dt: TODAY, upd_stkpc_tp: '1' },
  ka50091: { ...ONE, tic_scope: '1' },
  ka50092: { ...ONE, tic_scope: '1' },
  ka52301: {},
  kt50020: {},
  kt50021: {},
  kt50030: { ...ORDERS, mrkt_deal_tp: '1', slby_tp: '0' },
  kt50031: { ...ORDERS, sell_tp: '0' },
  kt50032: { strt_dt: '', end_dt: '', tp: '0', stk_cd: '' },
  kt50075: { ...ORDERS, mrkt_deal_tp: '1', sell_tp: '0' },
};
const IDS = Object.keys(QUERIES) as KiwoomApiId[];

const size = (text: unknown) => Math.abs(Number(text));
/** Changes are doubly signed when they fall. */
const signed = (text: unknown) => Number(String(text).replace(/^--/, '-'));

const ALIKE: Readonly<Record<string, CodeEffectOptions['alike']>> = {
  ...Object.fromEntries(
    ['ka50079', 'ka50080', 'ka50081', 'ka50082', 'ka50083'].map((id) => [id, { upd_stkpc_tp: [['0', '1']] }]),
  ),
  // Nothing was ever split; gold is neither share nor bond and has no other exchange.
  kt50030: {
    stk_bond_tp: [['1', '2']],
    dmst_stex_tp: [
      ['%', 'KRX'],
      ['NXT', 'SOR'],
    ],
  },
  kt50031: {
    stk_bond_tp: [['1', '2']],
    dmst_stex_tp: [
      ['%', 'KRX'],
      ['NXT', 'SOR'],
    ],
  },
  kt50075: {
    stk_bond_tp: [['1', '2']],
    dmst_stex_tp: [
      ['%', 'KRX'],
      ['NXT', 'SOR'],
    ],
  },
  // Money came in once; none left, and no bars.
  kt50032: {
    tp: [
      ['1', '6'],
      ['2', '7'],
    ],
  },
};

describe('the gold APIs', () => {
  let api: ApiExchange;
  const quote = async (stk_cd = GOLD) => (await api.call('ka50100', { stk_cd })).body;
  const lastOf = (body: Readonly<Record<string, unknown>>) =>
    size(body['pred_close_pric']) + signed(body['pred_pre']);
  const order = async (id: KiwoomApiId, body: Row) => (await api.call(id, body)).body;
  const buy = (ord_qty: string, ord_uv: number, trde_tp = '00', stk_cd = GOLD) =>
    order('kt50000', { stk_cd, ord_qty, ord_uv: String(ord_uv), trde_tp });
  const sell = (ord_qty: string, ord_uv: number, trde_tp = '00', stk_cd = GOLD) =>
    order('kt50001', { stk_cd, ord_qty, ord_uv: String(ord_uv), trde_tp });
  const holdings = () => api.rows('kt50020', 'gold_acnt_evlt_prst');
  const gramsOf = async (stk_cd = GOLD) =>
    Number((await holdings()).find((row) => row['stk_cd'] === stk_cd)?.['real_qty'] ?? 0);

  beforeAll(async () => {
    api = await startApiExchange(['005930']);
    api.clock.advance(20_000);
    const last = lastOf(await quote());
    const [high, low] = [rounded(last * 1.03), rounded(last * 0.97)];
    await buy('30', high);
    await sell('10', low);
    await buy('5', high, '00', MINI);
    await sell('15', high);
    const open = await buy('4', low);
    await buy('3', low);
    await order('kt50002', {
      ...ONE,
      orig_ord_no: String(open['ord_no']),
      mdfy_qty: '4',
      mdfy_uv: String(low + 10),
    });
    api.clock.advance(5_000);
  }, 60_000);
  afterAll(() => api.exchange.stop());

  it.each(IDS)('%s answers with every field of the catalogue', async (id) => {
    const { body } = await api.call(id, QUERIES[id]);
    expectWholeAnswer(id, body, {
      // 'K.O 접근도' is a warrant's; a gold account has no loans and pays no cashier; nothing here was canceled.
      blank: ['lpmmcm_nm_1', 'loan_dt', 'rcpy_no', ...(id === 'kt50075' ? ['mdfy_cncl_tp'] : [])],
    });
  });

  it.each(IDS)('%s says the same twice at one moment', async (id) => {
    expect(await api.call(id, QUERIES[id])).toEqual(await api.call(id, QUERIES[id]));
  });

  it.each(IDS.filter((id) => id !== 'ka50080'))(
    '%s takes every code of its request, and none other',
    async (id) => {
      await expectCodesToMatter(api, id, QUERIES[id] ?? {}, { alike: ALIKE[id] ?? {} });
    },
    60_000,
  );

  it('ka50080 tells minutes of every length, page after page', async () => {
    for (const tic_scope of ['1', '3', '5', '10', '15', '30', '45', '60']) {
      const first = await api.call('ka50080', { ...QUERIES['ka50080'], tic_scope });
      const rows = first.body['gds_min_chart_qry'] as readonly Row[];
      expect(rows).toHaveLength(900);
      const minutes = new Set(
        rows.map((row) => Number(row['cntr_tm']?.slice(8, 10)) * 60 + Number(row['cntr_tm']?.slice(10, 12))),
      );
      const step = Number(tic_scope);
      expect([...minutes].every((minute) => minute % step === 0 || minute === 540)).toBe(true);
      const next = await api.call('ka50080', { ...QUERIES['ka50080'], tic_scope }, first.nextKey ?? '');
      const [following] = next.body['gds_min_chart_qry'] as readonly Row[];
      expect(String(following?.['cntr_tm']) < String(rows.at(-1)?.['cntr_tm'])).toBe(true);
    }
    const { body } = await api.call('ka50080', { ...QUERIES['ka50080'], tic_scope: '2' });
    expect(String(body['return_msg'])).toContain('1517');
  });

  it('keep the price on tick and inside a tenth of the base price', async () => {
    for (const stk_cd of [GOLD, MINI]) {
      const body = await quote(stk_cd);
      const base = size(body['pred_close_pric']);
      expect(base).toBeGreaterThan(190_000);
      expect(base).toBeLessThan(230_000);
      expect(size(body['upl_pric'])).toBe(base + Math.floor(base / 100) * 10);
      expect(size(body['lst_pric'])).toBe(base - Math.floor(base / 100) * 10);
      expect(lastOf(body) % 10).toBe(0);
      for (const { cntr_pric } of await api.rows('ka50010', 'gold_cntr', { stk_cd })) {
        expect(size(cntr_pric) % 10).toBe(0);
      }
    }
  });

  it('end every chart at the quote', async () => {
    const body = await quote();
    const [trade] = await api.rows('ka50010', 'gold_cntr', ONE);
    expect(size(trade?.['cntr_pric'])).toBe(lastOf(body));
    expect(trade?.['trde_qty']).toBe(body['trde_qty']);
    const charts: readonly (readonly [KiwoomApiId, string, string])[] = [
      ['ka50079', 'gds_tic_chart_qry', 'cur_prc'],
      ['ka50080', 'gds_min_chart_qry', 'cur_prc'],
      ['ka50081', 'gds_day_chart_qry', 'cur_prc'],
      ['ka50082', 'gds_week_chart_qry', 'cur_prc'],
      ['ka50083', 'gds_month_chart_qry', 'cur_prc'],
      ['ka50091', 'gds_tic_chart_qry', 'cntr_pric'],
      ['ka50092', 'gds_min_chart_qry', 'cntr_pric'],
      ['ka50012', 'gold_daly_trnsn', 'cur_prc'],
      ['ka50101', 'gold_bid', 'cntr_pric'],
    ];
    for (const [id, list, key] of charts) {
      const [row] = await api.rows(id, list, QUERIES[id]);
      expect([id, size(row?.[key])]).toEqual([id, lastOf(body)]);
    }
    const [day] = await api.rows('ka50081', 'gds_day_chart_qry', QUERIES['ka50081']);
    const [minute] = await api.rows('ka50092', 'gds_min_chart_qry', QUERIES['ka50092']);
    expect([minute?.['acc_trde_qty'], minute?.['acc_trde_prica']]).toEqual([
      day?.['acc_trde_qty'],
      day?.['acc_trde_prica'],
    ]);
  });

  it('page back over five years of days, none of which moves more than a tenth', async () => {
    const rows: Row[] = [];
    let nextKey: string | undefined;
    do {
      const answer = await api.call('ka50081', QUERIES['ka50081'], nextKey);
      rows.push(...(answer.body['gds_day_chart_qry'] as readonly Row[]));
      nextKey = answer.nextKey ?? undefined;
    } while (nextKey !== undefined);
    expect(rows.length).toBeGreaterThan(1_200);
    const dates = rows.map(({ dt }) => String(dt));
    expect(dates).toEqual([...new Set(dates)].toSorted().toReversed());
    rows.slice(0, -1).forEach((row, place) => {
      const move = size(row['cur_prc']) / size(rows[place + 1]?.['cur_prc']) - 1;
      expect(Math.abs(move)).toBeLessThanOrEqual(0.1);
    });
  });

  it('let the purchases of all investors equal their sales', async () => {
    const rows = await api.rows('ka52301', 'inve_trad_stat');
    const parts = rows.filter(({ stk_cd }) => stk_cd !== '9999');
    const sum = (key: string) => parts.reduce((total, row) => total + Number(row[key]), 0);
    // Every row is cut to thousands of grams and hundreds of millions of won.
    expect(Math.abs(sum('all_dfrt_trst_netprps_qty'))).toBeLessThan(parts.length);
    expect(Math.abs(sum('acc_netprps_qty'))).toBeLessThan(parts.length);
    const volume = await Promise.all([quote(GOLD), quote(MINI)]);
    const thousands = volume.reduce((total, body) => total + size(body['trde_qty']), 0) / 1_000;
    expect(Math.abs(sum('all_dfrt_trst_buy_qty') - thousands)).toBeLessThan(parts.length + 1);
    expect(Math.abs(sum('all_dfrt_trst_sell_qty') - thousands)).toBeLessThan(parts.length + 1);
  });

  it('end the expected matches of the opening auction at the opening price', async () => {
    const rows = await api.rows('ka50087', 'gold_expt_exec', ONE);
    expect(rows[0]?.['exp_cntr_pric']).toBe((await quote())['open_pric']);
    const collected = rows.map((row) => Number(row['exp_acc_trde_qty']));
    expect(collected).toEqual(collected.toSorted((a, b) => b - a));
  });

  it('conserve cash and grams', async () => {
    const { body } = await api.call('kt50021');
    const ledger = await api.rows('kt50032', 'gold_trde_hist', QUERIES['kt50032']);
    const sign = (row: Row) => (/매수|출금/.test(row['rmrk_nm'] ?? '') ? -1 : 1);
    let balance = 0;
    const grams = new Map<string, number>();
    for (const row of ledger) {
      balance += sign(row) * Number(row['exct_amt']);
      expect(Number(row['entra_remn'])).toBe(balance);
      if (row['stk_cd'] === '') continue;
      const costs = Number(row['cmsn']) + Number(row['gold_spot_vat']);
      expect(Number(row['exct_amt'])).toBe(Number(row['deal_amt']) - sign(row) * costs);
      expect(costs).toBe(Math.floor(Number(row['deal_amt']) * 0.0033 + 1e-6));
      const held = (grams.get(String(row['stk_cd'])) ?? 0) - sign(row) * Number(row['deal_qty']);
      grams.set(String(row['stk_cd']), held);
      expect(Number(row['spot_remn'])).toBe(held);
    }
    expect(Number(body['prsm_entra'])).toBe(balance);
    expect(Number(body['entra'])).toBe(50_000_000);
    expect(Number(body['entra']) - Number(body['buy_exct_amt']) + Number(body['sell_exct_amt'])).toBe(
      balance,
    );
    expect(await gramsOf()).toBe(grams.get(GOLD));
    expect(await gramsOf(MINI)).toBe(5);
  });

  it('tell the realised result of the fills', async () => {
    const ledger = await api.rows('kt50032', 'gold_trde_hist', {
      ...QUERIES['kt50032'],
      tp: '3',
      stk_cd: GOLD,
    });
    let [cost, held, realized] = [0, 0, 0];
    for (const row of ledger) {
      const [grams, traded] = [Number(row['deal_qty']), Number(row['deal_amt'])];
      if (row['rmrk_nm'] === '금현물매수') {
        cost += traded;
        held += grams;
        continue;
      }
      const sold = Math.floor((cost * grams) / held);
      realized += Number(row['exct_amt']) - sold;
      cost -= sold;
      held -= grams;
    }
    const { body } = await api.call('kt50020');
    expect(Number(body['pl_amt'])).toBe(realized);
    const [row] = await holdings();
    expect([Number(row?.['book_amt2']), Number(row?.['real_qty'])]).toEqual([cost, held]);
  });

  it('leave the account of shares alone', async () => {
    const { body } = await api.call('kt00001', { qry_tp: '3' });
    expect(Number(body['d2_entra'])).toBe(100_000_000);
    expect(
      (await api.call('ka10075', { all_stk_tp: '0', trde_tp: '0', stk_cd: '', stex_tp: '0' })).body['oso'],
    ).toEqual([]);
  });

  it('refuse what the account cannot pay or does not hold, and prices off tick or outside the band', async () => {
    const last = lastOf(await quote());
    const text = async (body: Promise<Readonly<Record<string, unknown>>>) =>
      String((await body)['return_msg']);
    expect(await text(buy('1000', last))).toContain('RC4025');
    expect(await text(sell('500', last))).toContain('800033');
    expect(await text(buy('1', last + 5))).toContain('RC4003');
    expect(await text(buy('1', rounded(last * 1.2)))).toContain('RC4027');
    expect(await text(buy('1', 0))).toContain('RC4002');
    expect(await text(order('kt50003', { ...ONE, orig_ord_no: '9999999', cncl_qty: '0' }))).toContain(
      'RC4032',
    );
    expect(await text(buy('1', last, '00', '005930'))).toContain('1517');
  });

  it('cancel what an order that must fill at once leaves over', async () => {
    const low = rounded(lastOf(await quote()) * 0.95);
    for (const trde_tp of ['10', '20']) {
      const { ord_no } = await buy('2', low, trde_tp);
      const open = await api.rows('kt50075', 'acnt_ord_oso_prst', QUERIES['kt50075']);
      expect(open.map((row) => row['ord_no'])).not.toContain(ord_no);
    }
  });

  it('cancel part of an order, then the rest, and free its cash', async () => {
    const low = rounded(lastOf(await quote()) * 0.95);
    const orderable = async () => Number((await api.call('kt50021')).body['ord_alow_amt']);
    const before = await orderable();
    const { ord_no } = await buy('7', low);
    expect(before - (await orderable())).toBe(low * 7 + Math.floor(low * 7 * 0.0033 + 1e-6));
    const cancel = (cncl_qty: string) => order('kt50003', { ...ONE, orig_ord_no: String(ord_no), cncl_qty });
    const part = await cancel('3');
    expectWholeAnswer('kt50003', part);
    expect(Number(part['cncl_qty'])).toBe(3);
    expect(Number((await cancel('0'))['cncl_qty'])).toBe(4);
    expect(await orderable()).toBe(before);
  });

  it('answer orders and amendments with every field', async () => {
    const low = rounded(lastOf(await quote()) * 0.95);
    const placed = await buy('2', low);
    expectWholeAnswer('kt50000', placed);
    const amended = await order('kt50002', {
      ...ONE,
      orig_ord_no: String(placed['ord_no']),
      mdfy_qty: '2',
      mdfy_uv: String(low + 20),
    });
    expectWholeAnswer('kt50002', amended);
    expect(amended['base_orig_ord_no']).toBe(placed['ord_no']);
    expectWholeAnswer('kt50001', await sell('1', rounded(lastOf(await quote()) * 1.05)));
  });

  it('send the international price in won and dollars as it changes', async () => {
    const socket = await api.listen(['0I'], ['MGD', 'MGU']);
    const entry = async (item: string) => {
      const frame = await socket.next(
        (received) => received['trnm'] === 'REAL' && JSON.stringify(received).includes(`"item":"${item}"`),
      );
      const data = frame['data'] as readonly { item: string; values: Row }[];
      return data.find((each) => each.item === item)?.values ?? {};
    };
    const [won, dollars] = [await entry('MGD'), await entry('MGU')];
    const fids = kiwoomRealtimeType('0I').fields.map(({ fid }) => fid);
    for (const values of [won, dollars]) expect(Object.keys(values).toSorted()).toEqual(fids.toSorted());
    const last = lastOf(await quote());
    expect(Math.abs(size(won['10']) / last - 1)).toBeLessThan(0.03);
    const rate = (size(won['10']) * 31.1034768) / size(dollars['10']);
    expect(rate).toBeGreaterThan(1_330);
    expect(rate).toBeLessThan(1_500);
    expect(dollars['10']).toMatch(/^[+-]?\d+\.\d{2}$/);
  });

  it.each(['ka50100', 'ka50012'] as const)('%s refuses a code of the share market', async (id) => {
    const { body } = await api.call(id, { ...QUERIES[id], stk_cd: '005930' });
    expect(String(body['return_msg'])).toContain('1517');
  });
});

function rounded(value: number): number {
  return Math.round(value / 10) * 10;
}
