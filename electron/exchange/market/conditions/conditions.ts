import type { KstDate } from '#shared/domain/time.ts';
import type { BookScope, Listing, World } from '../../world.ts';
import type { RecentMinutes } from '../past-days/recent-minutes.ts';
import { CONDITIONS, type Condition } from './condition-table.ts';
import { DailyFacts, type FactSource } from './daily-facts.ts';
import { Reading } from './reading.ts';

/** The market at one moment, as conditions see it: each instrument is read once, whatever is asked about it. */
export interface Survey {
  /** Instruments that meet a condition, in the order of the listings. */
  members(condition: Condition): readonly Listing[];
}

export interface Conditions {
  readonly all: readonly Condition[];
  find(seq: string): Condition | null;
  survey(scope: BookScope): Survey;
  /** Works out beforehand what the past of a few more instruments says. @returns false when nothing is left to do today */
  prepare(): boolean;
}

export interface ConditionSource extends FactSource {
  readonly recentMinutes: RecentMinutes;
}

/** Instruments at a time, so that the market is not held up. */
const PREPARED_AT_ONCE = 4;

/** Makes the condition search over the instruments that trade in the books; what rests on past days is kept for the day. */
export function createConditions(source: ConditionSource): Conditions {
  const { world } = source;
  const bySeq = new Map(CONDITIONS.map((condition) => [condition.seq, condition]));
  const facts = new Map<string, DailyFacts>();
  let date: KstDate | null = null;
  let unprepared: Listing[] = [];

  const startDay = () => {
    if (date === world.tradingDate()) return;
    date = world.tradingDate();
    facts.clear();
    unprepared = searchedListings(world, 'ALL').toReversed();
  };
  const factsOf = (listing: Listing, scope: BookScope): DailyFacts => {
    const key = `${listing.symbol}/${scope}`;
    const known = facts.get(key) ?? new DailyFacts(source, listing, scope);
    facts.set(key, known);
    return known;
  };
  const minuteVolumes = (symbol: string, scope: BookScope, count: number) =>
    source.recentMinutes.of(symbol, scope, count).map(({ volume }) => volume);

  return {
    all: CONDITIONS,
    find: (seq) => bySeq.get(seq) ?? null,
    survey(scope) {
      startDay();
      let readings: readonly Reading[] | null = null;
      const read = () =>
        (readings ??= searchedListings(world, scope).map(
          (listing) => new Reading(world, listing, scope, factsOf(listing, scope), minuteVolumes),
        ));
      return { members: (condition) => select(read(), condition).map(({ listing }) => listing) };
    },
    prepare() {
      startDay();
      for (let count = 0; count < PREPARED_AT_ONCE; count += 1) {
        const listing = unprepared.pop();
        if (listing === undefined) return false;
        for (const scope of ['KRX', 'ALL'] as const) void factsOf(listing, scope).highest;
        void factsOf(listing, 'KRX').foreignNetBuying;
      }
      return true;
    },
  };
}

function searchedListings(world: World, scope: BookScope): readonly Listing[] {
  return world.listings.filter(
    ({ kind, isNxtEligible }) => kind !== 'gold' && (scope !== 'NXT' || isNxtEligible),
  );
}

/** Those that meet a condition; of one that ranks, the first by score, told in the order of the listings again. */
function select(readings: readonly Reading[], { meets, top }: Condition): readonly Reading[] {
  const met = readings.filter(meets);
  if (top === undefined || met.length <= top.count) return met;
  const chosen = new Set(met.toSorted((a, b) => top.score(b) - top.score(a)).slice(0, top.count));
  return met.filter((reading) => chosen.has(reading));
}
