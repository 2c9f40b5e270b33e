import { describe, expect, it } from 'vitest';
import { expectWholeAnswer } from '#test/support/answer-check.ts';
import { createKiwoomExchange, type KiwoomExchange } from '#test/support/kiwoom-exchange.ts';
import { intentOf } from '#test/support/quiet-world.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';
import { kiwoomRealtimeType } from '#shared/catalogue/kiwoom-realtime.ts';

const KAKAO = '035720';
const RANKING = {
  mrkt_tp: '000',
  trde_qty_cnd: '0',
  stk_cnd: '0',
  crd_cnd: '0',
  pric_cnd: '0',
  trde_prica_cnd: '0',
  stex_tp: '1',
};
const INTERRUPTIONS = {
  mrkt_tp: '000',
  bf_mkrt_tp: '0',
  motn_tp: '0',
  skip_stk: '000000000',
  trde_qty_tp: '0',
  min_trde_qty: '0',
  max_trde_qty: '0',
  trde_prica_tp: '0',
  min_trde_prica: '0',
  max_trde_prica: '0',
  motn_drc: '0',
  stex_tp: '3',
};

/** 카카오 is offered at its upper limit alone and one account takes the offer: an interruption begins. */
function atUpperLimit(): { readonly exchange: KiwoomExchange; readonly limit: number } {
  const limit = createKiwoomExchange().world.day(KAKAO, 'KRX').upperLimit;
  const offer = { symbol: KAKAO, venue: 'KRX', side: 'sell', price: limit, quantity: 10 } as const;
  const exchange = createKiwoomExchange({ world: { seedBooks: [offer] } });
  exchange.world.openAccount('trader');
  exchange.world.start();
  exchange.clock.advance(1_000);
  exchange.world.submit('trader', intentOf({ symbol: KAKAO, price: limit, quantity: 10 }));
  return { exchange, limit };
}

describe('the list of interruptions', () => {
  const listOf = (exchange: KiwoomExchange, change: Readonly<Record<string, string>> = {}) =>
    exchange.call('ka10054', { ...INTERRUPTIONS, ...change }).body['motn_stk'] as Record<string, string>[];

  it('has each of the day with all its fields, and when it was over', () => {
    const { exchange } = atUpperLimit();
    expectWholeAnswer('ka10054', exchange.call('ka10054', INTERRUPTIONS).body);
    expect(listOf(exchange)[0]).toMatchObject({ stk_cd: KAKAO, virelis_time: '000000', vimotn_cnt: '1' });
    exchange.clock.advance(151_000);
    expect(listOf(exchange)[0]?.['virelis_time']).not.toBe('000000');
  });

  it.each([
    ['the market', { mrkt_tp: '001' }],
    ['the hours', { bf_mkrt_tp: '2' }],
    ['the instrument', { stk_cd: '005930' }],
    ['the kind, which is one at a time', { motn_tp: '3' }],
    ['the direction', { motn_drc: '2' }],
    ['the exchange', { stex_tp: '2' }],
    ['the volume', { trde_qty_tp: '1', min_trde_qty: '1000000' }],
    ['the turnover', { trde_prica_tp: '1', min_trde_prica: '1000000' }],
  ])('is narrowed by %s', (_what, change) => {
    const { exchange } = atUpperLimit();
    expect(listOf(exchange)).toHaveLength(1);
    expect(listOf(exchange, change)).toEqual([]);
  });

  it.each(['00000000', '00000000x'])('refuses %s as what to leave out', (skip_stk) => {
    const answer = createKiwoomExchange().call('ka10054', { ...INTERRUPTIONS, skip_stk });
    expect(String(answer.body['return_msg'])).toContain('skip_stk');
  });
});

describe('the rankings', () => {
  it('expect a price only where an auction collects orders', () => {
    const { exchange, limit } = atUpperLimit();
    for (const sort_tp of ['1', '2', '6', '7']) {
      const { body } = exchange.call('ka10029', { ...RANKING, sort_tp });
      expectWholeAnswer('ka10029', body);
      expect(body['exp_cntr_flu_rt_upper']).toMatchObject([{ stk_cd: KAKAO, exp_cntr_pric: `+${limit}` }]);
    }
    for (const sort_tp of ['3', '4', '5', '8']) {
      expect(exchange.call('ka10029', { ...RANKING, sort_tp }).body['exp_cntr_flu_rt_upper']).toEqual([]);
    }
  });

  it('leave out what stands at a limit when limits are not included', () => {
    const { exchange } = atUpperLimit();
    exchange.clock.advance(151_000);
    const codes = (updown_incls: string) => {
      const request = { ...RANKING, sort_tp: '1', trde_qty_cnd: '0000', updown_incls };
      const rows = exchange.call('ka10027', request).body['pred_pre_flu_rt_upper'] as { stk_cd: string }[];
      return rows.map(({ stk_cd }) => stk_cd);
    };
    expect(codes('1')).toEqual([KAKAO]);
    expect(codes('0')).toEqual([]);
  });
});

describe('the real-time quotes', () => {
  const fidsOf = (type: '0A' | '0C' | '0E') =>
    kiwoomRealtimeType(type)
      .fields.map(({ fid }) => fid)
      .toSorted();

  it('send the best of both sides when it changes, and not when only sizes do', () => {
    const exchange = createKiwoomExchange();
    exchange.world.openAccount('trader');
    const socket = exchange.listen(['0C', '0A'], [KAKAO]);
    const price = exchange.basePrice(KAKAO);
    for (const quantity of [3, 4]) {
      exchange.world.submit('trader', intentOf({ symbol: KAKAO, price, quantity }));
      exchange.endTurn();
    }
    expect(socket.entries('0C')).toHaveLength(1);
    expect(socket.entries('0C')[0]?.values).toEqual({ '27': '0', '28': String(price) });
    expect(Object.keys(socket.entries('0A')[0]?.values ?? {}).toSorted()).toEqual(fidsOf('0A'));
  });

  it('send what waits to trade at the close, and the book shows it', () => {
    const clock = createVirtualClock(Date.UTC(2026, 10, 19, 23, 31));
    const exchange = createKiwoomExchange({ clock, world: { session: 'kst', hasWarmUp: false } });
    exchange.world.openAccount('trader');
    const socket = exchange.listen(['0E'], [KAKAO]);
    const order = intentOf({ symbol: KAKAO, type: 'preOpenClosePrice', price: null, quantity: 7 });
    expect(exchange.world.submit('trader', order)).toMatchObject({ ok: true });
    exchange.endTurn();
    const [entry] = socket.entries('0E');
    expect(entry?.values).toMatchObject({ '131': '0', '135': '7', '136': '+7' });
    expect(Object.keys(entry?.values ?? {}).toSorted()).toEqual(fidsOf('0E'));
    expect(exchange.call('ka10004', { stk_cd: KAKAO }).body).toMatchObject({
      ovt_buy_req: '7',
      ovt_sel_req: '0',
    });
  });
});

describe('the company of a share', () => {
  it('has accounts that agree with its price', () => {
    const exchange = createKiwoomExchange();
    const { body } = exchange.call('ka10001', { stk_cd: '005930' });
    const number = (key: string) => Math.abs(Number(body[key]));
    expect(number('per')).toBeCloseTo(number('cur_prc') / number('eps'), 1);
    expect(number('pbr')).toBeCloseTo(number('cur_prc') / number('bps'), 1);
    expect(number('roe')).toBeCloseTo((number('eps') / number('bps')) * 100, 1);
    expectWholeAnswer('ka10001', body, { blank: ['crd_rt', 'exp_cntr_pric', 'exp_cntr_qty'] });
  });

  it('is none for a fund', () => {
    const { body } = createKiwoomExchange().call('ka10001', { stk_cd: '069500' });
    expect(body).toMatchObject({ per: '', eps: '', cap: '', fav: '' });
  });

  it('is in the watchlist too', () => {
    const rows = createKiwoomExchange().call('ka10095', { stk_cd: '005930' }).body['atn_stk_infr'];
    expect(rows).toMatchObject([
      { cap: expect.stringMatching(/^\d+$/), fav: expect.stringMatching(/^\d+$/) },
    ]);
  });
});
