import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';
import { expectWholeAnswer } from '#test/support/answer-check.ts';
import { startApiExchange, type ApiExchange } from '#test/support/api-exchange.ts';

/** A KOSPI and a KOSDAQ share, a fund, a real estate company and an infrastructure company. */
const SYMBOLS = ['005930', '068760', '069500', '395400', '088980'];
/** Companies are not told apart by class here. */
const BLANK = ['companyClassName'];

describe('the lists of instruments', () => {
  let api: ApiExchange;
  beforeAll(async () => {
    api = await startApiExchange(SYMBOLS);
  });
  afterAll(() => api.exchange.stop());

  const codes = async (market: string) =>
    (await api.rows('ka10099', 'list', { mrkt_tp: market })).map(({ code }) => code);

  it('answer with every field of the catalogue', async () => {
    for (const [id, request] of [
      ['ka10099', { mrkt_tp: '0' }],
      ['ka10100', { stk_cd: '005930' }],
    ] as const) {
      expectWholeAnswer(id, (await api.call(id, request)).body, { blank: BLANK });
    }
  });

  it('name the instruments of each market, and none where there are none', async () => {
    expect((await codes('0')).toSorted()).toEqual(['005930', '088980', '395400']);
    expect(await codes('10')).toEqual(['068760']);
    expect(await codes('8')).toEqual(['069500']);
    expect(await codes('6')).toEqual(['395400']);
    expect(await codes('4')).toEqual(['088980']);
    expect(await codes('5')).toEqual(['J0059302D']);
    for (const market of ['9', '30', '50']) expect(await codes(market)).toEqual([]);
  });

  it('take every market of the catalogue and no other', async () => {
    const [field] = kiwoomEndpoint('ka10099').request;
    for (const market of Object.keys(field?.values ?? {})) {
      expect((await api.call('ka10099', { mrkt_tp: market })).body['return_code']).toBe(0);
    }
    expect(String((await api.call('ka10099', { mrkt_tp: '7' })).body['return_msg'])).toContain('1517');
  });

  it('tell one instrument as its list does', async () => {
    for (const [symbol, market] of [
      ['005930', '0'],
      ['395400', '6'],
      ['069500', '8'],
    ] as const) {
      const rows = await api.rows('ka10099', 'list', { mrkt_tp: market });
      const { body } = await api.call('ka10100', { stk_cd: symbol });
      expect(body).toMatchObject(rows.find(({ code }) => code === symbol) ?? { code: 'listed' });
    }
    expect(String((await api.call('ka10100', { stk_cd: '999999' })).body['return_msg'])).toContain('1902');
  });
});
