import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildListings } from '#electron/exchange/market/instruments.ts';
import type { KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import { kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';
import { expectWholeAnswer, type AnswerCheckOptions } from '#test/support/answer-check.ts';
import { startApiExchange, type ApiExchange } from '#test/support/api-exchange.ts';
import { expectCodesToMatter, type ApiRequest, type CodeEffectOptions } from '#test/support/code-effects.ts';
import { TEST_DATE } from '#test/support/quiet-world.ts';

interface Case {
  readonly request: ApiRequest;
  readonly check?: AnswerCheckOptions;
  readonly effects?: CodeEffectOptions;
}

const MONTH = { strt_dt: '20261019', end_dt: '20261120' };
const STOCK = { stk_cd: '005930_AL' };

const CASES: Readonly<Partial<Record<KiwoomApiId, Case>>> = {
  ka10008: { request: STOCK },
  ka10009: { request: STOCK },
  ka10034: { request: { mrkt_tp: '000', trde_tp: '3', dt: '5', stex_tp: '1' } },
  ka10035: { request: { mrkt_tp: '000', trde_tp: '1', base_dt_tp: '0', stex_tp: '1' } },
  ka10036: { request: { mrkt_tp: '000', dt: '5', stex_tp: '1' } },
  ka10044: { request: { ...MONTH, trde_tp: '1', mrkt_tp: '001', stex_tp: '1' } },
  ka10045: { request: { ...STOCK, ...MONTH, orgn_prsm_unp_tp: '1', for_prsm_unp_tp: '1' } },
  ka10051: { request: { mrkt_tp: '0', amt_qty_tp: '0', base_dt: '20261119', stex_tp: '1' } },
  ka10058: { request: { ...MONTH, trde_tp: '1', mrkt_tp: '001', invsr_tp: '9000', stex_tp: '1' } },
  ka10059: { request: { ...STOCK, dt: '20220301', amt_qty_tp: '2', trde_tp: '0', unit_tp: '1' } },
  ka10060: { request: { ...STOCK, dt: '20220301', amt_qty_tp: '2', trde_tp: '0', unit_tp: '1' } },
  ka10061: { request: { ...STOCK, ...MONTH, amt_qty_tp: '2', trde_tp: '0', unit_tp: '1' } },
  ka10062: {
    request: { ...MONTH, mrkt_tp: '000', trde_tp: '1', sort_cnd: '1', unit_tp: '1', stex_tp: '1' },
  },
  ka10063: {
    request: {
      mrkt_tp: '000',
      amt_qty_tp: '1',
      invsr: '6',
      frgn_all: '0',
      smtm_netprps_tp: '0',
      stex_tp: '1',
    },
  },
  ka10064: {
    request: { ...STOCK, mrkt_tp: '001', amt_qty_tp: '1', trde_tp: '0' },
    // The instrument is on KOSPI: all markets and KOSPI have it alike.
    effects: { alike: { mrkt_tp: [['000', '001']] } },
  },
  ka10065: { request: { trde_tp: '1', mrkt_tp: '000', orgn_tp: '9000' } },
  ka10066: { request: { mrkt_tp: '000', amt_qty_tp: '1', trde_tp: '0', stex_tp: '1' } },
  ka10131: {
    request: {
      dt: '5',
      ...MONTH,
      mrkt_tp: '001',
      netslmt_tp: '2',
      stk_inds_tp: '0',
      amt_qty_tp: '0',
      stex_tp: '1',
    },
  },
  ka90009: { request: { mrkt_tp: '000', amt_qty_tp: '1', qry_dt_tp: '1', date: '20261118', stex_tp: '1' } },
};
const IDS = Object.keys(CASES) as KiwoomApiId[];
/** Every twelfth share and a fund, with 삼성전자. */
const LISTINGS = buildListings(TEST_DATE).filter(
  ({ symbol }, place) => place % 12 === 0 || symbol === '005930',
);

describe('the investor APIs', () => {
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

  it.each(IDS.filter((id) => kiwoomEndpoint(id).request.some(({ key }) => key === 'stk_cd')))(
    '%s does not know an instrument that is not listed',
    async (id) => {
      const { body } = await api.call(id, { ...CASES[id]?.request, stk_cd: '999990' });
      expect(String(body['return_msg'])).toContain('1902');
    },
  );

  it('lets the net purchases of all kinds of a day sum to zero', async () => {
    const rows = await api.rows('ka10059', 'stk_invsr_orgn', { ...CASES.ka10059?.request, dt: '20261120' });
    expect(rows).toHaveLength(100);
    for (const row of rows) {
      const kinds = ['ind_invsr', 'frgnr_invsr', 'orgn', 'etc_corp', 'natfor'];
      expect(kinds.reduce((sum, key) => sum + Number(row[key]), 0)).toBe(0);
    }
  });

  it('lets what each kind bought sum to the volume', async () => {
    const request = { ...CASES.ka10059?.request, dt: '20261120', trde_tp: '1' };
    for (const row of await api.rows('ka10059', 'stk_invsr_orgn', request)) {
      const kinds = ['ind_invsr', 'frgnr_invsr', 'orgn', 'etc_corp', 'natfor'];
      expect(kinds.reduce((sum, key) => sum + Number(row[key]), 0)).toBe(Number(row['acc_trde_qty']));
    }
  });

  it('moves the holding of foreigners by what they bought net', async () => {
    const holdings = await api.rows('ka10008', 'stk_frgnr', STOCK);
    const traded = await api.rows('ka10059', 'stk_invsr_orgn', {
      ...CASES.ka10059?.request,
      dt: '20261120',
    });
    holdings.slice(0, -1).forEach((day, place) => {
      const change = Number(day['poss_stkcnt']) - Number(holdings[place + 1]?.['poss_stkcnt']);
      expect(change).toBe(Number(day['chg_qty']));
      expect(change).toBe(Number(traded[place]?.['frgnr_invsr']));
    });
  });

  it('makes the market the sum of its stocks, and sectors sum to zero', async () => {
    const sectors = await api.rows('ka10051', 'inds_netprps', {
      mrkt_tp: '0',
      amt_qty_tp: '1',
      stex_tp: '1',
      base_dt: '20261119',
    });
    const market = sectors.find((row) => row['inds_cd'] === '001');
    const kinds = ['ind_netprps', 'frgnr_netprps', 'orgn_netprps', 'etc_corp_netprps'];
    const rest = Number(market?.['native_trmt_frgnr_netprps']);
    expect(Math.abs(kinds.reduce((sum, key) => sum + Number(market?.[key]), rest))).toBeLessThan(5);
  });
});
