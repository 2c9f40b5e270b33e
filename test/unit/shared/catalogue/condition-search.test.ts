import { describe, expect, it } from 'vitest';
import {
  isKiwoomConditionApiId,
  KIWOOM_CONDITION_APIS,
  KIWOOM_CONDITION_EVENT,
  kiwoomConditionApi,
} from '#shared/catalogue/kiwoom/condition-search.ts';
import type { KiwoomConditionApiId } from '#shared/catalogue/kiwoom/condition-search.ts';
import { isKiwoomRealtimeTypeId } from '#shared/catalogue/kiwoom-realtime.ts';
import { isKiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';

const ids = Object.keys(KIWOOM_CONDITION_APIS) as KiwoomConditionApiId[];

describe('condition search', () => {
  it('has four requests, none of them a REST call', () => {
    expect(ids).toEqual(['ka10171', 'ka10172', 'ka10173', 'ka10174']);
    expect(ids.filter((id) => isKiwoomApiId(id))).toEqual([]);
    expect(['ka10175', 'toString'].filter(isKiwoomConditionApiId)).toEqual([]);
  });

  it.each(ids)('%s sends the frame its row names', (id) => {
    const row = kiwoomConditionApi(id);
    expect(row.id).toBe(id);
    const [first] = row.request;
    expect(first?.key).toBe('trnm');
    expect(Object.keys(first?.values ?? {})).toEqual([row.trnm]);
    const lists = row.response.filter(({ kind }) => kind === 'list').map(({ key }) => key);
    expect(row.response.filter(({ list }) => list !== undefined && !lists.includes(list))).toEqual([]);
  });

  it('writes the percentage of a hit in thousandths and an A before its code', () => {
    const fields = kiwoomConditionApi('ka10172').response;
    expect(fields.find(({ key }) => key === '12')?.scale).toBe(0.001);
    expect(fields.find(({ key }) => key === '9001')?.prefix).toBe('A');
  });

  it('reports who enters and leaves in an event that is no registered type', () => {
    expect(isKiwoomRealtimeTypeId(KIWOOM_CONDITION_EVENT.type)).toBe(false);
    const change = KIWOOM_CONDITION_EVENT.fields.find(({ fid }) => fid === '843');
    expect(change).toMatchObject({ values: { I: '삽입(편입)', D: '삭제(이탈)' } });
  });
});
