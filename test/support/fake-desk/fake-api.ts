import type { KiwoomResponseField } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import { isKiwoomApiId, kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';
import type { ApiRecord, ApiReply, ApiValue } from '#shared/contract/api.ts';
import type { RequestPayload } from '#shared/contract/requests.ts';
import type { Instrument } from '#shared/domain/instrument.ts';
import { epochMs } from '#shared/domain/time.ts';

/** Pages that every API with a list answers in. */
export const FAKE_API_PAGES = 3;

/** Answers any API of the catalogue in its own shape: a row per instrument, each page with numbers of its own. */
export function fakeApiReply(
  { apiId, request, cursor }: RequestPayload<'api.call'>,
  instruments: readonly Instrument[],
  now: number,
): ApiReply {
  if (!isKiwoomApiId(apiId)) throw new Error(`no such API on the fake desk: ${apiId}`);
  const { response, path } = kiwoomEndpoint(apiId);
  const page = cursor === null ? 1 : Number(cursor);
  const lists = response.filter(({ kind }) => kind === 'list');
  const top = response.filter(({ list, kind }) => list === undefined && kind !== 'list');
  const rowsOf = (key: string) => {
    const fields = response.filter(({ list }) => list === key);
    return instruments.map((instrument, place) => record(fields, instrument, page * 100 + place, now));
  };
  const [first] = instruments;
  if (first === undefined) throw new Error('the fake desk has no instruments');
  const fields = record(top, instruments.find(({ symbol }) => symbol === request['stk_cd']) ?? first, 1, now);
  const hasMore = lists.length > 0 && page < FAKE_API_PAGES;
  return {
    apiId,
    fields,
    lists: Object.fromEntries(lists.map(({ key }) => [key, rowsOf(key)])),
    cursor: hasMore ? String(page + 1) : null,
    raw: {
      request: { url: path, headers: { 'api-id': apiId }, body: request },
      answer: {
        status: 200,
        headers: { 'api-id': apiId },
        body: { return_code: 0, return_msg: 'OK', ...fields },
      },
    },
    at: epochMs(now),
    tookMs: 12,
  };
}

function record(
  fields: readonly KiwoomResponseField[],
  instrument: Instrument,
  number: number,
  now: number,
): ApiRecord {
  return Object.fromEntries(fields.map((field) => [field.key, valueOf(field, instrument, number, now)]));
}

function valueOf(
  { key, kind }: KiwoomResponseField,
  instrument: Instrument,
  number: number,
  now: number,
): ApiValue {
  const day = new Date(now - number * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
  const isUp = number % 2 === 0;
  switch (kind) {
    case 'price':
      return instrument.basePrice + number;
    case 'change':
      return isUp ? number : -number;
    case 'percent':
      return (isUp ? number : -number) / 10;
    case 'quantity':
    case 'amount':
    case 'count':
    case 'index':
    case 'number':
      return number * 1000;
    case 'date':
      return day;
    case 'time':
      return '130542';
    case 'datetime':
      return `${day}130542`;
    case 'sign':
      return isUp ? '2' : '5';
    case 'code':
      return key === 'stk_cd' ? instrument.symbol : String(number);
    default:
      return key === 'stk_nm' ? instrument.name : `${key} ${number}`;
  }
}
