import { describe, expect, it } from 'vitest';
import { isKiwoomApiId, KIWOOM_ENDPOINTS, kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';
import type { KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import type { KiwoomEndpoint } from '#shared/catalogue/kiwoom/endpoint-row.ts';

const ids = Object.keys(KIWOOM_ENDPOINTS) as KiwoomApiId[];
const rows: [string, KiwoomEndpoint][] = ids.map((id) => [id, kiwoomEndpoint(id)]);

describe('Kiwoom REST APIs', () => {
  it('are those of the first slice', () => {
    expect(ids.toSorted()).toEqual(
      (
        'au10001 au10002 ka00001 ka10001 ka10003 ka10004 ka10075 ka10076 ka10079 ka10080 ka10081 ka10082 ka10083 ' +
        'ka10088 ka10094 ka10095 ka10099 ka10100 kt00001 kt00004 kt00007 kt00010 kt00018 kt10000 kt10001 kt10002 kt10003'
      ).split(' '),
    );
  });

  it('are told from other names, inherited ones too', () => {
    expect(isKiwoomApiId('ka10001')).toBe(true);
    expect(isKiwoomApiId('ka10012')).toBe(false);
    expect(isKiwoomApiId('toString')).toBe(false);
  });

  it.each(rows)('%s stands under its own id and a path of its group', (id, row) => {
    expect(row.id).toBe(id);
    expect(row.path).toBe(
      {
        oauth: id === 'au10002' ? '/oauth2/revoke' : '/oauth2/token',
        account: '/api/dostk/acnt',
        stockInfo: '/api/dostk/stkinfo',
        marketConditions: '/api/dostk/mrkcond',
        chart: '/api/dostk/chart',
        orders: '/api/dostk/ordr',
      }[row.group as string],
    );
  });

  it.each(rows)('%s has every field once, and a list for every row field', (_id, row) => {
    const requestKeys = row.request.map(({ key }) => key);
    expect(new Set(requestKeys).size).toBe(requestKeys.length);
    const places = row.response.map(({ list, key }) => `${list ?? ''}.${key}`);
    expect(new Set(places).size).toBe(places.length);
    const lists = row.response.filter(({ kind }) => kind === 'list').map(({ key }) => key);
    const used = row.response.flatMap(({ list }) => (list === undefined ? [] : [list]));
    expect(new Set(used)).toEqual(new Set(lists));
  });

  it.each(rows)('%s names its source and both its names', (_id, row) => {
    expect([row.source, row.nameKo, row.nameEn].filter((text) => text === '')).toEqual([]);
    expect(row.source).toMatch(/Kiwoom/);
  });

  it('keep the types of their fields, for types derived from them', () => {
    type BuyKey = (typeof KIWOOM_ENDPOINTS)['kt10000']['request'][number]['key'];
    const keys: Record<BuyKey, true> = {
      dmst_stex_tp: true,
      stk_cd: true,
      ord_qty: true,
      ord_uv: true,
      trde_tp: true,
      cond_uv: true,
    };
    expect(KIWOOM_ENDPOINTS.kt10000.request.map(({ key }) => key)).toEqual(Object.keys(keys));
  });

  it('page where the charts and the order lists do', () => {
    expect(ids.filter((id) => kiwoomEndpoint(id).isPaged).toSorted()).toEqual([
      'ka10075',
      'ka10076',
      'ka10079',
      'ka10080',
      'ka10081',
      'ka10082',
      'ka10083',
      'ka10094',
      'ka10099',
      'kt00018',
    ]);
  });

  it('spell the book levels as the server does', () => {
    const keys: string[] = KIWOOM_ENDPOINTS.ka10004.response.map(({ key }) => key);
    for (let level = 2; level <= 10; level += 1) {
      for (const side of ['sel', 'buy']) {
        expect(keys).toContain(`${side}_${level}th_pre_bid`);
        expect(keys).toContain(`${side}_${level}th_pre_req`);
      }
    }
    expect(keys).toEqual(
      expect.arrayContaining(['sel_fpr_bid', 'sel_fpr_req', 'buy_fpr_bid', 'buy_fpr_req']),
    );
    expect(keys).not.toContain('sel_1th_pre_bid');
  });
});
