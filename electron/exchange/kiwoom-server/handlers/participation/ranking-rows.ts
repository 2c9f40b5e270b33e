import { ok, type Result } from '#shared/domain/result.ts';
import type { ApiFailure } from '../../rest/api-failure.ts';
import type { Call, Params, Reply } from '../handler.ts';
import { candidatesOf, type Candidate } from '../rankings/candidate.ts';
import { pageOfRows } from './row-page.ts';
import { scopeOfVenue } from '../../wording/symbol-code.ts';

/** An instrument in a ranking, with what is known of it. */
export interface Ranked<M> {
  readonly candidate: Candidate;
  readonly measure: M;
}

/** Measures every instrument of a market and sorts them, highest score first; a measure of null leaves one out. */
export function rankAll<M>(
  call: Call,
  market: string,
  venue: string,
  measure: (candidate: Candidate) => M | null,
  score: (measure: M) => number,
): readonly Ranked<M>[] {
  return candidatesOf(call.world, market, scopeOfVenue(venue))
    .flatMap((candidate) => {
      const known = measure(candidate);
      return known === null ? [] : [{ candidate, measure: known }];
    })
    .sort((a, b) => score(b.measure) - score(a.measure));
}

/** Answers one page of a ranking. */
export function rankingReply<M>(
  call: Call,
  list: string,
  ranked: readonly Ranked<M>[],
  row: (ranked: Ranked<M>, rank: number) => Readonly<Record<string, string>>,
): Result<Reply, ApiFailure> {
  const page = pageOfRows(ranked, call.cursor);
  if (!page.ok) return page;
  const { rows, start, nextCursor } = page.value;
  return ok({ body: { [list]: rows.map((each, place) => row(each, start + place + 1)) }, nextCursor });
}

export function venueOf(params: Params): string {
  return params.get('stex_tp');
}

/** 현재가, 대비, 대비기호 and 등락율 of an instrument now. */
export function quoteWords({ day, words }: Candidate) {
  return {
    price: words.signed(day.lastPrice),
    change: words.change(day.lastPrice),
    sign: words.direction(day.lastPrice),
    rate: words.changeRate(day.lastPrice),
    volume: String(day.volume),
  };
}
