import { KIWOOM_CONDITION_APIS, KIWOOM_CONDITION_EVENT } from '#shared/catalogue/kiwoom/condition-search.ts';
import type { ApiCondition, ApiRecord } from '#shared/contract/api.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { AnswerBody } from '../../../transport/broker-call.ts';
import type { ConditionMatch } from '../../broker-api.ts';
import { parseSymbol } from '../parse/code.ts';
import { isObject, unreadableField } from '../parse/field-reader.ts';
import type { KstDay } from '../parse/kst-stamp.ts';
import { readNumber } from './condition-lanes.ts';
import { parseAnswer } from './parse-answer.ts';

/** Reads the list of conditions; a row is an object, or an array of number and name. */
export function parseConditions({ data }: AnswerBody): Result<readonly ApiCondition[]> {
  if (data === null || data === undefined || data === '') return ok([]);
  if (!Array.isArray(data)) return err(unreadableField('data', 'list', data));
  const conditions: ApiCondition[] = [];
  for (const [place, row] of (data as readonly unknown[]).entries()) {
    const [number, name] = Array.isArray(row)
      ? [row[0] as unknown, row[1] as unknown]
      : isObject(row)
        ? [row.seq, row.name]
        : [];
    const id = readNumber(number);
    if (id === '') return err(unreadableField(`data[${place}].seq`, 'code', number));
    conditions.push({ id, name: typeof name === 'string' ? name.trim() : '' });
  }
  return ok(conditions);
}

const SEARCH_FIELDS = KIWOOM_CONDITION_APIS.ka10172.response.filter(
  (field) => field.key === 'data' || 'list' in field,
);

/** Reads one page of a search. Paging is in the frame; only what goes on has a key. */
export function parseSearch(
  frame: AnswerBody,
): Result<{ rows: readonly ApiRecord[]; nextKey: string | null }> {
  const parsed = parseAnswer(SEARCH_FIELDS, frame);
  if (!parsed.ok) return parsed;
  const key = readNumber(frame.next_key);
  const isContinued = readNumber(frame.cont_yn).toUpperCase() === 'Y' && key !== '';
  return ok({ rows: parsed.value.lists.data ?? [], nextKey: isContinued ? key : null });
}

/** Reads the members with which a live search begins; none where nothing meets the condition. */
export function parseMembers({ data }: AnswerBody): Result<readonly InstrumentSymbol[]> {
  if (data === null || data === undefined || data === '') return ok([]);
  if (!Array.isArray(data)) return err(unreadableField('data', 'list', data));
  const members: InstrumentSymbol[] = [];
  for (const [place, row] of (data as readonly unknown[]).entries()) {
    const code = isObject(row) ? (row.jmcode ?? row[9001]) : row;
    const symbol = parseSymbol(code);
    if (symbol === null) return err(unreadableField(`data[${place}].jmcode`, 'code', code));
    members.push(symbol);
  }
  return ok(members);
}

/** An event of a live search; null when it cannot be read, undefined for an entry of another type. */
export function decodeMatch(entry: unknown, day: KstDay): ConditionMatch | null | undefined {
  if (!isObject(entry) || entry.type !== KIWOOM_CONDITION_EVENT.type) return undefined;
  const values = isObject(entry.values) ? entry.values : {};
  const conditionId = readNumber(values[841]);
  const symbol = parseSymbol(values[9001]) ?? parseSymbol(entry.item);
  const change = CHANGES[readNumber(values[843])];
  if (conditionId === '' || symbol === null || change === undefined) return null;
  return { conditionId, symbol, change, at: day.instant(values[20]) };
}

const CHANGES: Readonly<Record<string, ConditionMatch['change'] | undefined>> = { I: 'enter', D: 'leave' };
