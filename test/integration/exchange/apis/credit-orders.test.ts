import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import { expectWholeAnswer } from '#test/support/answer-check.ts';
import { startApiExchange, type ApiExchange } from '#test/support/api-exchange.ts';
import type { ApiRequest } from '#test/support/code-effects.ts';
import { listingsOf } from '#test/support/quiet-world.ts';

const TODAY = '20261120';
const SYMBOL = '005930';

describe('the APIs of orders on credit', () => {
  let api: ApiExchange;
  const day = () => api.exchange.world.day(SYMBOL, 'KRX');
  const order = (change: ApiRequest = {}) => ({
    dmst_stex_tp: 'KRX',
    stk_cd: SYMBOL,
    ord_qty: '10',
    ord_uv: '',
    trde_tp: '3',
    cond_uv: '',
    ...change,
  });
  const waiting = (change: ApiRequest = {}) =>
    order({ trde_tp: '0', ord_uv: String(day().lowerLimit), ...change });
  const place = async (id: KiwoomApiId, request: ApiRequest) => {
    const { body } = await api.call(id, request);
    expect(String(body['return_msg'])).not.toContain('[');
    return String(body['ord_no']);
  };
  const refusal = async (id: KiwoomApiId, request: ApiRequest) =>
    String((await api.call(id, request)).body['return_msg']);
  const balance = async (kind: string) => {
    const { body } = await api.call('kt00018', { qry_tp: kind, dmst_stex_tp: 'KRX' });
    return { body, rows: body['acnt_evlt_remn_indv_tot'] as readonly Record<string, string>[] };
  };

  beforeEach(async () => {
    const listings = listingsOf(SYMBOL, '068760').map((listing) =>
      listing.symbol === SYMBOL ? listing : { ...listing, marginRate: 100 },
    );
    api = await startApiExchange([], { world: { listings, activity: 1 } });
    api.clock.advance(5_000);
  });
  afterEach(() => api.exchange.stop());

  it('answer with every field of the catalogue', async () => {
    const bought = await api.call('kt10006', order());
    expectWholeAnswer('kt10006', bought.body);
    const sold = await api.call('kt10007', order({ ord_qty: '2', crd_deal_tp: '33', crd_loan_dt: TODAY }));
    expectWholeAnswer('kt10007', sold.body);
    const orig = await place('kt10006', waiting());
    const change = { dmst_stex_tp: 'KRX', stk_cd: SYMBOL };
    const amended = await api.call('kt10008', {
      ...change,
      orig_ord_no: orig,
      mdfy_qty: '10',
      mdfy_uv: String(day().lowerLimit),
      mdfy_cond_uv: '',
    });
    expectWholeAnswer('kt10008', amended.body);
    expect(amended.body['base_orig_ord_no']).toBe(orig);
    const canceled = await api.call('kt10009', {
      ...change,
      orig_ord_no: String(amended.body['ord_no']),
      cncl_qty: '0',
    });
    expectWholeAnswer('kt10009', canceled.body);
    expect(Number(canceled.body['cncl_qty'])).toBe(10);
    const cash = api.exchange.world.cash((await api.call('ka00001')).body['acctNo'] as string);
    expect(cash.reserved).toBe(0);
  });

  it('show what was bought on credit apart from what was paid for, with the loan', async () => {
    await place('kt10000', order({ ord_qty: '4' }));
    await place('kt10006', order());
    const { rows, body } = await balance('2');
    expect(rows.map(({ rmnd_qty, crd_tp, crd_loan_dt }) => [Number(rmnd_qty), crd_tp, crd_loan_dt])).toEqual([
      [4, '00', ''],
      [10, '03', TODAY],
    ]);
    expectWholeAnswer('kt00018', body, { blank: ['crd_tp_nm', 'crd_loan_dt'] });
    const bought = Number(rows[1]?.['pur_amt']);
    const loan = Number(body['tot_crd_loan_amt']);
    expect(loan).toBe(bought - Math.ceil(bought * 0.4));
    const together = await balance('1');
    expect(together.rows.map(({ rmnd_qty }) => Number(rmnd_qty))).toEqual([14]);
    expect(together.body['prsm_dpst_aset_amt']).toBe(body['prsm_dpst_aset_amt']);

    const executed = await api.call('kt00005', { dmst_stex_tp: 'KRX' });
    expect(Number(executed.body['crd_loan_tot'])).toBe(loan);
    expect(executed.body['stk_cntr_remn']).toMatchObject([
      { crd_tp: '00', loan_dt: '' },
      { crd_tp: '03', loan_dt: TODAY, expr_dt: '20270218' },
    ]);
    const valued = await api.call('kt00004', { qry_tp: '0', dmst_stex_tp: 'KRX' });
    expect(valued.body['stk_acnt_evlt_prst']).toMatchObject([{ loan_dt: '' }, { loan_dt: TODAY }]);
    const returns = await api.rows('ka10085', 'acnt_prft_rt', { stex_tp: '0' });
    expect(returns.map(({ crd_amt }) => Number(crd_amt))).toEqual([0, loan]);
  });

  it('neither make nor lose money: a purchase on credit costs its commission', async () => {
    const assets = async () => Number((await balance('2')).body['prsm_dpst_aset_amt']);
    const before = await assets();
    await place('kt10006', order({ ord_qty: '1' }));
    const { rows } = await balance('2');
    const [row] = rows;
    const paid = Number(row?.['pur_amt']);
    const commission = Math.floor((paid * 15) / 100_000 / 10) * 10;
    const sold = Number(row?.['evlt_amt']) - Number(row?.['sell_cmsn']) - Number(row?.['tax']);
    expect(Math.abs((await assets()) - (before - paid - commission + sold))).toBeLessThan(40);
  });

  it('repay the loan of the named day, or the oldest', async () => {
    await place('kt10006', order());
    await place('kt10007', order({ ord_qty: '4', crd_deal_tp: '33', crd_loan_dt: TODAY }));
    expect((await balance('2')).rows.map(({ rmnd_qty }) => Number(rmnd_qty))).toEqual([6]);
    await place('kt10007', order({ ord_qty: '6', crd_deal_tp: '99', crd_loan_dt: '' }));
    const { rows, body } = await balance('2');
    expect(rows).toEqual([]);
    expect(Number(body['tot_crd_loan_amt'])).toBe(0);
  });

  it('tell the order and the holding as on credit, in lists and pushes', async () => {
    const socket = await api.listen(['00', '04'], ['']);
    await place('kt10006', order());
    const frame = await socket.next(
      (candidate) => candidate['trnm'] === 'REAL' && JSON.stringify(candidate).includes('"type":"04"'),
    );
    const entries = frame['data'] as readonly { type: string; values: Record<string, string> }[];
    const held = entries.find(({ type }) => type === '04')?.values ?? {};
    expect(held).toMatchObject({ '917': '03', '916': TODAY, '918': '20270218' });
    expect(Number(held['957'])).toBeGreaterThan(0);
    const history = await api.rows('kt00007', 'acnt_ord_cntr_prps_dtl', {
      ord_dt: '',
      qry_tp: '1',
      stk_bond_tp: '0',
      sell_tp: '0',
      stk_cd: '',
      fr_ord_no: '',
      dmst_stex_tp: '%',
    });
    expect(history[0]).toMatchObject({ crd_tp: '자기융자' });
  });

  it('are refused where no money is lent, without the guarantee, and for shares that are not owed', async () => {
    expect(await refusal('kt10006', order({ stk_cd: '068760' }))).toContain('RC4010');
    expect(await refusal('kt10006', waiting({ ord_qty: '100000' }))).toContain('RC4025');
    const repaid = { crd_deal_tp: '99', crd_loan_dt: '' };
    expect(await refusal('kt10007', order(repaid))).toContain('800033');
    await place('kt10000', order());
    expect(await refusal('kt10007', order(repaid))).toContain('800033');
    expect(await refusal('kt10007', order({ crd_deal_tp: '33', crd_loan_dt: '' }))).toContain('1511');
    expect(await refusal('kt10007', order({ crd_deal_tp: '33', crd_loan_dt: '2026112' }))).toContain('1517');
    expect(await refusal('kt10007', order({ crd_deal_tp: '34', crd_loan_dt: TODAY }))).toContain('1517');
  });

  it('may be as large as the guarantee query says, and not one share larger', async () => {
    const uv = String(day().lowerLimit);
    const { body } = await api.call('kt00012', { stk_cd: SYMBOL, uv });
    const most = Number(body['min_qty']);
    expect(most).toBeGreaterThan(0);
    expect(await refusal('kt10006', waiting({ ord_qty: String(most + 1) }))).toContain('RC4025');
    await place('kt10006', waiting({ ord_qty: String(most) }));
  });

  it('live apart from ordinary orders', async () => {
    const [paid, lent] = [await place('kt10000', waiting()), await place('kt10006', waiting())];
    const change = { dmst_stex_tp: 'KRX', stk_cd: SYMBOL, cncl_qty: '0' };
    expect(await refusal('kt10009', { ...change, orig_ord_no: paid })).toContain('RC4032');
    expect(await refusal('kt10003', { ...change, orig_ord_no: lent })).toContain('RC4032');
    await place('kt10009', { ...change, orig_ord_no: lent });
    await place('kt10003', { ...change, orig_ord_no: paid });
  });
});
