import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import { kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';
import { expectWholeAnswer, type AnswerCheckOptions } from '#test/support/answer-check.ts';
import { startApiExchange, type ApiExchange } from '#test/support/api-exchange.ts';
import { expectCodesToMatter, type ApiRequest, type CodeEffectOptions } from '#test/support/code-effects.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';
import { VARIED_LISTINGS } from '#test/support/varied-listings.ts';

/** Late enough for some instruments to have had a busier day than in the week before. */
const LATE_IN_THE_DAY = Date.UTC(2026, 10, 20, 6, 16);

interface Case {
  readonly request: ApiRequest;
  readonly check?: AnswerCheckOptions;
  readonly effects?: CodeEffectOptions;
}

/** Nothing is under administration, in liquidation or a SPAC: leaving these out changes nothing. */
const EVERYTHING = { stk_cnd: [['0', '1']] };
/** Nothing stands at a daily limit in this market; `limits.test.ts` of the rankings has what does. */
const NO_LIMITS = { updown_incls: [['0', '1']] };

const CASES: Readonly<Partial<Record<KiwoomApiId, Case>>> = {
  ka00198: { request: { qry_tp: '3' } },
  ka10016: {
    request: {
      mrkt_tp: '000',
      ntl_tp: '1',
      high_low_close_tp: '1',
      stk_cnd: '0',
      trde_qty_tp: '00000',
      crd_cnd: '0',
      updown_incls: '1',
      dt: '1',
      stex_tp: '1',
    },
    effects: { alike: { ...EVERYTHING, ...NO_LIMITS } },
  },
  ka10017: {
    request: {
      mrkt_tp: '000',
      updown_tp: '2',
      sort_tp: '1',
      stk_cnd: '0',
      trde_qty_tp: '00000',
      crd_cnd: '0',
      trde_gold_tp: '0',
      stex_tp: '1',
    },
    effects: {
      alike: {
        stk_cnd: [
          ['0', '1'],
          ['3', '4', '10'],
        ],
        updown_tp: [['1', '4', '6', '7']],
      },
    },
  },
  ka10018: {
    request: {
      high_low_tp: '1',
      alacc_rt: '30',
      mrkt_tp: '000',
      trde_qty_tp: '00000',
      stk_cnd: '0',
      crd_cnd: '0',
      stex_tp: '1',
    },
    effects: { alike: EVERYTHING },
  },
  ka10019: {
    request: {
      mrkt_tp: '000',
      flu_tp: '1',
      tm_tp: '1',
      tm: '60',
      trde_qty_tp: '00000',
      stk_cnd: '0',
      crd_cnd: '0',
      pric_cnd: '0',
      updown_incls: '1',
      stex_tp: '1',
    },
    effects: { alike: { ...EVERYTHING, ...NO_LIMITS } },
  },
  ka10020: {
    request: { mrkt_tp: '001', sort_tp: '1', trde_qty_tp: '0000', stk_cnd: '0', crd_cnd: '0', stex_tp: '1' },
    effects: { alike: EVERYTHING },
  },
  ka10021: {
    request: {
      mrkt_tp: '001',
      trde_tp: '1',
      sort_tp: '1',
      tm_tp: '1',
      trde_qty_tp: '1',
      stk_cnd: '0',
      stex_tp: '1',
    },
    effects: { alike: EVERYTHING },
  },
  ka10022: {
    request: { mrkt_tp: '001', rt_tp: '1', tm_tp: '1', trde_qty_tp: '5', stk_cnd: '0', stex_tp: '1' },
    effects: { alike: EVERYTHING },
  },
  ka10023: {
    request: {
      mrkt_tp: '000',
      sort_tp: '2',
      tm_tp: '1',
      trde_qty_tp: '5',
      tm: '5',
      stk_cnd: '0',
      pric_tp: '0',
      stex_tp: '1',
    },
    effects: {
      alike: {
        stk_cnd: [
          ['0', '1', '11', '15'],
          ['3', '4'],
          ['18', '20'],
        ],
      },
    },
  },
  ka10024: {
    request: { mrkt_tp: '000', cycle_tp: '5', trde_qty_tp: '5', stex_tp: '3' },
    // Records are few: none of them has a volume between these.
    effects: {
      alike: {
        trde_qty_tp: [
          ['50', '100'],
          ['500', '1000'],
        ],
      },
    },
  },
  ka10025: {
    request: {
      mrkt_tp: '000',
      prps_cnctr_rt: '10',
      cur_prc_entry: '0',
      prpscnt: '10',
      cycle_tp: '50',
      stex_tp: '1',
    },
  },
  ka10026: { request: { pertp: '1', stex_tp: '1' } },
  ka10027: {
    request: {
      mrkt_tp: '000',
      sort_tp: '1',
      trde_qty_cnd: '0000',
      stk_cnd: '0',
      crd_cnd: '0',
      updown_incls: '1',
      pric_cnd: '0',
      trde_prica_cnd: '0',
      stex_tp: '1',
    },
    effects: {
      alike: {
        stk_cnd: [
          ['0', '1', '11', '15'],
          ['3', '4'],
        ],
        ...NO_LIMITS,
      },
    },
  },
  ka10028: {
    request: {
      sort_tp: '1',
      trde_qty_cnd: '0000',
      mrkt_tp: '000',
      updown_incls: '1',
      stk_cnd: '0',
      crd_cnd: '0',
      trde_prica_cnd: '0',
      flu_cnd: '1',
      stex_tp: '1',
    },
    effects: {
      alike: {
        stk_cnd: [
          ['0', '1'],
          ['3', '4'],
        ],
        ...NO_LIMITS,
      },
    },
  },
  ka10030: {
    request: {
      mrkt_tp: '000',
      sort_tp: '1',
      mang_stk_incls: '0',
      crd_tp: '0',
      trde_qty_tp: '0',
      pric_tp: '0',
      trde_prica_tp: '0',
      mrkt_open_tp: '0',
      stex_tp: '1',
    },
    effects: {
      alike: {
        mang_stk_incls: [
          ['0', '1', '11', '15'],
          ['3', '4'],
        ],
        mrkt_open_tp: [
          ['0', '1'],
          ['2', '3'],
        ],
      },
    },
  },
  ka10031: { request: { mrkt_tp: '000', qry_tp: '1', rank_strt: '1', rank_end: '50', stex_tp: '1' } },
  ka10032: {
    request: { mrkt_tp: '000', mang_stk_incls: '1', stex_tp: '1' },
    effects: { alike: { mang_stk_incls: [['0', '1']] } },
  },
  ka10098: {
    request: {
      mrkt_tp: '000',
      sort_base: '1',
      stk_cnd: '0',
      trde_qty_cnd: '0',
      crd_cnd: '0',
      trde_prica: '0',
    },
    effects: {
      alike: {
        stk_cnd: [
          ['0', '1', '2', '15'],
          ['3', '4'],
        ],
        crd_cnd: [['0', '5']],
        trde_prica: [
          ['500', '1000'],
          ['5000', '10000'],
        ],
      },
    },
  },
};
const IDS = Object.keys(CASES) as KiwoomApiId[];

describe('the ranking APIs', () => {
  let api: ApiExchange;

  beforeAll(async () => {
    const clock = createVirtualClock(LATE_IN_THE_DAY);
    api = await startApiExchange([], { clock, world: { listings: VARIED_LISTINGS, activity: 1 } });
    api.clock.advance(200_000);
  }, 60_000);
  afterAll(() => api.exchange.stop());

  it.each(IDS)('%s answers with every field of the catalogue', async (id) => {
    const { body } = await api.call(id, CASES[id]?.request);
    expectWholeAnswer(id, body, CASES[id]?.check);
  });

  it.each(IDS)('%s lets every code of its request matter', async (id) => {
    await expectCodesToMatter(api, id, CASES[id]?.request ?? {}, CASES[id]?.effects);
  });

  it.each(IDS)('%s names a required field that is missing', async (id) => {
    for (const { key, required } of kiwoomEndpoint(id).request) {
      if (!required) continue;
      const { body } = await api.call(id, { ...CASES[id]?.request, [key]: '' });
      expect(String(body['return_msg'])).toContain('1511');
      expect(String(body['return_msg'])).toContain(key);
    }
  });

  it.each(IDS)('%s answers alike twice in the same instant', async (id) => {
    const once = await api.call(id, CASES[id]?.request);
    expect((await api.call(id, CASES[id]?.request)).body).toEqual(once.body);
  });

  it('pages through a ranking without a gap or a repetition', async () => {
    const request = CASES.ka10032?.request ?? {};
    const codes: string[] = [];
    let nextKey: string | undefined;
    do {
      const page = await api.call('ka10032', request, nextKey);
      codes.push(...(page.body['trde_prica_upper'] as { stk_cd: string }[]).map(({ stk_cd }) => stk_cd));
      nextKey = page.nextKey ?? undefined;
    } while (nextKey !== undefined);
    expect(new Set(codes).size).toBe(VARIED_LISTINGS.length);
    expect(codes).toHaveLength(VARIED_LISTINGS.length);
  });
});
