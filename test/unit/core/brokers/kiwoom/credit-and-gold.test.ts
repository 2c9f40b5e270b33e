import { describe, expect, it } from 'vitest';
import type { OrderHandle } from '#electron/core/brokers/broker.ts';
import { kiwoomCapabilities } from '#electron/core/brokers/kiwoom/capabilities.ts';
import { GOLD_POLL_MS } from '#electron/core/brokers/kiwoom/gold-market.ts';
import { joinPositions, parsePositions } from '#electron/core/brokers/kiwoom/parse/account.ts';
import { parseCreditPower, parseFunding } from '#electron/core/brokers/kiwoom/parse/credit.ts';
import { CASH, MARGIN_LOAN } from '#shared/domain/funding.ts';
import type { OrderIntent } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { KstDate } from '#shared/domain/time.ts';
import { apiOf, bodyOf, createKiwoomDesk } from '#test/support/kiwoom-desk.ts';
import { kiwoomFixture } from '#test/support/kiwoom-fixture.ts';
import { pass } from '#test/support/order-desk.ts';

const GOLD = 'M04020000';
const repaying = { kind: 'marginLoan', loanDate: '20261102' as KstDate } as const;

const order = (change: Partial<OrderIntent> = {}): OrderIntent => ({
  symbol: '005930',
  side: 'buy',
  type: 'limit',
  timeInForce: 'day',
  venue: 'KRX',
  price: price(71_200),
  stopPrice: null,
  funding: MARGIN_LOAN,
  quantity: quantity(10),
  ...change,
});

const nothing = () => undefined;
const change = { quantity: quantity(10), price: price(71_000), stopPrice: null };

function create() {
  let tokens = 0;
  const issue = () => ({ body: { ...kiwoomFixture('token'), token: `FIXTURE-TOKEN-${(tokens += 1)}` } });
  const taken = { body: kiwoomFixture('order-placed') };
  const orders = ['kt10006', 'kt10007', 'kt10008', 'kt10009', 'kt50000', 'kt50001', 'kt50002', 'kt50003'];
  const answers = Object.fromEntries(orders.map((api) => [api, taken]));
  const desk = createKiwoomDesk({ answers: { au10001: issue, ...answers } });
  const sent = () =>
    desk.http.requests
      .filter((request) => orders.includes(apiOf(request)))
      .map((request) => [apiOf(request), new URL(request.url).pathname, bodyOf(request)]);
  return { ...desk, sent, execution: desk.broker.execution };
}

describe('an order on credit', () => {
  const common = {
    dmst_stex_tp: 'KRX',
    stk_cd: '005930',
    ord_qty: '10',
    ord_uv: '71200',
    trde_tp: '0',
    cond_uv: '',
  };

  it('goes out by the APIs of credit, a sale with the loan it repays', async () => {
    const { execution, sent } = create();
    expect(await execution.placeOrder(order(), nothing)).toMatchObject({
      ok: true,
      value: { handle: 'KRX:0000301:credit' },
    });
    await execution.placeOrder(order({ side: 'sell', funding: repaying }), nothing);
    await execution.placeOrder(order({ side: 'sell' }), nothing);
    expect(sent()).toEqual([
      ['kt10006', '/api/dostk/crdordr', common],
      ['kt10007', '/api/dostk/crdordr', { ...common, crd_deal_tp: '33', crd_loan_dt: '20261102' }],
      ['kt10007', '/api/dostk/crdordr', { ...common, crd_deal_tp: '99', crd_loan_dt: '' }],
    ]);
  });

  it('is amended and canceled by theirs, whichever of handle and order knows', async () => {
    const { execution, sent } = create();
    await execution.amendOrder(
      'KRX:0000301:credit' as OrderHandle,
      order({ funding: CASH }),
      change,
      nothing,
    );
    await execution.amendOrder('KRX:0000301' as OrderHandle, order(), change, nothing);
    await execution.cancelOrder('KRX:0000301:credit' as OrderHandle, order({ funding: CASH }), nothing);
    expect(sent().map(([api]) => api)).toEqual(['kt10008', 'kt10008', 'kt10009']);
  });
});

describe('a gold order', () => {
  const gold = order({ symbol: GOLD, price: price(208_000), funding: CASH });

  it('names product, grams and price, and no venue', async () => {
    const { execution, sent } = create();
    await execution.placeOrder(gold, nothing);
    await execution.placeOrder({ ...gold, side: 'sell', timeInForce: 'fok' }, nothing);
    const handle = 'KRX:0000301:gold' as OrderHandle;
    await execution.amendOrder(handle, gold, change, nothing);
    await execution.cancelOrder(handle, gold, nothing);
    const body = { stk_cd: GOLD, ord_qty: '10', ord_uv: '208000' };
    const target = { orig_ord_no: '0000301', stk_cd: GOLD };
    expect(sent()).toEqual([
      ['kt50000', '/api/dostk/ordr', { ...body, trde_tp: '00' }],
      ['kt50001', '/api/dostk/ordr', { ...body, trde_tp: '20' }],
      ['kt50002', '/api/dostk/ordr', { ...target, mdfy_qty: '10', mdfy_uv: '71000' }],
      ['kt50003', '/api/dostk/ordr', { ...target, cncl_qty: '0' }],
    ]);
  });

  it.each<[Partial<OrderIntent>, string]>([
    [{ type: 'market', price: null }, 'TYPE_NOT_OFFERED'],
    [{ funding: MARGIN_LOAN }, 'FUNDING_NOT_OFFERED'],
    [{ price: null }, 'PRICE_REQUIRED'],
  ])('is not sent as %j', async (terms, code) => {
    const { execution, sent } = create();
    expect(await execution.placeOrder({ ...gold, ...terms }, nothing)).toMatchObject({ error: { code } });
    expect(sent()).toEqual([]);
  });
});

describe('the list of gold orders', () => {
  const history = { ka10075: { body: { oso: [], return_code: 0 } }, kt00007: { body: { return_code: 0 } } };
  const refused = { body: { return_code: 20, return_msg: '[2000](RC9000:금현물 계좌가 없습니다)' } };

  it('is no part of the truth for an owner without a gold account, and not asked for again', async () => {
    const { broker, asked } = createKiwoomDesk({
      environment: 'embedded',
      answers: { ...history, kt50031: refused },
    });
    expect(await broker.execution.fetchOrders()).toEqual({ ok: true, value: [] });
    expect(await broker.execution.fetchOrders()).toEqual({ ok: true, value: [] });
    expect(asked('kt50031')).toHaveLength(1);
  });

  it('fails the look once a gold order may exist: missing it would prove it absent', async () => {
    const { broker } = createKiwoomDesk({
      environment: 'embedded',
      answers: { ...history, kt50031: refused },
    });
    broker.execution.expectOrdersOf?.(['005930', GOLD]);
    expect(await broker.execution.fetchOrders()).toMatchObject({ ok: false });
  });
});

describe('whose money an order uses', () => {
  it.each([
    ['', '', null],
    ['00', '00000000', CASH],
    ['보통매매', '', CASH],
    ['03', '20261102', repaying],
    ['자기융자', '20261102', repaying],
    ['99', '00000000', MARGIN_LOAN],
  ])('is read from %j and %j', (code, date, funding) => {
    expect(parseFunding(code, date)).toEqual(funding);
  });

  it('tells the rate of the instrument, and the most that can be lent at it', () => {
    const body = { stk_assr_rt: 'B', stk_assr_rt_nm: '45%', assr_40ord_alow_amt: '000000200000' };
    expect(parseCreditPower(body)).toEqual({
      ok: true,
      value: { guaranteeRate: 45, orderableAmount: 200_000 },
    });
    expect(parseCreditPower({ ...body, stk_assr_rt_nm: '불가', assr_30ord_alow_amt: '0' })).toMatchObject({
      value: { guaranteeRate: null },
    });
  });
});

describe('a holding that was bought on credit in part', () => {
  it('is one holding with its loans apart, of which an ordinary sale takes nothing', () => {
    const row = (shares: number, loanDate: string) => ({
      stk_cd: 'A005930',
      stk_nm: '삼성전자',
      rmnd_qty: String(shares),
      trde_able_qty: String(shares),
      pur_pric: '70000',
      cur_prc: '71000',
      pur_amt: String(70_000 * shares),
      crd_tp: loanDate === '' ? '00' : '03',
      crd_loan_dt: loanDate,
    });
    const body = { acnt_evlt_remn_indv_tot: [row(5, '20261109'), row(3, ''), row(2, '20261102')] };
    const parsed = parsePositions(body);
    const [held] = parsed.ok ? joinPositions(parsed.value) : [];
    expect(held).toMatchObject({ quantity: 10, sellableQuantity: 3, cost: 700_000 });
    expect(held?.loans.map(({ loanDate, quantity: shares }) => [loanDate, shares])).toEqual([
      ['20261102', 2],
      ['20261109', 5],
    ]);
  });
});

describe('what an environment may do', () => {
  it('has credit and gold on the real and the embedded server, and neither on the mock', () => {
    expect(kiwoomCapabilities('real', 95)).toMatchObject({ funding: ['cash', 'marginLoan'] });
    expect(kiwoomCapabilities('embedded', 95).goldOrders).toHaveLength(1);
    expect(kiwoomCapabilities('mock', 95)).toMatchObject({ funding: ['cash'], goldOrders: [] });
  });
});

describe('the single-price session after hours', () => {
  it('is on offer until it was abolished', () => {
    const types = (date: string) =>
      kiwoomCapabilities('real', 95, date as KstDate).orders.map(({ type }) => type);
    expect(types('20260911')).toContain('offHoursSinglePrice');
    expect(types('20260914')).not.toContain('offHoursSinglePrice');
    expect(types('20260914')).toContain('postCloseClosePrice');
  });
});

describe('gold prices', () => {
  const prints = (...volumes: readonly number[]) => ({
    body: {
      return_code: 0,
      gold_cntr: volumes.map((volume) => ({
        cntr_pric: '+208000',
        cntr_trde_qty: '-2',
        trde_qty: String(volume),
        tm: '100000',
      })),
    },
  });

  it('are asked for while somebody watches, and each trade is told once, oldest first', async () => {
    let answer = prints(10, 8);
    const { broker, clock, asked } = createKiwoomDesk({
      environment: 'embedded',
      answers: { ka50010: () => answer },
    });
    const told: number[] = [];
    broker.marketData.onEvent((event) => {
      if (event.kind === 'trade') told.push(event.cumulativeVolume);
    });
    broker.marketData.setSubscriptions([{ symbol: GOLD, channel: 'trades', priority: 1 }]);
    await pass(clock, 1_000);
    expect(told).toEqual([]);
    answer = prints(15, 12, 10, 8);
    await pass(clock, GOLD_POLL_MS + 500);
    expect(told).toEqual([12, 15]);
    broker.marketData.setSubscriptions([]);
    const before = asked('ka50010').length;
    await pass(clock, 3 * GOLD_POLL_MS);
    expect(asked('ka50010').length).toBe(before);
  });
});
