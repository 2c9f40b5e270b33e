import { describe, expect, it } from 'vitest';
import type { KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import { OPENING_CASH } from '#test/support/kiwoom-exchange.ts';
import { createBusyExchange, createTradingExchange, order, rowsOf } from './trading-scenario.ts';

const busy = createBusyExchange();

function numbersOf(id: KiwoomApiId, list: string, body: Readonly<Record<string, string>>): string[] {
  return rowsOf(busy.call(id, body).body, list).map((row) => (row['ord_no'] ?? '').replace(/^0+/, ''));
}

const openOrders = (changes: Readonly<Record<string, string>>) =>
  numbersOf('ka10075', 'oso', { all_stk_tp: '0', trde_tp: '0', stk_cd: '', stex_tp: '0', ...changes });
const filledOrders = (changes: Readonly<Record<string, string>>) =>
  numbersOf('ka10076', 'cntr', {
    stk_cd: '',
    qry_tp: '0',
    sell_tp: '0',
    ord_no: '',
    stex_tp: '0',
    ...changes,
  });
const history = (changes: Readonly<Record<string, string>>) =>
  numbersOf('kt00007', 'acnt_ord_cntr_prps_dtl', {
    ord_dt: '',
    qry_tp: '1',
    stk_bond_tp: '0',
    sell_tp: '0',
    stk_cd: '',
    fr_ord_no: '',
    dmst_stex_tp: '%',
    ...changes,
  });

describe('open orders (ka10075)', () => {
  it.each([
    ['everything, newest first', {}, ['8', '7', '5', '3']],
    ['sells', { trde_tp: '1' }, ['7']],
    ['buys', { trde_tp: '2' }, ['8', '5', '3']],
    ['one instrument', { all_stk_tp: '1', stk_cd: '005930' }, ['8', '7', '5', '3']],
    ['another instrument', { all_stk_tp: '1', stk_cd: '035720' }, []],
    [
      'an instrument named without asking for one',
      { all_stk_tp: '0', stk_cd: '035720' },
      ['8', '7', '5', '3'],
    ],
    ['what was routed to NXT', { stex_tp: '2' }, []],
  ])('list %s', (_title, changes, numbers) => {
    expect(openOrders(changes)).toEqual(numbers);
  });

  it('show what is done and what is left of an order', () => {
    const [row] = rowsOf(
      busy.call('ka10075', { all_stk_tp: '0', trde_tp: '0', stk_cd: '', stex_tp: '0' }).body,
      'oso',
    ).filter(({ ord_no }) => ord_no === '0000003');
    expect(row).toMatchObject({
      acnt_no: busy.call('ka00001').body['acctNo'],
      stk_cd: '005930',
      ord_qty: '50',
      oso_qty: '10',
      cntr_qty: '40',
      cntr_pric: '68100',
      cntr_tot_amt: '2724000',
      ord_stt: '체결',
      io_tp_nm: '+매수',
      trde_tp: '보통',
      unit_cntr_qty: '40',
      stex_tp: '1',
      stex_tp_txt: 'KRX',
      sor_yn: 'N',
    });
  });

  it('mark an order sent to SOR whatever exchange got it', () => {
    const rows = rowsOf(
      busy.call('ka10075', { all_stk_tp: '0', trde_tp: '0', stk_cd: '', stex_tp: '1' }).body,
      'oso',
    );
    expect(rows[0]).toMatchObject({ ord_no: '0000008', stex_tp: '0', stex_tp_txt: 'SOR', sor_yn: 'Y' });
  });

  it('come in pages of 100 that new orders do not shift', () => {
    const exchange = createTradingExchange();
    for (let count = 0; count < 130; count += 1) exchange.call('kt10000', order({ ord_qty: '1' }));
    const query = { all_stk_tp: '0', trde_tp: '0', stk_cd: '', stex_tp: '0' };
    const first = exchange.call('ka10075', query);
    exchange.call('kt10000', order({ ord_qty: '1' }));
    const headers = { 'cont-yn': 'Y', 'next-key': first.headers['next-key'] ?? '' };
    const second = exchange.call('ka10075', query, headers);
    const numbers = [...rowsOf(first.body, 'oso'), ...rowsOf(second.body, 'oso')].map((row) =>
      Number(row['ord_no']),
    );
    expect(numbers).toEqual(Array.from({ length: 130 }, (_, index) => 130 - index));
    expect(second.headers['cont-yn']).toBe('N');
  });
});

describe('filled orders (ka10076)', () => {
  it.each([
    ['everything, newest first', {}, ['3', '2', '1']],
    ['sells', { sell_tp: '1' }, []],
    ['what filled on NXT', { stex_tp: '2' }, ['2']],
    ['orders older than one', { ord_no: '0000003' }, ['2', '1']],
    ['one instrument', { qry_tp: '1', stk_cd: '005930' }, ['3', '2', '1']],
  ])('list %s', (_title, changes, numbers) => {
    expect(filledOrders(changes)).toEqual(numbers);
  });
});

describe('order history (kt00007)', () => {
  it.each([
    ['in the order they came', {}, ['1', '2', '3', '4', '5', '6', '7', '8']],
    ['newest first', { qry_tp: '2' }, ['8', '7', '6', '5', '4', '3', '2', '1']],
    ['only the open ones', { qry_tp: '3' }, ['3', '5', '7', '8']],
    ['only those with fills', { qry_tp: '4' }, ['1', '2', '3']],
    ['sells', { sell_tp: '1' }, ['7']],
    ['no bonds', { stk_bond_tp: '2' }, []],
    ['shares', { stk_bond_tp: '1', qry_tp: '4' }, ['1', '2', '3']],
    ['from a number on', { fr_ord_no: '0000006' }, ['6', '7', '8']],
    ['from a number back', { qry_tp: '2', fr_ord_no: '3' }, ['3', '2', '1']],
    ['those sent to NXT', { dmst_stex_tp: 'NXT' }, ['2']],
    ['those sent to SOR', { dmst_stex_tp: 'SOR' }, ['8']],
    ['today', { ord_dt: '20261120', qry_tp: '4' }, ['1', '2', '3']],
    ['nothing of another day', { ord_dt: '20261119' }, []],
    ['an instrument', { stk_cd: '035720' }, []],
  ])('lists requests %s', (_title, changes, numbers) => {
    expect(history(changes)).toEqual(numbers);
  });

  it('tells amendments and cancellations apart, padded and with colons in the time', () => {
    const rows = rowsOf(
      busy.call('kt00007', {
        qry_tp: '1',
        stk_bond_tp: '0',
        sell_tp: '0',
        dmst_stex_tp: '%',
      }).body,
      'acnt_ord_cntr_prps_dtl',
    );
    expect(rows[4]).toMatchObject({
      ord_no: '0000005',
      stk_cd: 'A005930',
      ori_ord: '0000004',
      mdfy_cncl: '정정',
      acpt_tp: '확인',
      ord_qty: '0000000020',
      cnfm_qty: '0000000020',
      ord_remnq: '0000000015',
      ord_uv: '0000067100',
      ord_tm: '10:00:00',
    });
    expect(rows[5]).toMatchObject({ ord_no: '0000006', ori_ord: '0000005', mdfy_cncl: '취소' });
  });
});

describe('split orders (ka10088)', () => {
  it('say where the open part of an order stands', () => {
    const [row] = rowsOf(busy.call('ka10088', { ord_no: '8' }).body, 'osop');
    expect(row).toMatchObject({
      ord_no: '0000008',
      osop_qty: '3',
      stex_tp: '1',
      stex_tp_txt: 'S-KRX',
      sell_tp: '2',
    });
    expect(rowsOf(busy.call('ka10088', { ord_no: '1' }).body, 'osop')).toEqual([]);
  });
});

describe('deposit (kt00001)', () => {
  const bought = (60 + 40) * 68_100 + 5 * 68_100;
  const field = (body: Readonly<Record<string, unknown>>, key: string) => Number(body[key]);

  it('counts today’s fills into D+2 when it is an estimate', () => {
    const { body } = busy.call('kt00001', { qry_tp: '3' });
    const commission = field(body, 'd2_buy_exct_amt') - bought;
    expect(commission).toBeGreaterThan(0);
    expect(field(body, 'entr')).toBe(OPENING_CASH);
    expect(field(body, 'd2_entra')).toBe(OPENING_CASH - bought - commission);
    expect(body['d2_slby_exct_amt']).toMatch(/^-\d{14}$/);
  });

  it('leaves them out when it is not', () => {
    const { body } = busy.call('kt00001', { qry_tp: '2' });
    expect(field(body, 'd2_entra')).toBe(OPENING_CASH);
    expect(field(body, 'd2_buy_exct_amt')).toBe(0);
  });

  it('allows the same amount for every margin class, what open orders do not hold', () => {
    const { body } = busy.call('kt00001', { qry_tp: '3' });
    const classes = ['20', '30', '40', '50', '60', '100'].map((rate) => body[`${rate}stk_ord_alow_amt`]);
    expect(new Set(classes)).toEqual(new Set([body['ord_alow_amt']]));
    expect(field(body, 'ord_alow_amt')).toBeLessThan(field(body, 'd2_entra'));
  });
});

describe('order capacity (kt00010)', () => {
  const ask = (changes: Readonly<Record<string, string>>) =>
    createTradingExchange().call('kt00010', { stk_cd: '005930', trde_tp: '2', uv: '68000', ...changes }).body;
  const quantity = (body: Readonly<Record<string, unknown>>) => Number(body['profa_100ord_alowq']);

  it('finds the largest quantity that cash and commission allow', () => {
    const shares = quantity(ask({}));
    const costs = (count: number) => count * 68_000 + Math.floor(count * 68_000 * 0.00015);
    expect(costs(shares)).toBeLessThanOrEqual(OPENING_CASH);
    expect(costs(shares + 1)).toBeGreaterThan(OPENING_CASH);
  });

  it('takes a price of zero for the upper limit', () => {
    expect(quantity(ask({ uv: '0' }))).toBe(Math.floor(OPENING_CASH / (88_400 * 1.00015)));
  });

  it('simulates money paid in', () => {
    expect(quantity(ask({ io_amt: '100000000' }))).toBe(Math.floor((2 * OPENING_CASH) / (68_000 * 1.00015)));
    expect(quantity(ask({ io_amt: '-100000000' }))).toBe(0);
  });

  it('sums up a wanted quantity, at the expected price where one is given', () => {
    expect(Number(ask({ trde_qty: '10' })['pur_amt'])).toBe(680_000);
    expect(Number(ask({ trde_qty: '10', exp_buy_unp: '67000' })['pur_amt'])).toBe(670_000);
    expect(Number(ask({ trde_qty: '10' })['pur_exct_amt'])).toBe(680_000 + 102);
  });

  it('tells for a sale what can be sold', () => {
    const { body } = busy.call('kt00010', { stk_cd: '005930', trde_tp: '1', uv: '68000' });
    expect(Number(body['profa_100ord_alowq'])).toBe(105 - 8);
  });
});

describe('holdings (kt00004, kt00018)', () => {
  const gross = (venue: string) =>
    rowsOf(busy.call('kt00018', { qry_tp: '1', dmst_stex_tp: venue }).body, 'acnt_evlt_remn_indv_tot')[0] ??
    {};
  const net =
    rowsOf(busy.call('kt00004', { qry_tp: '0', dmst_stex_tp: 'KRX' }).body, 'stk_acnt_evlt_prst')[0] ?? {};

  it('are valued gross with their costs beside it in one, net of costs in the other', () => {
    const row = gross('KRX');
    const number = (key: string) => Number(row[key]);
    expect(number('evlt_amt')).toBe(number('cur_prc') * number('rmnd_qty'));
    expect(Number(net['evlt_amt'])).toBe(number('evlt_amt') - number('sell_cmsn') - number('tax'));
    expect(number('evltv_prft')).toBe(
      number('evlt_amt') - number('pur_amt') - number('sum_cmsn') - number('tax'),
    );
  });

  it('prefix the code, count today apart and keep back what is being sold', () => {
    expect(gross('KRX')).toMatchObject({
      stk_cd: 'A005930',
      rmnd_qty: '000000000000105',
      trde_able_qty: '000000000000097',
      tdy_buyq: '000000000000105',
      pur_pric: '000000000068100',
      poss_rt: '100.00',
    });
    expect(net).toMatchObject({ stk_cd: 'A005930', avg_prc: '000000068100', setl_remn: '000000000000' });
  });

  it('take the price of the exchange asked for', () => {
    const exchange = createTradingExchange();
    exchange.call('kt10000', order({ ord_qty: '1', ord_uv: '', trde_tp: '3' }));
    exchange.call('kt10000', order({ ord_qty: '1', ord_uv: '68100', dmst_stex_tp: 'NXT' }));
    exchange.call('kt10001', order({ ord_qty: '1', ord_uv: '67900', dmst_stex_tp: 'NXT' }));
    const price = (venue: string) =>
      rowsOf(
        exchange.call('kt00018', { qry_tp: '2', dmst_stex_tp: venue }).body,
        'acnt_evlt_remn_indv_tot',
      )[0]?.['cur_prc'];
    expect([price('KRX'), price('NXT')]).toEqual(['000000068100', '000000067900']);
  });

  it('agree on what the account is worth', () => {
    const assets = busy.call('kt00004', { qry_tp: '1', dmst_stex_tp: 'KRX' }).body['prsm_dpst_aset_amt'];
    const same = busy.call('kt00018', { qry_tp: '2', dmst_stex_tp: 'KRX' }).body['prsm_dpst_aset_amt'];
    expect(Number(assets)).toBe(Number(same));
  });

  it('show a loss with its minus inside the width', () => {
    expect(gross('KRX')['evltv_prft']).toMatch(/^-\d{14}$/);
    expect(net['pl_amt']).toMatch(/^-\d{11}$/);
    expect(net['pl_rt']).toMatch(/^-\d+\.\d{4}$/);
    expect(gross('KRX')['prft_rt']).toMatch(/^-\d+\.\d{2}$/);
  });
});
