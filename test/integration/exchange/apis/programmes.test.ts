import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildListings } from '#electron/exchange/market/instruments.ts';
import type { KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import { expectWholeAnswer, type AnswerCheckOptions } from '#test/support/answer-check.ts';
import { startApiExchange, type ApiExchange } from '#test/support/api-exchange.ts';
import { expectCodesToMatter, type ApiRequest, type CodeEffectOptions } from '#test/support/code-effects.ts';
import { TEST_DATE } from '#test/support/quiet-world.ts';

interface Case {
  readonly request: ApiRequest;
  readonly check?: AnswerCheckOptions;
  readonly effects?: CodeEffectOptions;
}

const STOCK = { stk_cd: '005930' };
const TODAY = { date: '20261120' };
/** The time of the base price, which the broker leaves empty too, and the unit that was not asked for. */
const BLANK = ['base_pric_tm', 'prm_sell_qty', 'prm_buy_qty', 'prm_netprps_qty', 'prm_netprps_qty_irds'];
/** A market code that names its exchange overrules the exchange field, so that some pairs of them are the same question. */
const SAME_VENUE = { stex_tp: '2' };

const CASES: Readonly<Partial<Record<KiwoomApiId, Case>>> = {
  ka10010: { request: STOCK },
  ka90003: { request: { trde_upper_tp: '2', amt_qty_tp: '1', mrkt_tp: 'P00101', stex_tp: '1' } },
  ka90004: { request: { dt: '20261119', mrkt_tp: 'P00101', stex_tp: '1' } },
  ka90005: {
    request: { ...TODAY, amt_qty_tp: '1', mrkt_tp: 'P00101', min_tic_tp: '0', stex_tp: '1' },
  },
  ka90006: { request: { date: '20261119', stex_tp: '1' } },
  ka90007: { request: { date: '20261119', amt_qty_tp: '1', mrkt_tp: '0', stex_tp: '1' } },
  ka90008: { request: { ...STOCK, ...TODAY, amt_qty_tp: '1' }, check: { blank: BLANK } },
  ka90010: {
    request: { ...TODAY, amt_qty_tp: '1', mrkt_tp: 'P00101', min_tic_tp: '0', stex_tp: '1' },
    // Days have no minutes.
    effects: { alike: { min_tic_tp: [['0', '1']] } },
  },
  ka90013: { request: { ...STOCK, ...TODAY, amt_qty_tp: '1' }, check: { blank: BLANK } },
};
const IDS = Object.keys(CASES) as KiwoomApiId[];
const LISTINGS = buildListings(TEST_DATE).filter(
  ({ symbol }, place) => place % 16 === 0 || symbol === '005930' || symbol === '000660',
);

describe('the programme trading APIs', () => {
  let api: ApiExchange;
  beforeAll(async () => {
    api = await startApiExchange([], { world: { listings: LISTINGS, activity: 1 } });
    api.clock.advance(90_000);
  }, 60_000);
  afterAll(() => api.exchange.stop());

  it.each(IDS)('%s answers with every field of the catalogue', async (id) => {
    const { body } = await api.call(id, CASES[id]?.request);
    expectWholeAnswer(id, body, CASES[id]?.check);
  });

  it.each(IDS)('%s lets every code of its request matter', async (id) => {
    await expectCodesToMatter(api, id, CASES[id]?.request ?? {}, CASES[id]?.effects);
  });

  it.each(IDS)('%s answers alike twice in the same instant', async (id) => {
    const once = await api.call(id, CASES[id]?.request);
    expect((await api.call(id, CASES[id]?.request)).body).toEqual(once.body);
  });

  it('lets the code of a market that names an exchange overrule the exchange field', async () => {
    const request = { ...CASES.ka90005?.request, ...SAME_VENUE };
    const plain = await api.call('ka90005', request);
    expect((await api.call('ka90005', { ...request, mrkt_tp: 'P001_NX01', stex_tp: '1' })).body).toEqual(
      plain.body,
    );
  });

  it('makes a market the sum of its instruments', async () => {
    const instruments = await api.call('ka90004', { dt: '20261119', mrkt_tp: 'P00101', stex_tp: '3' });
    const [day] = await api.rows('ka90010', 'prm_trde_trnsn', {
      date: '20261119',
      amt_qty_tp: '1',
      mrkt_tp: 'P001_AL01',
      min_tic_tp: '1',
      stex_tp: '3',
    });
    expect(day?.['cntr_tm']).toBe('20261119000000');
    expect(day?.['all_buy']).toBe(instruments.body['tot_2']);
    expect(day?.['all_sel']).toBe(instruments.body['tot_4']);
  });

  it('ends the minutes of a market where its instruments are', async () => {
    const [now] = await api.rows('ka90005', 'prm_trde_trnsn', CASES.ka90005?.request);
    const { body } = await api.call('ka90004', { dt: '20261120', mrkt_tp: 'P00101', stex_tp: '1' });
    expect(now?.['all_buy']).toBe(body['tot_2']);
    const minutes = await api.rows('ka90005', 'prm_trde_trnsn', CASES.ka90005?.request);
    const bought = minutes.map((row) => Number(row['all_buy']));
    expect(bought.every((sum, place) => sum >= (bought[place + 1] ?? 0))).toBe(true);
    expect(minutes.length).toBeGreaterThan(50);
  });

  it('ends the minutes of an earlier day where the day is', async () => {
    const request = { ...STOCK, date: '20261118', amt_qty_tp: '2' };
    const [last] = await api.rows('ka90008', 'stk_tm_prm_trde_trnsn', request);
    const [day] = await api.rows('ka90013', 'stk_daly_prm_trde_trnsn', request);
    expect(day?.['dt']).toBe('20261118');
    for (const key of ['trde_qty', 'prm_sell_qty', 'prm_buy_qty', 'cur_prc']) {
      expect([key, last?.[key]]).toEqual([key, day?.[key]]);
    }
  });

  it('moves the open arbitrage by what arbitrage traded net', async () => {
    const balances = await api.rows('ka90006', 'prm_trde_dfrt_remn_trnsn', { ...TODAY, stex_tp: '3' });
    const days = await api.rows('ka90010', 'prm_trde_trnsn', {
      ...TODAY,
      amt_qty_tp: '2',
      mrkt_tp: 'P001_AL01',
      min_tic_tp: '1',
      stex_tp: '3',
    });
    balances.slice(0, -1).forEach((day, place) => {
      const open = (row: Readonly<Record<string, string>> | undefined) =>
        Number(row?.['buy_dfrt_trde_qty']) - Number(row?.['sel_dfrt_trde_qty']);
      const moved = open(day) - open(balances[place + 1]);
      expect(Math.trunc(moved / 1_000)).toBe(Number(days[place]?.['dfrt_trde_netprps_qty']));
    });
  });

  it('sends the programme trading of an instrument as a query tells it', async () => {
    const socket = await api.listen(['0w'], ['005930_AL']);
    const frame = await socket.next((each) => each['trnm'] === 'REAL');
    const [entry] = frame['data'] as { type: string; item: string; values: Record<string, string> }[];
    const [row] = await api.rows('ka90008', 'stk_tm_prm_trde_trnsn', {
      stk_cd: '005930_AL',
      ...TODAY,
      amt_qty_tp: '2',
    });
    expect(entry).toMatchObject({ type: '0w', item: '005930_AL' });
    expect(entry?.values['202']).toBe(row?.['prm_sell_qty']);
    expect(entry?.values['206']).toBe(row?.['prm_buy_qty']);
    expect(entry?.values['210']).toBe(row?.['prm_netprps_qty']);
    expect(entry?.values['13']).toBe(row?.['trde_qty']);
  });
});
