import { describe, expect, it } from 'vitest';
import { API_HANDLERS } from '#electron/exchange/kiwoom-server/handlers/registry.ts';
import type { KiwoomResponseField, KiwoomValueKind } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import { isKiwoomApiId, kiwoomEndpoint, type KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import { createBusyExchange, rowsOf, SAMPLE_REQUESTS } from './trading-scenario.ts';

const WHOLE = /^[+-]?\d+$/;
const DECIMAL = /^[+-]?\d+(\.\d+)?$/;
const FORMS: Readonly<Partial<Record<KiwoomValueKind, RegExp>>> = {
  price: WHOLE,
  change: WHOLE,
  percent: DECIMAL,
  quantity: WHOLE,
  amount: DECIMAL,
  count: WHOLE,
  number: DECIMAL,
  // The end of a token is called a date but has a time.
  date: /^\d{8}(\d{6})?$/,
  time: /^\d{6}$|^\d{2}:\d{2}:\d{2}$/,
  datetime: /^\d{14}$/,
  sign: /^[1-5]$/,
  flag: /^[YN]$/,
};

/** Characters of the zero-padded fields. @source Kiwoom REST API guide, lengths of the response tables */
const PADDED_WIDTHS: Readonly<Partial<Record<KiwoomApiId, (key: string) => number>>> = {
  ka10099: (key) => (key === 'listCount' ? 16 : 8),
  ka10100: (key) => (key === 'listCount' ? 16 : 8),
  kt00001: () => 15,
  kt00004: () => 12,
  kt00007: () => 10,
  kt00010: (key) => (key.endsWith('alowq') ? 10 : 12),
  kt00018: (key) => (key === 'cur_prc' || key === 'pred_close_pric' ? 12 : 15),
  kt10002: () => 12,
  kt10003: () => 12,
};

/** What a trading client cannot do without; the others have tests by topic. */
const SERVED = Object.keys(SAMPLE_REQUESTS).filter(isKiwoomApiId);

function answerOf(id: KiwoomApiId): Readonly<Record<string, unknown>> {
  const exchange = createBusyExchange();
  const request =
    id === 'au10002' ? { ...SAMPLE_REQUESTS[id], token: exchange.token() } : SAMPLE_REQUESTS[id];
  return exchange.call(id, request).body;
}

function problemsOf(id: KiwoomApiId, field: KiwoomResponseField, value: unknown): string[] {
  if (field.kind === 'list') return Array.isArray(value) ? [] : [`${field.key} is no list`];
  if (typeof value !== 'string') return [`${field.key} is ${typeof value}`];
  if (value === '') return [];
  const form = FORMS[field.kind];
  const problems: string[] = [];
  if (form !== undefined && !form.test(value)) problems.push(`${field.key}=${value} is no ${field.kind}`);
  const width = field.zeroPadded === true ? PADDED_WIDTHS[id]?.(field.key) : undefined;
  if (width !== undefined && value.length !== width)
    problems.push(`${field.key}=${value} is not ${width} wide`);
  return problems;
}

describe('answers of the Kiwoom REST APIs', () => {
  it('come from the registry, under ids of the catalogue', () => {
    expect(SERVED.filter((id) => !API_HANDLERS.has(id))).toEqual([]);
    expect([...API_HANDLERS.keys()].filter((id) => !isKiwoomApiId(id))).toEqual([]);
  });

  it.each(SERVED)('%s succeeds with code 0 and a message', (id) => {
    expect(answerOf(id)).toMatchObject({ return_code: 0, return_msg: expect.any(String) as string });
  });

  it.each(SERVED)('%s has every field of the catalogue in the guide’s order, and no other', (id) => {
    const body = answerOf(id);
    const fields = kiwoomEndpoint(id).response;
    const top = fields.filter((field) => field.list === undefined).map(({ key }) => key);
    expect(Object.keys(body)).toEqual([...top, 'return_code', 'return_msg']);
    for (const list of fields.filter(({ kind }) => kind === 'list')) {
      const keys = fields.filter((field) => field.list === list.key).map(({ key }) => key);
      for (const row of rowsOf(body, list.key)) expect(Object.keys(row)).toEqual(keys);
    }
  });

  it.each(SERVED.filter((id) => kiwoomEndpoint(id).response.some(({ kind }) => kind === 'list')))(
    '%s lists rows where there is something to list',
    (id) => {
      const lists = kiwoomEndpoint(id).response.filter(({ kind }) => kind === 'list');
      const body = answerOf(id);
      // Deposits in foreign currencies are the one list that is always empty.
      const filled = lists.filter(({ key }) => key !== 'stk_entr_prst');
      for (const { key } of filled) expect(rowsOf(body, key).length).toBeGreaterThan(0);
    },
  );

  it.each(SERVED)('%s writes each value in the form of its kind', (id) => {
    const body = answerOf(id);
    const problems = kiwoomEndpoint(id).response.flatMap((field) => {
      if (field.list === undefined) return problemsOf(id, field, body[field.key]);
      return rowsOf(body, field.list).flatMap((row) => problemsOf(id, field, row[field.key]));
    });
    expect(problems).toEqual([]);
  });

  it.each(SERVED)('%s names itself and says in its headers that nothing follows', (id) => {
    const exchange = createBusyExchange();
    const request =
      id === 'au10002' ? { ...SAMPLE_REQUESTS[id], token: exchange.token() } : SAMPLE_REQUESTS[id];
    const { headers } = exchange.call(id, request);
    const pages = id === 'ka10080' || id === 'ka10081';
    expect(headers['api-id']).toBe(id);
    expect(headers['cont-yn']).toBe(pages ? 'Y' : 'N');
    expect(headers['next-key'] === '').toBe(!pages);
  });
});
