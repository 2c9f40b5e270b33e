import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createExchange, type Exchange } from '#electron/exchange/exchange.ts';
import { NO_QUOTA } from '#electron/exchange/kiwoom-server/settings.ts';
import { kiwoomEndpoint, type KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import { expectWholeAnswer, type AnswerCheckOptions } from '#test/support/answer-check.ts';
import { createKiwoomClient, type KiwoomClient } from '#test/support/kiwoom-client.ts';
import { listingsOf, TEN_O_CLOCK } from '#test/support/quiet-world.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

const DAY = 86_400_000;
const FRIDAY = '20261120';
const MONDAY = '20261123';
const LONG_AGO = '20260801';

let exchange: Exchange;
let client: KiwoomClient;
type Row = Readonly<Record<string, string>>;
type Body = Readonly<Record<string, unknown>>;

async function call(id: KiwoomApiId, body: object = {}, headers: Row = {}): Promise<Body> {
  return (await client.post(kiwoomEndpoint(id).path, id, body, headers)).body;
}

/** Calls, checks every field, and returns the answer. */
async function whole(id: KiwoomApiId, body: object = {}, options: AnswerCheckOptions = {}): Promise<Body> {
  const answer = await call(id, body);
  expectWholeAnswer(id, answer, options);
  return answer;
}

const rowsOf = (body: Body, list: string) => body[list] as readonly Row[];
const number = (row: Body | undefined, key: string) => Number(row?.[key]);
const total = (rows: readonly Row[], key: string) => rows.reduce((sum, row) => sum + Number(row[key]), 0);

/** Fills at the best price of the other side, or at least joins it. */
async function order(side: 'buy' | 'sell', symbol: string, quantity: number, venue = 'KRX'): Promise<string> {
  const answer = await client.post('/api/dostk/ordr', side === 'buy' ? 'kt10000' : 'kt10001', {
    dmst_stex_tp: venue,
    stk_cd: symbol,
    ord_qty: String(quantity),
    ord_uv: '',
    trde_tp: venue === 'NXT' ? '6' : '3',
    cond_uv: '',
  });
  expect(answer.body).toMatchObject({ return_code: 0 });
  return String(answer.body['ord_no']);
}

/** Friday with trades of every sort, closed; then Monday with more of them. */
beforeAll(async () => {
  const clock = createVirtualClock(TEN_O_CLOCK);
  exchange = await createExchange({
    clock,
    seed: 1,
    session: 'kst',
    settings: { quota: NO_QUOTA },
    world: { listings: listingsOf('005930', '068760', '000660'), activity: 1, history: 'sample' },
  });
  client = createKiwoomClient(exchange.restUrl);
  await client.authenticate();
  await order('buy', '005930', 20);
  await order('buy', '068760', 30);
  await order('sell', '005930', 5);
  // Past the market's own timers, straight to Monday morning.
  clock.advance(1_000);
  clock.setNow((TEN_O_CLOCK + 3 * DAY) as never);
  clock.advance(1_000);
  expect(exchange.world.tradingDate()).toBe(MONDAY);
  // The token has expired over the weekend.
  await client.authenticate();
  await order('sell', '005930', 6);
  await order('buy', '005930', 4);
  await order('buy', '000660', 7, 'NXT');
  await order('sell', '000660', 3, 'NXT');
}, 60_000);
afterAll(() => exchange.stop());

const period = { strt_dt: LONG_AGO, end_dt: MONDAY };

describe('realised profit', () => {
  it('adds up: fills to instruments, instruments to days, days to the period', async () => {
    const byDay = await whole('ka10074', period);
    const days = rowsOf(byDay, 'dt_rlzt_pl');
    expect(days.length).toBeGreaterThan(15);
    expect(total(days, 'tdy_sel_pl')).toBe(number(byDay, 'rlzt_pl'));
    expect(total(days, 'buy_amt')).toBe(number(byDay, 'tot_buy_amt'));
    expect(total(days, 'sell_amt')).toBe(number(byDay, 'tot_sell_amt'));
    expect(total(days, 'tdy_trde_tax')).toBe(number(byDay, 'trde_tax'));
    const bySymbol = rowsOf(await whole('ka10073', period, { blank: ['loan_dt'] }), 'dt_stk_rlzt_pl');
    expect(total(bySymbol, 'tdy_sel_pl')).toBe(number(byDay, 'rlzt_pl'));
    const today = rowsOf(
      await whole('ka10072', { strt_dt: MONDAY }, { blank: ['loan_dt'] }),
      'dt_stk_div_rlzt_pl',
    );
    expect(total(today, 'tdy_sel_pl')).toBe(number(days[0], 'tdy_sel_pl'));
    const details = await whole('ka10077', { stk_cd: '005930' });
    expect(total(rowsOf(details, 'tdy_rlzt_pl_dtl'), 'tdy_sel_pl')).toBe(number(details, 'tdy_rlzt_pl'));
    const own = today.find((row) => row['stk_cd'] === 'A005930');
    expect(number(details, 'tdy_rlzt_pl')).toBe(number(own, 'tdy_sel_pl'));
  });

  it('can be asked for one instrument', async () => {
    const all = rowsOf(await call('ka10073', period), 'dt_stk_rlzt_pl');
    const one = rowsOf(await call('ka10073', { ...period, stk_cd: '005930' }), 'dt_stk_rlzt_pl');
    expect(one).toEqual(all.filter((row) => row['stk_cd'] === 'A005930'));
    const day = rowsOf(await call('ka10072', { strt_dt: MONDAY, stk_cd: '000660' }), 'dt_stk_div_rlzt_pl');
    expect(day.map((row) => row['stk_cd'])).toEqual(['A000660']);
  });

  it('refuses periods that end before they begin, and unknown instruments', async () => {
    const turned = await call('ka10074', { strt_dt: MONDAY, end_dt: FRIDAY });
    expect(String(turned['return_msg'])).toContain('[1517:');
    const unknown = await call('ka10073', { ...period, stk_cd: '999999' });
    expect(String(unknown['return_msg'])).toContain('[1902:');
    expect(String((await call('ka10077', { stk_cd: '999999' }))['return_msg'])).toContain('[1902:');
  });
});

describe('the trade diary', () => {
  it('shows every trade of a day, or what was bought and sold on it', async () => {
    const all = await whole('ka10170', { ottks_tp: '2', ch_crd_tp: '0' });
    const rows = rowsOf(all, 'tdy_trde_diary');
    expect(rows.map((row) => row['stk_cd']).sort()).toEqual(['000660', '005930']);
    const byDay = rowsOf(await call('ka10074', { strt_dt: MONDAY, end_dt: MONDAY }), 'dt_rlzt_pl')[0];
    expect(number(all, 'tot_pl_amt')).toBe(number(byDay, 'tdy_sel_pl'));
    expect(number(all, 'tot_cmsn_tax')).toBe(number(byDay, 'tdy_trde_cmsn') + number(byDay, 'tdy_trde_tax'));
    const matched = await whole('ka10170', { ottks_tp: '1', ch_crd_tp: '1' });
    const same = rowsOf(matched, 'tdy_trde_diary').find((row) => row['stk_cd'] === '000660');
    expect(same).toMatchObject({ buy_qty: '3', sell_qty: '3' });
    expect(number(same, 'pl_amt')).toBe(
      number(same, 'sell_amt') - number(same, 'buy_amt') - number(same, 'cmsn_alm_tax'),
    );
  });

  it('has nothing on credit, nothing of a quiet day, and goes back two months', async () => {
    const credit = await call('ka10170', { ottks_tp: '2', ch_crd_tp: '2' });
    expect(credit).toMatchObject({ tot_sell_amt: '0', tdy_trde_diary: [] });
    const friday = await whole('ka10170', { base_dt: FRIDAY, ottks_tp: '2', ch_crd_tp: '0' });
    expect(rowsOf(friday, 'tdy_trde_diary')).toHaveLength(2);
    const old = await call('ka10170', { base_dt: '20260901', ottks_tp: '2', ch_crd_tp: '0' });
    expect(String(old['return_msg'])).toContain('[1517:');
  });
});

describe('the account by day', () => {
  it('is worth the same in every answer', async () => {
    const days = rowsOf(
      await whole('kt00002', { start_dt: LONG_AGO, end_dt: MONDAY }),
      'daly_prsm_dpst_aset_amt_prst',
    );
    expect(days).toHaveLength(62);
    expect(days.map((row) => row['dt'])).toEqual(days.map((row) => row['dt']).sort());
    const now = number(await whole('kt00003', { qry_tp: '0' }), 'prsm_dpst_aset_amt');
    expect(number(days.at(-1), 'prsm_dpst_aset_amt')).toBe(now);
    const balance = await call('kt00018', { qry_tp: '1', dmst_stex_tp: 'KRX' });
    expect(number(balance, 'prsm_dpst_aset_amt')).toBe(now);
    expect(await call('kt00003', { qry_tp: '1' })).toMatchObject({ return_code: 0 });
  });

  it('shows what was held at the close of any day', async () => {
    const friday = await whole('ka01690', { qry_dt: FRIDAY });
    const held = rowsOf(friday, 'day_bal_rt');
    expect(held.map((row) => [row['stk_cd'], row['rmnd_qty']]).sort()).toEqual([
      ['005930', '15'],
      ['068760', '30'],
    ]);
    expect(total(held, 'evlt_amt')).toBe(number(friday, 'tot_evlt_amt'));
    expect(number(friday, 'day_stk_asst')).toBe(number(friday, 'dbst_bal') + number(friday, 'tot_evlt_amt'));
    const weekend = await call('ka01690', { qry_dt: '20261122' });
    expect(weekend['day_bal_rt']).toEqual(friday['day_bal_rt']);
    expect(await call('ka01690', { qry_dt: '20990101' })).toMatchObject({ day_bal_rt: [] });
    expect(await call('ka01690', { qry_dt: '20200102' })).toMatchObject({ day_bal_rt: [], dbst_bal: '0' });
  });

  it('explains a period: what it made is what assets gained beyond what was paid in', async () => {
    const blank = ['mang_empno', 'mngr_nm', 'dept_nm'];
    const all = await whole('kt00016', { fr_dt: LONG_AGO, to_dt: MONDAY }, { blank });
    expect(number(all, 'tot_amt_fr')).toBe(0);
    expect(number(all, 'evltv_prft')).toBe(
      number(all, 'tot_amt_to') -
        number(all, 'tot_amt_fr') -
        number(all, 'termin_tot_trns') +
        number(all, 'termin_tot_pymn'),
    );
    expect(number(all, 'tot_amt_to')).toBe(number(all, 'entr_to') + number(all, 'scrt_evlt_amt_to'));
    const friday = await call('kt00016', { fr_dt: FRIDAY, to_dt: FRIDAY });
    expect(number(friday, 'tot_amt_fr')).toBe(100_000_000);
    const monday = await call('kt00016', { fr_dt: MONDAY, to_dt: MONDAY });
    expect(monday['tot_amt_fr']).toBe(friday['tot_amt_to']);
  });

  it('knows the month and all time in the valuation, too', async () => {
    const answer = await whole(
      'kt00004',
      { qry_tp: '0', dmst_stex_tp: 'KRX' },
      { blank: ['brch_nm', 'loan_dt'] },
    );
    const worth = number(answer, 'prsm_dpst_aset_amt');
    expect(number(answer, 'lspft')).toBe(worth - number(answer, 'lspft_amt'));
    expect(number(answer, 'lspft2')).toBe(worth - number(answer, 'invt_bsamt'));
    const november = rowsOf(
      await call('kt00002', { start_dt: '20261001', end_dt: '20261031' }),
      'daly_prsm_dpst_aset_amt_prst',
    );
    const paid = rowsOf(await call('kt00015', ledger({ strt_dt: '20261101', tp: '1' })), LEDGER);
    const paidIn = paid.reduce(
      (sum, row) => sum + (row['io_tp_nm'] === '입금' ? 1 : -1) * number(row, 'trde_amt'),
      0,
    );
    expect(number(answer, 'invt_bsamt')).toBe(number(november.at(-1), 'prsm_dpst_aset_amt') + paidIn);
  });
});

const LEDGER = 'trst_ovrl_trde_prps_array';
const ledger = (other: object = {}) => ({ ...period, tp: '0', gds_tp: '0', dmst_stex_tp: '%', ...other });
const LEDGER_BLANK = ['loan_dt', 'uncl_ocr', 'rpym_sum', 'rcpy_no', 'trde_stle', 'rpym_sum_fr'];

describe('the transaction history', () => {
  it('runs to the cash of today, line by line', async () => {
    const lines: Row[] = [];
    let headers: Row = {};
    for (;;) {
      const answer = await client.post('/api/dostk/acnt', 'kt00015', ledger(), headers);
      expectWholeAnswer('kt00015', answer.body, { blank: LEDGER_BLANK });
      lines.push(...rowsOf(answer.body, LEDGER));
      if (answer.headers['cont-yn'] !== 'Y') break;
      headers = { 'cont-yn': 'Y', 'next-key': String(answer.headers['next-key']) };
    }
    let balance = 0;
    for (const line of lines) {
      const isIn = ['입금', '매도'].includes(line['io_tp_nm'] ?? '');
      balance += (isIn ? 1 : -1) * number(line, 'exct_amt');
      expect(number(line, 'entra_remn')).toBe(balance);
    }
    expect(balance).toBe(number(await call('kt00001', { qry_tp: '3' }), 'entr'));
    expect(new Set(lines.map((line) => `${line['trde_dt']} ${line['trde_no']}`)).size).toBe(lines.length);
  });

  it('shows what each code of 구분 asks for', async () => {
    const names = async (tp: string) =>
      new Set(rowsOf(await call('kt00015', ledger({ tp })), LEDGER).map((row) => row['io_tp_nm']));
    expect(await names('3')).toEqual(new Set(['매수', '매도']));
    expect(await names('4')).toEqual(new Set(['매수']));
    expect(await names('5')).toEqual(new Set(['매도']));
    expect(await names('6')).toEqual(new Set(['입금']));
    expect(await names('M')).toEqual(await names('1'));
    const { size } = rowsOf(await call('kt00015', ledger({ tp: '7' })), LEDGER).length
      ? await names('7')
      : new Set();
    expect(size).toBeLessThanOrEqual(1);
    for (const tp of ['2', 'A', 'B', 'C', 'F', 'G', 'H', 'I', 'J']) {
      expect(await names(tp)).toEqual(new Set());
    }
  });

  it('shows one instrument, currency, kind of goods and exchange', async () => {
    const of = async (other: object) => rowsOf(await call('kt00015', ledger(other)), LEDGER);
    const one = await of({ stk_cd: '005930' });
    expect(new Set(one.map((row) => row['stk_cd']))).toEqual(new Set(['A005930']));
    expect(await of({ crnc_cd: 'KRW' })).toEqual(await of({}));
    expect(await of({ crnc_cd: 'USD' })).toEqual([]);
    expect(await of({ frgn_stex_code: 'NYSE' })).toEqual([]);
    expect(await of({ gds_tp: '1' })).toEqual(await of({ tp: '3' }));
    for (const gds_tp of ['2', '3', '4']) expect(await of({ gds_tp })).toEqual([]);
    const venues = await of({ dmst_stex_tp: 'KRX' });
    expect(new Set(venues.map((row) => row['stex_nm']))).toEqual(new Set(['KRX']));
    const nxt = await of({ dmst_stex_tp: 'NXT' });
    expect(venues.length + nxt.length).toBe((await of({ gds_tp: '1' })).length);
  });
});

describe('settlement of the next day', () => {
  it('is what Friday’s trades come to', async () => {
    const answer = await whole('kt00008', {}, { blank: ['loan_dt'] });
    expect(answer).toMatchObject({ trde_dt: FRIDAY, setl_dt: '20261124' });
    const rows = rowsOf(answer, 'acnt_nxdy_setl_frcs_prps_array');
    expect(rows.map((row) => [row['stk_cd'], row['sell_tp'], Number(row['qty'])])).toEqual([
      ['A005930', '1', 5],
      ['A005930', '2', 20],
      ['A068760', '2', 30],
    ]);
    const deposit = await whole('kt00001', { qry_tp: '3' }, { emptyLists: ['stk_entr_prst'] });
    expect(number(deposit, 'd1_entra') - number(deposit, 'entr')).toBe(
      number(answer, 'sell_amt_sum') - number(answer, 'buy_amt_sum'),
    );
    expect(deposit).toMatchObject({
      d1_sel_exct_amt: `000${String(answer['sell_amt_sum'])}`,
      d1_buy_exct_amt: `000${String(answer['buy_amt_sum'])}`,
    });
    for (const row of rows.slice(0, 1)) {
      expect(number(row, 'exct_amt')).toBe(
        number(row, 'engg_amt') - number(row, 'cmsn') - number(row, 'rstx') - number(row, 'trde_tax'),
      );
    }
    const from = await call('kt00008', { strt_dcd_seq: '0000003' });
    expect(rowsOf(from, 'acnt_nxdy_setl_frcs_prps_array').map((row) => row['seq'])).toEqual(['0000003']);
  });
});

describe('orders of any day', () => {
  const query = { stk_bond_tp: '0', mrkt_tp: '0', sell_tp: '0', qry_tp: '0', dmst_stex_tp: '%' };
  const LIST = 'acnt_ord_cntr_prst_array';
  const blank = ['rsrv_oppo', 'mdfy_cncl_tp'];
  const of = async (other: object) => rowsOf(await call('kt00009', { ...query, ...other }), LIST);

  it('come with what was traded by them', async () => {
    const answer = await whole('kt00009', query, { blank });
    const rows = rowsOf(answer, LIST);
    expect(rows).toHaveLength(4);
    expect(number(answer, 'engg_amt')).toBe(
      number(answer, 'sell_grntl_engg_amt') + number(answer, 'buy_engg_amt'),
    );
    const friday = await whole('kt00009', { ...query, ord_dt: FRIDAY }, { blank });
    expect(rowsOf(friday, LIST)).toHaveLength(3);
    const day = rowsOf(await call('ka10074', { strt_dt: FRIDAY, end_dt: FRIDAY }), 'dt_rlzt_pl')[0];
    expect(number(friday, 'buy_engg_amt')).toBe(number(day, 'buy_amt'));
    expect(number(friday, 'sell_grntl_engg_amt')).toBe(number(day, 'sell_amt'));
  });

  it('can be narrowed by each field', async () => {
    const all = await of({});
    expect(await of({ stk_bond_tp: '1' })).toEqual(all);
    expect(await of({ stk_bond_tp: '2' })).toEqual([]);
    expect(await of({ mrkt_tp: '1' })).toEqual(all);
    for (const mrkt_tp of ['2', '3', '4']) expect(await of({ mrkt_tp })).toEqual([]);
    expect(await of({ ord_dt: FRIDAY, mrkt_tp: '2' })).toHaveLength(1);
    const sells = await of({ sell_tp: '1' });
    expect(sells.every((row) => row['io_tp_nm'] === '현금매도')).toBe(true);
    expect((await of({ sell_tp: '2' })).length + sells.length).toBe(all.length);
    expect((await of({ qry_tp: '1' })).every((row) => number(row, 'cntr_qty') > 0)).toBe(true);
    expect(await of({ stk_cd: '000660' })).toHaveLength(2);
    expect(await of({ dmst_stex_tp: 'NXT' })).toHaveLength(2);
    expect(await of({ dmst_stex_tp: 'SOR' })).toEqual([]);
    expect(await of({ fr_ord_no: all[2]?.['ord_no'] })).toEqual(all.slice(2));
  });

  it('are found by the detailed list of a past day as well, expired ones among them', async () => {
    const details = { qry_tp: '1', stk_bond_tp: '0', sell_tp: '0', dmst_stex_tp: '%' };
    const list = 'acnt_ord_cntr_prps_dtl';
    const friday = rowsOf(await call('kt00007', { ...details, ord_dt: FRIDAY }), list);
    expect(friday.map((row) => row['ord_no'])).toEqual(
      (await of({ ord_dt: FRIDAY })).map((row) => row['ord_no']),
    );
    const past = rowsOf(
      await call('kt00002', { start_dt: LONG_AGO, end_dt: FRIDAY }),
      'daly_prsm_dpst_aset_amt_prst',
    );
    const orders: Row[] = [];
    for (const day of past)
      orders.push(...rowsOf(await call('kt00007', { ...details, ord_dt: day['dt'] }), list));
    expect(orders.length).toBeGreaterThan(30);
    expect(orders.some((row) => number(row, 'cntr_qty') === 0)).toBe(true);
    expect(rowsOf(await call('kt00007', { ...details, ord_dt: '20200102' }), list)).toEqual([]);
  });
});

describe('what is held and can be ordered', () => {
  it('is listed with today’s sales, at the price of the exchange asked for', async () => {
    const blank = ['dt'];
    const all = rowsOf(await whole('ka10085', { stex_tp: '0' }, { blank }), 'acnt_prft_rt');
    const krx = rowsOf(await whole('ka10085', { stex_tp: '1' }, { blank }), 'acnt_prft_rt');
    const nxt = rowsOf(await whole('ka10085', { stex_tp: '2' }, { blank }), 'acnt_prft_rt');
    const profit = (rows: readonly Row[]) => total(rows, 'tdy_sel_pl');
    expect(profit(krx) + profit(nxt)).toBe(profit(all));
    expect(profit(nxt)).not.toBe(0);
    const of = (rows: readonly Row[]) => rows.find((row) => row['stk_cd'] === '005930');
    const last = (venue: 'KRX' | 'NXT') => exchange.world.day('005930', venue).lastPrice;
    expect(Math.abs(number(of(krx), 'cur_prc'))).toBe(last('KRX'));
    expect(Math.abs(number(of(nxt), 'cur_prc'))).toBe(last('NXT'));
  });

  it('agrees between the balances', async () => {
    const blank = ['loan_dt', 'expr_dt'];
    for (const dmst_stex_tp of ['KRX', 'NXT']) {
      const executed = await whole('kt00005', { dmst_stex_tp }, { blank });
      const valued = await call('kt00004', { qry_tp: '0', dmst_stex_tp });
      expect(number(executed, 'evlt_amt_tot')).toBe(number(valued, 'tot_est_amt'));
      const rows = rowsOf(executed, 'stk_cntr_remn');
      expect(total(rows, 'evltv_prft')).toBe(number(executed, 'tot_pl_tot'));
    }
    const status = await whole('kt00017');
    const today = rowsOf(await call('ka10074', { strt_dt: MONDAY, end_dt: MONDAY }), 'dt_rlzt_pl')[0];
    expect(number(status, 'sell_amt')).toBe(number(today, 'sell_amt'));
    expect(number(status, 'buy_amt')).toBe(number(today, 'buy_amt'));
    expect(number(status, 'd2_entra')).toBe(number(await call('kt00001', { qry_tp: '3' }), 'd2_entra'));
  });

  it('is counted by margin and guarantee', async () => {
    const cash = number(await call('kt00001', { qry_tp: '3' }), 'ord_alow_amt');
    const margin = await whole('kt00011', { stk_cd: '005930', uv: '100000' });
    expect(number(margin, 'min_ord_alow_amt')).toBe(cash);
    const shares = number(margin, 'profa_100ord_alowq');
    expect(shares * 100_015).toBeLessThanOrEqual(cash);
    expect((shares + 1) * 100_015).toBeGreaterThan(cash);
    const market = await call('kt00011', { stk_cd: '005930' });
    expect(number(market, 'profa_100ord_alowq')).not.toBe(shares);
    const credit = await whole('kt00012', { stk_cd: '005930', uv: '100000' });
    expect(number(credit, 'assr_50ord_alow_amt')).toBe(cash * 2);
    const details = await whole('kt00013');
    expect(number(details, 'use_pos_ch_fin')).toBe(cash);
    expect(number(details, 'tdy_reu_objt_amt')).toBeGreaterThan(0);
    expect(number(details, 'tdy_reu_alowa')).toBe(
      number(details, 'tdy_reu_objt_amt') - number(details, 'tdy_reu_use_amt'),
    );
    expect(String((await call('kt00011', { stk_cd: '999999' }))['return_msg'])).toContain('[1902:');
  });
});

describe('input', () => {
  const REVIEW = [
    ...(['ka01690', 'ka10072', 'ka10073', 'ka10074', 'ka10077', 'ka10085', 'ka10170', 'kt00002'] as const),
    ...(['kt00003', 'kt00005', 'kt00009', 'kt00011', 'kt00012', 'kt00015', 'kt00016'] as const),
  ];
  const SAMPLE: Row = {
    ...period,
    stk_cd: '005930',
    start_dt: FRIDAY,
    fr_dt: FRIDAY,
    to_dt: MONDAY,
    qry_dt: FRIDAY,
  };

  it.each(REVIEW)(
    '%s refuses a missing required field with 1511 and an unknown code with 1517',
    async (id) => {
      const { request } = kiwoomEndpoint(id);
      const good = Object.fromEntries(
        request.flatMap(({ key, values, required }) => {
          const value = SAMPLE[key] ?? Object.keys(values ?? {})[0];
          return required && value !== undefined ? [[key, value]] : [];
        }),
      );
      expect(await call(id, good)).toMatchObject({ return_code: 0 });
      for (const { key, required, values } of request) {
        const { [key]: _, ...without } = good;
        if (required) expect(String((await call(id, without))['return_msg'])).toContain(`[1511:`);
        if (values === undefined) continue;
        for (const code of Object.keys(values)) {
          expect(await call(id, { ...good, [key]: code }), `${key}=${code}`).toMatchObject({
            return_code: 0,
          });
        }
        expect(String((await call(id, { ...good, [key]: 'Z' }))['return_msg'])).toContain('[1517:');
      }
    },
  );
});
