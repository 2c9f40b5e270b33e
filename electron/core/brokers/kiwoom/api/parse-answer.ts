import type { KiwoomResponseField } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import type { ApiRecord, ApiValue } from '#shared/contract/api.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { AnswerBody } from '../../../transport/broker-call.ts';
import { isObject, unreadableField } from '../parse/field-reader.ts';
import { parseValue } from './parse-value.ts';

/** An answer's top level and its lists, in values instead of texts. */
export interface ParsedAnswer {
  readonly fields: ApiRecord;
  readonly lists: Readonly<Record<string, readonly ApiRecord[]>>;
}

/** What comes with every answer and was judged before; both spellings occur. */
const RESULT_KEYS: ReadonlySet<string> = new Set(['return_code', 'return_msg', 'returnCode', 'returnMsg']);
/** Would change the record instead of being put into it. */
const PROTOTYPE_KEY = '__proto__';

/**
 * Reads an answer by the fields that the catalogue lists.
 *
 * Fields it does not list are kept as text, lists of rows included; an optional field may be missing. `protocol`
 * FIELD_MISSING names a required one that is, FIELD_UNREADABLE one that is not of its kind. Never throws.
 */
export function parseAnswer(fields: readonly KiwoomResponseField[], body: AnswerBody): Result<ParsedAnswer> {
  const plan = planOf(fields);
  const top = parseRecord(plan.top, body, '', plan.lists);
  if (!top.ok) return top;
  const lists: Record<string, readonly ApiRecord[]> = {};
  for (const [key, { isOptional, fields: rowFields }] of plan.lists) {
    const list = body[key];
    if (list === undefined && !isOptional) return err(missingField(key));
    const rows = parseRows(rowFields, key, list);
    if (!rows.ok) return rows;
    lists[key] = rows.value;
  }
  for (const [key, value] of Object.entries(body)) {
    if (plan.lists.has(key) || plan.top.has(key) || !isUnlistedList(value) || key === PROTOTYPE_KEY) continue;
    lists[key] = value.map(textRecord);
  }
  return ok({ fields: top.value, lists });
}

type FieldMap = ReadonlyMap<string, KiwoomResponseField>;

interface AnswerPlan {
  readonly top: FieldMap;
  readonly lists: ReadonlyMap<string, { readonly isOptional: boolean; readonly fields: FieldMap }>;
}

const plans = new WeakMap<readonly KiwoomResponseField[], AnswerPlan>();

function planOf(fields: readonly KiwoomResponseField[]): AnswerPlan {
  const known = plans.get(fields);
  if (known !== undefined) return known;
  const byKey = (list: string | undefined): FieldMap =>
    new Map(
      fields
        .filter((field) => field.list === list && field.kind !== 'list')
        .map((field) => [field.key, field]),
    );
  const plan: AnswerPlan = {
    top: byKey(undefined),
    lists: new Map(
      fields
        .filter(({ kind }) => kind === 'list')
        .map(({ key, optional }) => [key, { isOptional: optional === true, fields: byKey(key) }]),
    ),
  };
  plans.set(fields, plan);
  return plan;
}

function parseRows(fields: FieldMap, key: string, list: unknown): Result<readonly ApiRecord[]> {
  if (list === undefined || list === null || list === '') return ok([]);
  if (!Array.isArray(list)) return err(unreadableField(key, 'list', list));
  const rows: ApiRecord[] = [];
  for (let place = 0; place < list.length; place += 1) {
    const row: unknown = list[place];
    if (!isObject(row)) return err(unreadableField(`${key}[${place}]`, 'object', row));
    const parsed = parseRecord(fields, row, `${key}[${place}].`, NO_LISTS);
    if (!parsed.ok) return parsed;
    rows.push(parsed.value);
  }
  return ok(rows);
}

const NO_LISTS: AnswerPlan['lists'] = new Map();

function parseRecord(
  fields: FieldMap,
  body: AnswerBody,
  path: string,
  lists: AnswerPlan['lists'],
): Result<ApiRecord> {
  const record: Record<string, ApiValue> = {};
  for (const [key, field] of fields) {
    const value = body[key];
    if (value === undefined) {
      if (field.optional === true) continue;
      return err(missingField(path + key));
    }
    const parsed = parseValue(field, value);
    if (parsed === undefined) return err(unreadableField(path + key, field.kind, value));
    record[key] = parsed;
  }
  for (const [key, value] of Object.entries(body)) {
    if (fields.has(key) || lists.has(key) || RESULT_KEYS.has(key) || key === PROTOTYPE_KEY) continue;
    if (path === '' && isUnlistedList(value)) continue;
    record[key] = textOf(value);
  }
  return ok(record);
}

function isUnlistedList(value: unknown): value is AnswerBody[] {
  return Array.isArray(value) && value.length > 0 && value.every(isObject);
}

function textRecord(row: AnswerBody): ApiRecord {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([key]) => key !== PROTOTYPE_KEY)
      .map(([key, value]) => [key, textOf(value)]),
  );
}

/** A value of which nothing is known. */
function textOf(value: unknown): ApiValue {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const missingField = (path: string): HogaError =>
  hogaError('protocol', 'FIELD_MISSING', `${path} is missing from the answer`, { path });
