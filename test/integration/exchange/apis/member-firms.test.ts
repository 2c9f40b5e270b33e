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
const MONTHS = { strt_dt: '20260101', end_dt: '20261120' };
const KIWOOM = { mmcm_cd: '050' };
/** Its leaders change in the morning, on both sides. */
const CHANGING = { stk_cd: '015760' };
/** In its minutes the member trades a few hundred shares to more than a hundred thousand. */
const BUSIEST = '010170';

const CASES: Readonly<Partial<Record<KiwoomApiId, Case>>> = {
  ka10002: { request: STOCK },
  ka10037: { request: { mrkt_tp: '000', dt: '0', trde_tp: '1', sort_tp: '1', stex_tp: '1' } },
  ka10038: { request: { ...STOCK, ...MONTHS, qry_tp: '2', dt: '4' } },
  ka10039: {
    request: { ...KIWOOM, trde_qty_tp: '0', trde_tp: '1', dt: '5', stex_tp: '1' },
    effects: { besides: { trde_qty_tp: { dt: '1' } } },
  },
  ka10040: { request: CHANGING },
  ka10042: {
    request: { ...STOCK, ...MONTHS, qry_dt_tp: '0', pot_tp: '0', dt: '20', sort_base: '1' },
  },
  ka10043: {
    request: {
      ...STOCK,
      ...MONTHS,
      ...KIWOOM,
      qry_dt_tp: '0',
      pot_tp: '0',
      dt: '20',
      sort_base: '1',
      stex_tp: '1',
    },
  },
  ka10052: {
    request: { ...KIWOOM, ...STOCK, mrkt_tp: '0', qty_tp: '0', pric_tp: '0', stex_tp: '1' },
    effects: { besides: { qty_tp: { mrkt_tp: '3', stk_cd: BUSIEST } } },
  },
  ka10053: { request: CHANGING },
  ka10078: { request: { ...STOCK, ...MONTHS, ...KIWOOM } },
  ka10102: { request: {} },
};
const IDS = Object.keys(CASES) as KiwoomApiId[];

/** The three busiest instruments of each price band, on either market, and those that the requests name. */
const LISTINGS = chosenListings();

describe('the member firm APIs', () => {
  let api: ApiExchange;
  beforeAll(async () => {
    api = await startApiExchange([], { world: { listings: LISTINGS, activity: 1 } });
    api.clock.advance(170_000);
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

  it.each(['ka10039', 'ka10043', 'ka10052', 'ka10078'] as const)(
    '%s refuses an unknown member',
    async (id) => {
      const { body } = await api.call(id, { ...CASES[id]?.request, mmcm_cd: '777' });
      expect(String(body['return_msg'])).toContain('mmcm_cd');
    },
  );

  it('lets members of an instrument net to zero over a period', async () => {
    const net = async (side: string) => {
      const rows = await api.rows('ka10038', 'stk_sec_rank', { ...CASES.ka10038?.request, qry_tp: side });
      return rows.reduce((sum, row) => sum + Number(row['acc_netprps_qty']), 0);
    };
    const [sold, bought] = [await net('1'), await net('2')];
    expect(bought).toBeGreaterThan(0);
    expect(sold + bought).toBe(0);
  });

  it('shows the same leaders in a query and in its detailed sister', async () => {
    const [leaders, day] = [await api.call('ka10002', STOCK), await api.call('ka10040', STOCK)];
    expect(leaders.body['buy_trde_ori_1']).toBe(day.body['buy_trde_ori_cd_1']);
    expect(`+${String(leaders.body['buy_trde_qty_1'])}`).toBe(day.body['buy_trde_ori_qty_1']);
  });

  it('sends the leaders of an instrument as they change', async () => {
    const socket = await api.listen(['0F'], ['005930']);
    const frame = await socket.next((each) => each['trnm'] === 'REAL');
    const [entry] = frame['data'] as { type: string; item: string; values: Record<string, string> }[];
    const { body } = await api.call('ka10002', STOCK);
    expect(entry).toMatchObject({ type: '0F', item: '005930' });
    expect(entry?.values['141']).toBe(body['sel_trde_ori_nm_1']);
    expect(entry?.values['161']).toBe(`-${String(body['sel_trde_qty_1'])}`);
    expect(entry?.values['160']).toBe(body['buy_trde_ori_5']);
  });
});

function chosenListings() {
  const all = buildListings(TEST_DATE);
  const bands = [0, 1_000, 2_000, 5_000, 10_000, 50_000];
  const chosen = bands.flatMap((from, place) => {
    const below = bands[place + 1] ?? Infinity;
    const inBand = all.filter(({ basePrice }) => basePrice >= from && basePrice < below);
    return ['KOSPI', 'KOSDAQ'].flatMap((market) =>
      inBand.filter((each) => each.market === market).slice(0, 3),
    );
  });
  const named = all.filter(({ symbol }) => ['005930', '252670', BUSIEST, CHANGING.stk_cd].includes(symbol));
  return [...new Set([...named, ...chosen])];
}
