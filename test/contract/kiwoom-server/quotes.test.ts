import { describe, expect, it } from 'vitest';
import { createTradingExchange, order, rowsOf } from './trading-scenario.ts';

/** 5 bought at 68,100, then 2 sold at 68,000: last price equal to the base. */
function tradedExchange() {
  const exchange = createTradingExchange();
  exchange.call('kt10000', order({ ord_qty: '5', ord_uv: '', trde_tp: '3' }));
  exchange.call('kt10001', order({ ord_qty: '2', ord_uv: '67900' }));
  return exchange;
}

describe('instrument information (ka10001)', () => {
  it('signs prices by their direction against the base, with none when equal', () => {
    const { body } = tradedExchange().call('ka10001', { stk_cd: '005930' });
    expect(body).toMatchObject({
      stk_cd: '005930',
      stk_nm: '삼성전자',
      cur_prc: '68000',
      pre_sig: '3',
      pred_pre: '0',
      flu_rt: '0.00',
      open_pric: '+68100',
      high_pric: '+68100',
      low_pric: '68000',
      upl_pric: '+88400',
      lst_pric: '-47600',
      base_pric: '68000',
      trde_qty: '7',
      flo_stk: '100000',
      mac: '68000',
      fav_unit: '원',
    });
  });

  it('reads each exchange by the suffix of the code', () => {
    const exchange = tradedExchange();
    exchange.call('kt10001', order({ ord_qty: '1', ord_uv: '67900', dmst_stex_tp: 'NXT' }));
    const read = (code: string) => {
      const { body } = exchange.call('ka10001', { stk_cd: code });
      return [body['stk_cd'], body['cur_prc'], body['trde_qty']];
    };
    expect(read('005930')).toEqual(['005930', '68000', '7']);
    expect(read('005930_NX')).toEqual(['005930_NX', '-67900', '1']);
    expect(read('005930_AL')).toEqual(['005930_AL', '-67900', '8']);
  });

  it('finds the extremes of a year with their days', () => {
    const exchange = tradedExchange();
    const { body } = exchange.call('ka10001', { stk_cd: '005930' });
    const request = { stk_cd: '005930', base_dt: '20261120', upd_stkpc_tp: '1' };
    const days = rowsOf(exchange.call('ka10081', request).body, 'stk_dt_pole_chart_qry').slice(0, 250);
    const highest = Math.max(...days.map((day) => Number(day['high_pric'])));
    expect(Math.abs(Number(body['250hgst']))).toBe(highest);
    const top = days.find((day) => day['dt'] === body['250hgst_pric_dt']);
    expect(Number(top?.['high_pric'])).toBe(highest);
    expect(body['250hgst_pric_pre_rt']).toBe((((68_000 - highest) / highest) * 100).toFixed(2));
  });
});

describe('prints of the day (ka10003)', () => {
  it('come newest first, sales with a minus', () => {
    const rows = rowsOf(tradedExchange().call('ka10003', { stk_cd: '005930' }).body, 'cntr_infr');
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({
      tm: '100000',
      cur_prc: '68000',
      pred_pre: '0',
      cntr_trde_qty: '-2',
      sign: '3',
      acc_trde_qty: '7',
      acc_trde_prica: '476500',
      pri_sel_bid_unit: '+68100',
      pri_buy_bid_unit: '68000',
      stex_tp: 'KRX',
    });
    expect(rows[1]).toMatchObject({ cur_prc: '+68100', cntr_trde_qty: '5', acc_trde_qty: '5', sign: '2' });
  });
});

describe('order book (ka10004)', () => {
  it('names the best level apart from the others, and spells 2th and 3th', () => {
    const { body } = createTradingExchange().call('ka10004', { stk_cd: '005930' });
    expect(body).toMatchObject({
      bid_req_base_tm: '100000',
      sel_fpr_bid: '+68100',
      sel_fpr_req: '100',
      sel_2th_pre_bid: '+68200',
      sel_10th_pre_bid: '+69000',
      sel_10th_pre_req: '109',
      buy_fpr_bid: '68000',
      buy_fpr_req: '200',
      buy_3th_pre_bid: '-67800',
      buy_10th_pre_req: '209',
      tot_sel_req: '1045',
      tot_buy_req: '2045',
    });
  });

  it('says what changed since it was last read, by price', () => {
    const exchange = createTradingExchange();
    exchange.call('ka10004', { stk_cd: '005930' });
    exchange.call('kt10000', order({ ord_qty: '30', ord_uv: '68000' }));
    const { body } = exchange.call('ka10004', { stk_cd: '005930' });
    expect(body).toMatchObject({
      buy_fpr_req: '230',
      buy_1th_pre_req_pre: '30',
      buy_2th_pre_req_pre: '0',
      tot_buy_req_jub_pre: '30',
      tot_sel_req_jub_pre: '0',
    });
  });

  it('shows missing levels as zero', () => {
    const { body } = createTradingExchange().call('ka10004', { stk_cd: '005930_NX' });
    expect(body).toMatchObject({ sel_fpr_bid: '+68100', sel_2th_pre_bid: '0', sel_2th_pre_req: '0' });
  });
});

describe('watched stocks (ka10095)', () => {
  it('answer in the order asked, each exchange under its code, and leave out what is not listed', () => {
    const rows = rowsOf(
      tradedExchange().call('ka10095', { stk_cd: '035720|005930_AL|999999|005930' }).body,
      'atn_stk_infr',
    );
    expect(rows.map((row) => row['stk_cd'])).toEqual(['035720', '005930_AL', '005930']);
    expect(rows[2]).toMatchObject({
      cur_prc: '68000',
      sel_1th_bid: '+68100',
      buy_2th_bid: '-67900',
      cntr_qty: '-2',
    });
  });

  it('refuse a call that names nothing listed', () => {
    const { body } = createTradingExchange().call('ka10095', { stk_cd: '999999|888888' });
    expect(body['return_msg']).toContain('[1902:');
  });
});

describe('stock lists (ka10099, ka10100)', () => {
  const codes = (market: string) =>
    rowsOf(createTradingExchange().call('ka10099', { mrkt_tp: market }).body, 'list').map(
      (row) => row['code'],
    );

  it.each([
    ['0', ['005930', '000660']],
    ['10', ['035720']],
    ['8', ['069500']],
    ['9', []],
    ['50', []],
  ])('market %s holds its own', (market, expected) => {
    expect(codes(market)).toEqual(expected);
  });

  it('holds the warrants on its shares under market 3', () => {
    expect(codes('3').length).toBeGreaterThan(0);
    expect(codes('3')).not.toContain('005930');
  });

  it('pad the shares listed and the last close, and say what the broker says of an instrument', () => {
    const exchange = createTradingExchange();
    expect(exchange.call('ka10100', { stk_cd: '005930' }).body).toMatchObject({
      code: '005930',
      listCount: '0000000100000000',
      lastPrice: '00068000',
      regDay: '20000104',
      state: '증거금20%|담보대출|신용가능',
      marketCode: '0',
      marketName: '거래소',
      upSizeName: '대형주',
      orderWarning: '0',
      nxtEnable: 'Y',
    });
    expect(exchange.call('ka10100', { stk_cd: '069500' }).body).toMatchObject({
      marketName: 'ETF',
      nxtEnable: 'N',
    });
    expect(exchange.call('ka10100', { stk_cd: '000660' }).body['state']).toContain('거래정지');
  });
});
