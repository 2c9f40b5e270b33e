import { kiwoomEndpoint, type KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { apiFailure, type ApiFailure } from '../../rest/api-failure.ts';
import { forCustomer, type ApiHandler, type Call, type Params } from '../handler.ts';
import { candidatesOf, type Candidate } from './candidate.ts';
import { bandOfLabel, isInBand } from './label-bands.ts';
import { CREDIT_CONDITIONS, STOCK_CONDITIONS } from './stock-conditions.ts';
import { scopeOfVenue } from '../../wording/symbol-code.ts';

export type Row = Readonly<Record<string, string>>;
type Test = (candidate: Candidate) => boolean;

/** How one request is answered. */
export interface Plan<M> {
  /** What the ranking knows of an instrument; null leaves it out. */
  readonly measure: (candidate: Candidate) => M | null;
  /** Highest first; equals keep the order of the list of instruments. Absent: that order alone. */
  readonly score?: (measure: M, candidate: Candidate) => number;
  readonly row: (candidate: Candidate, measure: M, rank: number) => Row;
  /** Rows that the whole ranking has at most. */
  readonly most?: number;
  /** Rows passed over at the top. */
  readonly skip?: number;
}

/** A ranking over all instruments. Filter fields are named by what they look at; their codes come from the catalogue. */
export interface Ranking<M> {
  readonly id: KiwoomApiId;
  readonly list: string;
  /** Field with `STOCK_CONDITIONS` codes. */
  readonly conditions?: string;
  /** Field with `CREDIT_CONDITIONS` codes. */
  readonly credit?: string;
  /** Fields whose labels are bands, with the number each looks at. */
  readonly bands?: Readonly<Record<string, (candidate: Candidate) => number>>;
  /** Fields whose codes are tests of their own; a code without one lets everything pass. */
  readonly tests?: Readonly<Record<string, Readonly<Record<string, Test>>>>;
  /** Makes the plan; fails when an open field does not hold what it should. */
  readonly plan: (params: Params, call: Call) => Result<Plan<M>, ApiFailure>;
}

export const RANKING_PAGE = 100;

export const VOLUME = ({ day }: Candidate): number => day.volume;
export const TURNOVER = ({ day }: Candidate): number => day.turnover;
export const PRICE = ({ day }: Candidate): number => day.lastPrice;
/** 상하한포함: 0 leaves out what stands at a daily limit. */
export const LIMIT_TESTS: Readonly<Record<string, Test>> = { '0': (candidate) => !candidate.isAtLimit };

export function rankingHandler<M>(ranking: Ranking<M>): ApiHandler {
  return forCustomer((params, call) => {
    const start = readStart(call.cursor);
    if (start === null) return err(apiFailure('1517', 'next-key', '연속조회키가 올바르지 않습니다'));
    const plan = ranking.plan(params, call);
    if (!plan.ok) return plan;
    const ranked = rank(ranking, plan.value, params, call);
    const page = ranked.slice(start, start + RANKING_PAGE);
    const { row, skip = 0 } = plan.value;
    const rows = page.map(({ candidate, measure }, place) =>
      row(candidate, measure, skip + start + place + 1),
    );
    const end = start + page.length;
    return ok({ body: { [ranking.list]: rows }, nextCursor: end < ranked.length ? String(end) : null });
  });
}

interface Ranked<M> {
  readonly candidate: Candidate;
  readonly measure: M;
  readonly score: number;
}

function rank<M>(ranking: Ranking<M>, plan: Plan<M>, params: Params, call: Call): readonly Ranked<M>[] {
  const tests = testsOf(ranking, params);
  const scope = scopeOfVenue(params.get('stex_tp'));
  const ranked: Ranked<M>[] = [];
  for (const candidate of candidatesOf(call.world, params.get('mrkt_tp'), scope)) {
    if (!tests.every((passes) => passes(candidate))) continue;
    const measure = plan.measure(candidate);
    if (measure !== null) ranked.push({ candidate, measure, score: plan.score?.(measure, candidate) ?? 0 });
  }
  ranked.sort((a, b) => b.score - a.score);
  const { skip = 0, most = ranked.length } = plan;
  return ranked.slice(skip, skip + most);
}

function testsOf<M>(ranking: Ranking<M>, params: Params): readonly Test[] {
  const tests: Test[] = [];
  const { conditions, credit } = ranking;
  if (conditions !== undefined) tests.push(conditionTest(STOCK_CONDITIONS, params.get(conditions)));
  if (credit !== undefined) tests.push(conditionTest(CREDIT_CONDITIONS, params.get(credit)));
  for (const [field, read] of Object.entries(ranking.bands ?? {})) {
    const band = bandOfLabel(labelOf(ranking.id, field, params.get(field)));
    tests.push((candidate) => isInBand(read(candidate), band));
  }
  for (const [field, byCode] of Object.entries(ranking.tests ?? {})) {
    const test = byCode[params.get(field)];
    if (test !== undefined) tests.push(test);
  }
  return tests;
}

function conditionTest(conditions: typeof STOCK_CONDITIONS, code: string): Test {
  const condition = conditions[code];
  return ({ listing }) => condition?.(listing) ?? true;
}

export function labelOf(id: KiwoomApiId, field: string, code: string): string {
  return kiwoomEndpoint(id).request.find(({ key }) => key === field)?.values?.[code] ?? '';
}

/** A cursor is the number of rows shown. */
export function readStart(cursor: string | null): number | null {
  if (cursor === null) return 0;
  return /^\d{1,6}$/.test(cursor) ? Number(cursor) : null;
}

/** Reads a number of minutes or days from a field. @returns 1517 unless it is at least `least` and at most `most` */
export function readCount(
  params: Params,
  key: string,
  {
    least = 1,
    most,
    absent = least,
  }: { readonly least?: number; readonly most: number; readonly absent?: number },
): Result<number, ApiFailure> {
  const text = params.get(key);
  if (text === '') return ok(absent);
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most
    ? ok(value)
    : err(apiFailure('1517', key, `${least} 이상 ${most} 이하의 숫자가 아닙니다`));
}
