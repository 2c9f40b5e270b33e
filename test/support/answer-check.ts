import { expect } from 'vitest';
import { kiwoomEndpoint, type KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import {
  isKiwoomNumericKind,
  type KiwoomResponseField,
  type KiwoomValueKind,
} from '#shared/catalogue/kiwoom/endpoint-row.ts';

export interface AnswerCheckOptions {
  /** Lists that may have no rows; every other list must have at least one. */
  readonly emptyLists?: readonly string[] | 'all';
  /** Fields that may be blank everywhere. Any other field must say something on the top level, or in at least one row of its list. */
  readonly blank?: readonly string[];
}

type Row = Readonly<Record<string, unknown>>;

/** What the text of each kind looks like on the wire. @source protocol notes, section "Number and text formats" */
const FORMS: Readonly<Partial<Record<KiwoomValueKind, RegExp>>> = {
  price: /^[+-]?\d+$/,
  index: /^[+-]?\d+(\.\d+)?$/,
  change: /^[+-]{0,2}\d+(\.\d+)?$/,
  percent: /^[+-]{0,2}\d+(\.\d+)?$/,
  quantity: /^[+-]{0,2}\d+$/,
  amount: /^[+-]{0,2}\d+(\.\d+)?$/,
  count: /^[+-]{0,2}\d+$/,
  number: /^[+-]{0,2}\d+(\.\d+)?$/,
  date: /^(\d{8})$/,
  time: /^(\d{6}|\d{2}:\d{2}:\d{2})$/,
  datetime: /^\d{14}$/,
  sign: /^[0-5+-]$/,
  code: /^[0-9A-Za-z_%-]+$/,
};

/**
 * Expects an answer of the exchange to hold every field that the catalogue names, each as text of its kind, and nothing else.
 *
 * Every fault is told at once, so that one run shows all that is missing.
 */
export function expectWholeAnswer(id: KiwoomApiId, body: Row, options: AnswerCheckOptions = {}): void {
  expect(faultsOf(id, body, options), `${id}: ${String(body['return_msg'])}`).toEqual([]);
}

/** Returns what is wrong with an answer; empty when nothing is. */
export function faultsOf(id: KiwoomApiId, body: Row, options: AnswerCheckOptions = {}): readonly string[] {
  const { response } = kiwoomEndpoint(id);
  if (body['return_code'] !== 0) return [`return_code is ${String(body['return_code'])}`];
  const lists = response.filter(({ kind }) => kind === 'list').map(({ key }) => key);
  const top = response.filter((field) => field.list === undefined && field.kind !== 'list');
  const { return_code: _code, return_msg: _message, ...rest } = body;
  const plain = Object.fromEntries(Object.entries(rest).filter(([key]) => !lists.includes(key)));
  return [
    ...faultsOfRows('', top, top.length === 0 && Object.keys(plain).length === 0 ? [] : [plain], options),
    ...lists.flatMap((list) => faultsOfList(list, response, body[list], options)),
  ];
}

function faultsOfList(
  list: string,
  response: readonly KiwoomResponseField[],
  value: unknown,
  options: AnswerCheckOptions,
): readonly string[] {
  if (!Array.isArray(value)) return [`${list} is no list`];
  const mayBeEmpty = options.emptyLists === 'all' || options.emptyLists?.includes(list) === true;
  if (value.length === 0) return mayBeEmpty ? [] : [`${list} is empty`];
  const fields = response.filter((field) => field.list === list);
  return faultsOfRows(`${list}.`, fields, value as readonly Row[], options);
}

function faultsOfRows(
  prefix: string,
  fields: readonly KiwoomResponseField[],
  rows: readonly Row[],
  options: AnswerCheckOptions,
): readonly string[] {
  if (rows.length === 0) return [];
  const known = new Set(fields.map(({ key }) => key));
  const strange = new Set(rows.flatMap((row) => Object.keys(row).filter((key) => !known.has(key))));
  const faults = [...strange].map((key) => `${prefix}${key} is not in the catalogue`);
  for (const field of fields) {
    const fault = rows.map((row) => faultOf(field, row[field.key])).find((found) => found !== null);
    if (fault !== undefined) faults.push(`${prefix}${field.key} ${fault}`);
    else if (options.blank?.includes(field.key) !== true && rows.every((row) => row[field.key] === '')) {
      faults.push(`${prefix}${field.key} is blank everywhere`);
    }
  }
  return faults;
}

/** Returns what is wrong with one value. A blank is "no value" in this protocol and may stand for any kind. */
function faultOf(field: KiwoomResponseField, value: unknown): string | null {
  if (value === undefined) return field.optional === true ? null : 'is missing';
  if (typeof value !== 'string') return `is no text: ${JSON.stringify(value)}`;
  if (value === '') return null;
  if (field.values !== undefined && !isListed(field, value)) {
    return `says ${value}, which the catalogue does not name`;
  }
  const form = FORMS[field.kind];
  if (form !== undefined && !form.test(value)) return `is no ${field.kind}: ${value}`;
  if (field.scale !== undefined && value.includes('.')) return `has a point although it is scaled: ${value}`;
  return padFault(field, value);
}

function isListed(field: KiwoomResponseField, value: string): boolean {
  return Object.hasOwn(field.values ?? {}, value) || isKiwoomNumericKind(field.kind);
}

/** A padded number has leading zeros, unless it is as long as the padded ones are. */
function padFault(field: KiwoomResponseField, value: string): string | null {
  if (field.zeroPadded !== true || !isKiwoomNumericKind(field.kind)) return null;
  const digits = value.replace(/^[+-]+/, '');
  return digits.startsWith('0') || digits.length >= 8 ? null : `is not padded: ${value}`;
}
