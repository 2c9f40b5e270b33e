import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import { expectWholeAnswer } from '#test/support/answer-check.ts';
import { startApiExchange, type ApiExchange } from '#test/support/api-exchange.ts';
import { expectCodesToMatter, type ApiRequest, type CodeEffectOptions } from '#test/support/code-effects.ts';
import { VARIED_LISTINGS } from '#test/support/varied-listings.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

const AFTERNOON = Date.UTC(2026, 10, 20, 6, 16);
const STOCK = { stk_cd: '005930' };
const PERIOD = { strt_dt: '20261019', end_dt: '20261113' };

const REQUESTS: Readonly<Partial<Record<KiwoomApiId, ApiRequest>>> = {
  ka10013: { ...STOCK, dt: '20261120', qry_tp: '1' },
  ka10014: { ...STOCK, ...PERIOD, tm_tp: '1' },
  ka10068: { ...PERIOD, all_tp: '1' },
  ka10069: { ...PERIOD, mrkt_tp: '001' },
  ka20068: { ...STOCK, ...PERIOD, all_tp: '0' },
  ka90012: { dt: '20261120', mrkt_tp: '001' },
  kt20016: { crd_stk_grde_tp: '%', mrkt_deal_tp: '%', stk_cd: '' },
  kt20017: STOCK,
  ka10033: { mrkt_tp: '000', trde_qty_tp: '0', stk_cnd: '0', updown_incls: '1', crd_cnd: '0', stex_tp: '1' },
};
const IDS = Object.keys(REQUESTS) as KiwoomApiId[];

describe('the credit APIs', () => {
  let api: ApiExchange;
  const rows = (id: KiwoomApiId, list: string, change: ApiRequest = {}) =>
    api.rows(id, list, { ...REQUESTS[id], ...change });
  const sum = (some: readonly Readonly<Record<string, string>>[], key: string) =>
    some.reduce((total, row) => total + Number(row[key]), 0);

  beforeAll(async () => {
    api = await startApiExchange(['005930', '005935', '105560', '068760', '247540', '069500']);
  });
  afterAll(() => api.exchange.stop());

  it.each(IDS)('%s answers with every field of the catalogue', async (id) => {
    expectWholeAnswer(id, (await api.call(id, REQUESTS[id])).body);
  });

  it.each(['ka10013', 'ka10014', 'ka20068', 'kt20016', 'kt20017'] as const)(
    '%s refuses a code under which nothing is listed',
    async (id) => {
      const { body } = await api.call(id, { ...REQUESTS[id], stk_cd: '999990' });
      expect(String(body['return_msg'])).toContain('1902');
    },
  );

  it('tells a day of lending the same by instrument, by day and for the whole market', async () => {
    const dated = { strt_dt: '20261120', end_dt: '20261120' };
    const [whole] = await rows('ka10068', 'dbrt_trde_trnsn', dated);
    const [one] = await rows('ka20068', 'dbrt_trde_trnsn', dated);
    const all = [
      ...(await rows('ka90012', 'dbrt_trde_prps')),
      ...(await rows('ka90012', 'dbrt_trde_prps', { mrkt_tp: '101' })),
    ];
    for (const key of ['dbrt_trde_cntrcnt', 'dbrt_trde_rpy', 'rmnd']) {
      expect(sum(all, key)).toBe(Number(whole?.[key]));
    }
    const { dbrt_trde_cntrcnt, dbrt_trde_rpy, rmnd, remn_amt } = one ?? {};
    expect(all.find(({ stk_cd }) => stk_cd === '005930')).toMatchObject({
      dbrt_trde_cntrcnt,
      dbrt_trde_rpy,
      rmnd,
      remn_amt,
    });
  });

  it('chains the balances of a page, for one and for all', async () => {
    for (const id of ['ka10068', 'ka20068'] as const) {
      const page = await rows(id, 'dbrt_trde_trnsn');
      expect(page).toHaveLength(20);
      page.slice(0, -1).forEach((row, place) => {
        const change = Number(row['dbrt_trde_cntrcnt']) - Number(row['dbrt_trde_rpy']);
        expect(Number(row['dbrt_trde_irds'])).toBe(change);
        expect(Number(row['rmnd'])).toBe(Number(page[place + 1]?.['rmnd']) + change);
      });
    }
  });

  it('adds the top ten up, and says what part of the market they are', async () => {
    const { body } = await api.call('ka10069', REQUESTS.ka10069);
    const top = body['dbrt_trde_upper_10stk'] as readonly Record<string, string>[];
    expect(Number(body['dbrt_trde_cntrcnt_sum'])).toBe(sum(top, 'dbrt_trde_cntrcnt'));
    expect(Number(body['rmnd_sum'])).toBe(sum(top, 'rmnd'));
    expect(body['rmnd_rt']).toBe('100.00');
  });

  it('adds up what is sold short from the first day of the period on', async () => {
    const page = await rows('ka10014', 'shrts_trnsn');
    expect(page[0]?.['dt']).toBe('20261113');
    expect(Number(page[0]?.['ovr_shrts_qty'])).toBe(sum(page, 'shrts_qty'));
    expect(page.at(-1)?.['ovr_shrts_qty']).toBe(page.at(-1)?.['shrts_qty']);
  });

  it('pages short sales back without a gap in the running sum', async () => {
    const request = { ...STOCK, strt_dt: '20260102', end_dt: '20261120', tm_tp: '1' };
    const first = await api.call('ka10014', request);
    const second = await api.call('ka10014', request, first.nextKey ?? '');
    const rowsOf = (body: Readonly<Record<string, unknown>>) =>
      body['shrts_trnsn'] as readonly Record<string, string>[];
    const [last, next] = [rowsOf(first.body).at(-1), rowsOf(second.body)[0]];
    expect(Number(last?.['ovr_shrts_qty']) - Number(last?.['shrts_qty'])).toBe(
      Number(next?.['ovr_shrts_qty']),
    );
  });

  it('tells margin loans once they are reported, as the ranking does', async () => {
    const [latest, before] = await rows('ka10013', 'crd_trde_trend');
    expect(latest?.['dt']).toBe('20261119');
    expect(Number(latest?.['remn'])).toBe(
      Number(before?.['remn']) + Number(latest?.['new']) - Number(latest?.['rpya']),
    );
    const ranked = await rows('ka10033', 'crd_rt_upper');
    const found = ranked.find(({ stk_cd }) => stk_cd === '005930');
    expect(Number(found?.['crd_rt'])).toBe(Number(latest?.['remn_rt']));
    const [share] = await api.rows('ka10005', 'stk_ddwkmm', STOCK);
    expect(share?.['crd_remn_rt']).toBe(found?.['crd_rt']);
  });

  it('lists what money is lent on as the inquiry says', async () => {
    const listed = new Set((await rows('kt20016', 'crd_loan_pos_stk')).map(({ stk_cd }) => stk_cd));
    for (const { symbol } of api.exchange.world.listings) {
      const { body } = await api.call('kt20017', { stk_cd: symbol });
      expect([symbol, body['crd_alow_yn']]).toEqual([symbol, listed.has(`A${symbol}`) ? 'Y' : 'N']);
    }
  });
});

/** Nothing is under administration, and nothing stands at a daily limit. */
const EFFECTS: Readonly<Partial<Record<KiwoomApiId, CodeEffectOptions>>> = {
  ka10033: { alike: { stk_cnd: [['0', '1']], updown_incls: [['0', '1']] } },
};

describe('the codes of the credit APIs', () => {
  let api: ApiExchange;
  beforeAll(async () => {
    api = await startApiExchange([], {
      clock: createVirtualClock(AFTERNOON),
      world: { listings: VARIED_LISTINGS, activity: 0, hasWarmUp: true },
    });
  });
  afterAll(() => api.exchange.stop());

  it.each(IDS)('%s: every code changes the answer as its label says, any other is refused', async (id) => {
    const stock = Object.hasOwn(REQUESTS[id] ?? {}, 'stk_cd') && id !== 'kt20016' ? { stk_cd: '790000' } : {};
    await expectCodesToMatter(api, id, { ...REQUESTS[id], ...stock }, EFFECTS[id]);
  });
});
