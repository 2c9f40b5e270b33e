import { describe, expect, it } from 'vitest';
import { KIWOOM_ORDER_TYPES } from '#shared/catalogue/kiwoom-codes.ts';
import { REJECT_CASES } from './reject-cases.ts';
import { amend, cancel, createTradingExchange, order, rowsOf } from './trading-scenario.ts';

const OPEN = { all_stk_tp: '0', trde_tp: '0', stk_cd: '', stex_tp: '0' };

describe('placing an order', () => {
  it('answers with a seven-digit number and the exchange, and says nothing of fills', () => {
    const exchange = createTradingExchange();
    expect(exchange.call('kt10000', order()).body).toEqual({
      ord_no: '0000001',
      dmst_stex_tp: 'KRX',
      return_code: 0,
      return_msg: '매수주문이 완료되었습니다.',
    });
    exchange.call('kt10000', order({ ord_qty: '1', ord_uv: '', trde_tp: '3' }));
    const sold = exchange.call('kt10001', order({ ord_qty: '1', ord_uv: '69500' })).body;
    expect(sold).toMatchObject({ ord_no: '0000003', return_msg: '매도주문이 완료되었습니다.' });
  });

  it.each(KIWOOM_ORDER_TYPES)('knows trde_tp $code ($label)', ({ code, label, type, timeInForce }) => {
    const exchange = createTradingExchange();
    const price = ['0', '5', '10', '20', '28', '62'].includes(code) ? '68100' : '';
    const stop = code === '28' ? '68200' : '';
    const answer = exchange.call('kt10000', order({ trde_tp: code, ord_uv: price, cond_uv: stop })).body;
    const closedNow = ['61', '62', '81'].includes(code);
    expect(answer['return_code']).toBe(closedNow ? 20 : 0);
    if (closedNow) return;
    const account = String(exchange.call('ka00001').body['acctNo']);
    expect(exchange.world.orders(account)[0]?.intent).toMatchObject({ type, timeInForce });
    const all = { ord_dt: '', qry_tp: '1', stk_bond_tp: '0', sell_tp: '0', dmst_stex_tp: '%' };
    const [row] = rowsOf(exchange.call('kt00007', all).body, 'acnt_ord_cntr_prps_dtl');
    expect(row?.['trde_tp']).toBe(label);
  });

  it('ignores the price of an order that carries none', () => {
    const exchange = createTradingExchange();
    exchange.call('kt10000', order({ ord_qty: '1', ord_uv: '99999999', trde_tp: '3' }));
    const account = String(exchange.call('ka00001').body['acctNo']);
    expect(exchange.world.orders(account)[0]).toMatchObject({ status: 'filled', intent: { price: null } });
  });

  it.each([
    ['ord_qty', 'ten', '[1517:'],
    ['ord_qty', '-1', '[1517:'],
    ['ord_qty', '1.5', '[1517:'],
    ['ord_uv', '68,000', '[1517:'],
    ['trde_tp', '99', '[1517:'],
    ['dmst_stex_tp', 'NYSE', '[1517:'],
    ['dmst_stex_tp', '', '[1511:'],
    ['trde_tp', '', '[1511:'],
    ['stk_cd', '999999', '[1902:'],
    ['stk_cd', '005930_NX', '[1902:'],
  ])('refuses %s=%s as bad input and places nothing', (key, value, code) => {
    const exchange = createTradingExchange();
    const { body } = exchange.call('kt10000', order({ [key]: value }));
    expect(body['return_code']).toBe(code === '[1902:' ? 7 : 2);
    expect(body['return_msg']).toContain(code);
    expect(exchange.call('ka10075', OPEN).body['oso']).toEqual([]);
  });

  it.each(REJECT_CASES)('refuses $reason with code 20 and $message', ({ id, request, before, message }) => {
    const exchange = createTradingExchange();
    before?.(exchange);
    const { status, body } = exchange.call(id, request);
    expect({ status, ...body }).toEqual({ status: 200, return_code: 20, return_msg: `[2000](${message})` });
  });
});

describe('amending an order', () => {
  it('gives it a new number and names the first of the chain', () => {
    const exchange = createTradingExchange();
    exchange.call('kt10000', order());
    const first = exchange.call('kt10002', amend('0000001', { mdfy_uv: '67100' })).body;
    expect(first).toEqual({
      ord_no: '0000002',
      base_orig_ord_no: '0000001',
      mdfy_qty: '000000000010',
      dmst_stex_tp: 'KRX',
      return_code: 0,
      return_msg: '매수정정 주문입력이 완료되었습니다',
    });
    const second = exchange.call('kt10002', amend('0000002', { mdfy_uv: '67200' })).body;
    expect(second).toMatchObject({ ord_no: '0000003', base_orig_ord_no: '0000001' });
    const rows = rowsOf(exchange.call('ka10075', OPEN).body, 'oso');
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      ord_no: '0000003',
      orig_ord_no: '0000002',
      ord_pric: '67200',
      io_tp_nm: '+매수정정',
      ord_stt: '확인',
    });
  });

  it('moves a part and leaves the rest under the old number', () => {
    const exchange = createTradingExchange();
    exchange.call('kt10000', order({ ord_qty: '10' }));
    exchange.call('kt10002', amend('0000001', { mdfy_qty: '4' }));
    const rows = rowsOf(exchange.call('ka10075', OPEN).body, 'oso');
    expect(rows.map((row) => [row['ord_no'], row['oso_qty']])).toEqual([
      ['0000002', '4'],
      ['0000001', '6'],
    ]);
  });
});

describe('cancelling an order', () => {
  it('takes all that remains when the quantity is 0', () => {
    const exchange = createTradingExchange();
    exchange.call('kt10000', order());
    const answer = exchange.call('kt10003', cancel('0000001', { cncl_qty: '0' })).body;
    expect(answer).toEqual({
      ord_no: '0000002',
      base_orig_ord_no: '0000001',
      cncl_qty: '000000000010',
      return_code: 0,
      return_msg: '매수취소 주문입력이 완료되었습니다',
    });
    expect(exchange.call('ka10075', OPEN).body['oso']).toEqual([]);
  });

  it('takes a part when one is named, and finds the order without leading zeros', () => {
    const exchange = createTradingExchange();
    exchange.call('kt10000', order());
    const answer = exchange.call('kt10003', cancel('1', { cncl_qty: '3' })).body;
    expect(answer).toMatchObject({ cncl_qty: '000000000003', return_code: 0 });
    expect(rowsOf(exchange.call('ka10075', OPEN).body, 'oso')[0]).toMatchObject({ oso_qty: '7' });
  });

  it('refuses the order of another account', () => {
    const exchange = createTradingExchange();
    exchange.call('kt10000', order());
    const other = { authorization: `Bearer ${exchange.token('appkey-2')}` };
    const { body } = exchange.call('kt10003', cancel('0000001', {}), other);
    expect(body['return_code']).toBe(20);
    expect(rowsOf(exchange.call('ka10075', OPEN).body, 'oso')).toHaveLength(1);
  });
});
