import { describe, expect, it } from 'vitest';
import {
  isKiwoomApiId,
  isKiwoomOrderApi,
  KIWOOM_API_IDS,
  KIWOOM_ENDPOINTS,
  kiwoomEndpoint,
} from '#shared/catalogue/kiwoom-endpoints.ts';
import type { KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import type { KiwoomEndpoint, KiwoomGroup } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import { isKiwoomNumericKind } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import { KIWOOM_GROUPS } from '#shared/catalogue/kiwoom/groups.ts';

const ids = KIWOOM_API_IDS;
const rows: [string, KiwoomEndpoint][] = ids.map((id) => [id, kiwoomEndpoint(id)]);
const everyRow = rows.map(([, row]) => row);

const PATHS: Readonly<Record<KiwoomGroup, string>> = {
  oauth: '/oauth2/',
  account: '/api/dostk/acnt',
  stockInfo: '/api/dostk/stkinfo',
  marketConditions: '/api/dostk/mrkcond',
  institution: '/api/dostk/frgnistt',
  sector: '/api/dostk/sect',
  shortSelling: '/api/dostk/shsa',
  ranking: '/api/dostk/rkinfo',
  elw: '/api/dostk/elw',
  chart: '/api/dostk/chart',
  lending: '/api/dostk/slb',
  etf: '/api/dostk/etf',
  theme: '/api/dostk/thme',
  orders: '/api/dostk/ordr',
  creditOrders: '/api/dostk/crdordr',
};

describe('Kiwoom REST APIs', () => {
  it('are all 184 of the broker, each in one group', () => {
    expect(ids).toHaveLength(184);
    expect(new Set(ids).size).toBe(184);
    const sizes = KIWOOM_GROUPS.map(({ group }) => [
      group,
      everyRow.filter((row) => row.group === group).length,
    ]);
    expect(Object.fromEntries(sizes)).toEqual({
      account: 33,
      stockInfo: 31,
      marketConditions: 25,
      institution: 4,
      sector: 6,
      shortSelling: 1,
      ranking: 23,
      elw: 11,
      chart: 21,
      lending: 4,
      etf: 9,
      theme: 2,
      orders: 8,
      creditOrders: 4,
      oauth: 2,
    });
  });

  it('are told from other names, inherited ones too', () => {
    expect(isKiwoomApiId('ka10001')).toBe(true);
    expect(isKiwoomApiId('ka10012')).toBe(false);
    expect(isKiwoomApiId('toString')).toBe(false);
  });

  it.each(rows)('%s stands under its own id and a path of its group', (id, row) => {
    expect(id).toMatch(/^(au|ka|kt)\d{5}$/);
    expect(row.id).toBe(id);
    expect(row.group === 'oauth' ? row.path.slice(0, 8) : row.path).toBe(PATHS[row.group]);
  });

  it.each(rows)('%s has every field once, and a list for every row field', (_id, row) => {
    const requestKeys = row.request.map(({ key }) => key);
    expect(new Set(requestKeys).size).toBe(requestKeys.length);
    const places = row.response.map(({ list, key }) => `${list ?? ''}.${key}`);
    expect(new Set(places).size).toBe(places.length);
    const lists = row.response.filter(({ kind }) => kind === 'list').map(({ key }) => key);
    const used = row.response.flatMap(({ list }) => (list === undefined ? [] : [list]));
    expect(new Set(used)).toEqual(new Set(lists));
    expect(row.response.filter(({ kind, list }) => kind === 'list' && list !== undefined)).toEqual([]);
  });

  it.each(rows)('%s has tables with codes that fit their field, and labels', (_id, row) => {
    for (const { values, length } of row.request) {
      if (values === undefined) continue;
      const codes = Object.keys(values);
      expect(codes.length).toBeGreaterThan(0);
      expect(codes.filter((code) => code === '' || (length !== undefined && code.length > length))).toEqual(
        [],
      );
      expect(Object.values(values).filter((label) => label.trim() === '')).toEqual([]);
    }
    for (const { values } of row.response) {
      if (values !== undefined) expect(Object.keys(values).length).toBeGreaterThan(0);
    }
  });

  it.each(rows)('%s names its source and both its names', (_id, row) => {
    expect([row.source, row.nameKo, row.nameEn].filter((text) => text === '')).toEqual([]);
    expect(row.source).toMatch(/Kiwoom/);
    expect(row.nameKo).toMatch(/[가-힣]/);
    expect(row.nameEn).toMatch(/^[A-Za-z0-9 ,()-]+$/);
  });

  it('have names of their own in English', () => {
    const names = everyRow.map(({ nameEn }) => nameEn);
    expect(new Set(names).size).toBe(names.length);
  });

  it('want a date wherever the label says so, and a picker for every instrument, sector and member firm', () => {
    const fields = everyRow.flatMap(({ id, request }) => request.map((field) => ({ id, ...field })));
    const undated = fields.filter(
      ({ label, format, values }) => /일자$|^대출일$|^날짜$/.test(label) && format !== 'date' && !values,
    );
    expect(undated).toEqual([]);
    expect(fields.filter(({ format, length }) => format === 'date' && length !== 8)).toEqual([]);
    const formatless = fields.filter(
      ({ key, format, values }) => ['stk_cd', 'inds_cd', 'mmcm_cd'].includes(key) && !format && !values,
    );
    expect(formatless.map(({ id }) => id)).toEqual(['kt50030', 'kt50031', 'kt50032', 'kt50075']);
  });

  it('know which answers write an index in hundredths', () => {
    const scaled = everyRow.filter(({ response }) => response.some(({ scale }) => scale === 0.01));
    expect(scaled.map(({ id }) => id).toSorted()).toEqual([
      'ka10051',
      'ka20004',
      'ka20005',
      'ka20006',
      'ka20007',
      'ka20008',
      'ka20019',
      'ka90005',
    ]);
    for (const { response } of scaled) {
      expect(response.filter(({ kind, scale }) => kind === 'index' && scale !== 0.01)).toEqual([]);
      expect(response.filter(({ kind }) => kind === 'price')).toEqual([]);
      expect(response.filter(({ kind, scale }) => scale !== undefined && !isKiwoomNumericKind(kind))).toEqual(
        [],
      );
    }
  });

  it('know which answers carry an A before the code, orders and fills of the day not among them', () => {
    const prefixed = everyRow.filter(({ response }) => response.some(({ prefix }) => prefix === 'A'));
    const prefixedIds = prefixed.map(({ id }) => id);
    expect(prefixedIds).toEqual(expect.arrayContaining(['kt00018', 'kt00007']));
    expect(prefixedIds).not.toContain('ka10075');
    expect(prefixedIds).not.toContain('ka10076');
    for (const { response } of prefixed) {
      expect(response.filter(({ kind, prefix }) => prefix === 'A' && kind !== 'code')).toEqual([]);
    }
  });

  it('name those that the mock server refuses', () => {
    const refused = everyRow.filter(({ notOnMock }) => notOnMock).map(({ id }) => id);
    expect(refused.toSorted()).toEqual(['ka01690', 'kt00002', 'kt00016']);
  });

  it('tell the twelve that move orders from those that only ask', () => {
    expect(ids.filter((id) => isKiwoomOrderApi(id)).toSorted()).toEqual([
      'kt10000',
      'kt10001',
      'kt10002',
      'kt10003',
      'kt10006',
      'kt10007',
      'kt10008',
      'kt10009',
      'kt50000',
      'kt50001',
      'kt50002',
      'kt50003',
    ]);
  });

  it('mark keys and tokens as secret, and nothing else', () => {
    const secrets = everyRow.flatMap(({ id, request, response }) =>
      [...request, ...response].filter(({ isSecret }) => isSecret).map(({ key }) => `${id}.${key}`),
    );
    expect(secrets.toSorted()).toEqual([
      'au10001.appkey',
      'au10001.secretkey',
      'au10001.token',
      'au10002.appkey',
      'au10002.secretkey',
      'au10002.token',
    ]);
  });

  it('give trading value in millions of won', () => {
    const values = everyRow.flatMap(({ response }) => response.filter(({ key }) => key === 'trde_prica'));
    expect(values.length).toBeGreaterThan(10);
    expect(values.filter(({ unit }) => unit !== '백만원')).toEqual([]);
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

  it('page where the charts, the order lists and long trends do', () => {
    const paged: readonly KiwoomApiId[] = ids.filter((id) => kiwoomEndpoint(id).isPaged);
    expect(paged).toEqual(
      expect.arrayContaining(['ka10075', 'ka10076', 'ka10079', 'ka10081', 'ka10099', 'ka20006', 'kt00018']),
    );
    expect(paged).not.toContain('ka10001');
    expect(paged).not.toContain('kt10000');
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
