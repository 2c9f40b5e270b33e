import { createCredit, type Credit } from './credit/credit.ts';
import { createFunds, type Funds } from './funds/funds.ts';
import { createFundamentals, type Fundamentals } from './fundamentals/fundamentals.ts';
import { createPastDays, type PastDays } from './past-days/past-days.ts';
import { createRecentMinutes, type RecentMinutes } from './past-days/recent-minutes.ts';
import { createBookSamples, type BookSamples } from './book-samples/book-samples.ts';
import { createInterruptionLog, type InterruptionLog } from './interruptions/interruption-log.ts';
import { createConditions, type Conditions } from './conditions/conditions.ts';
import { createDayParts, type DayPartsModel } from './day-parts/day-parts.ts';
import { createGoldMarket, type GoldMarket } from './gold/gold-market.ts';
import { createIndices, type Indices } from './indices/indices.ts';
import { createParticipation, type Participation } from './participation/participation.ts';
import { createThemes, type Themes } from './themes/themes.ts';
import { createSubscriptionRights, type SubscriptionRights } from './warrants/subscription-rights.ts';
import { createWarrants, type Warrants } from './warrants/warrants.ts';
import { Turns } from './turns.ts';
import type { World } from '../world.ts';

/** What the exchange knows of its market beyond books and bars. Each part is a pure reading of the world and the seed. */
export interface MarketModels {
  readonly seed: number;
  /** Of the questions that take long when they are first asked. */
  readonly turns: Turns;
  /** Who traded. */
  readonly participation: Participation;
  readonly indices: Indices;
  readonly themes: Themes;
  readonly funds: Funds;
  readonly warrants: Warrants;
  readonly subscriptionRights: SubscriptionRights;
  readonly fundamentals: Fundamentals;
  /** What is lent, borrowed and sold short. */
  readonly credit: Credit;
  readonly pastDays: PastDays;
  readonly recentMinutes: RecentMinutes;
  readonly bookSamples: BookSamples;
  readonly interruptions: InterruptionLog;
  readonly dayParts: DayPartsModel;
  readonly gold: GoldMarket;
  readonly conditions: Conditions;
}

/**
 * Makes every model over one world. Nothing is computed before it is asked for.
 *
 * @param gold   the gold market beside it; one that stands still when left out
 * @param turns  by a clock that goes as fast as the machine's
 */
export function createMarketModels(
  world: World,
  seed: number,
  gold?: GoldMarket,
  turns = new Turns(world.clock),
): MarketModels {
  const indices = createIndices(world, turns);
  const participation = createParticipation(world, seed, turns);
  const fundamentals = createFundamentals(world, seed);
  const pastDays = createPastDays(world, turns);
  const recentMinutes = createRecentMinutes(world, turns);
  return {
    seed,
    turns,
    participation,
    indices,
    themes: createThemes(world),
    funds: createFunds(world, indices, turns),
    warrants: createWarrants(world, indices, seed, turns),
    subscriptionRights: createSubscriptionRights(world, seed, turns),
    fundamentals,
    credit: createCredit(world, seed, turns),
    pastDays,
    recentMinutes,
    bookSamples: createBookSamples(world),
    interruptions: createInterruptionLog(world),
    dayParts: createDayParts(world, seed),
    gold: gold ?? createGoldMarket({ clock: world.clock, seed }),
    conditions: createConditions({ world, pastDays, fundamentals, participation, recentMinutes }),
  };
}
