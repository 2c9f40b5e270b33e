import type { KstDate } from '#shared/domain/time.ts';
import type { World } from '../../world.ts';
import { tradingDayBefore } from '../history/trading-days.ts';
import { DayReader } from './day-reader.ts';
import { createForeignHoldings, type ForeignHoldings } from './foreign-holdings.ts';
import { INVESTOR_KINDS } from './investor-kinds.ts';
import { fillInvestorShares, investorTraits, type InvestorTraits, type Stretch } from './investor-shares.ts';
import { MEMBER_FIRMS } from './member-firms.ts';
import {
  fillMemberShares,
  fillProgrammeShares,
  memberTraits,
  PROGRAMME_COUNT,
  type MemberTraits,
} from './party-shares.ts';
import { createPartyModel, type PartyModel } from './party-model.ts';
import { emptyShares } from './split.ts';
import { NO_TURNS, type Turns } from '../turns.ts';

/**
 * Who traded: every bar of every instrument divided by investor kind, by member firm and by programme.
 *
 * Each division gives out all of a bar, on both sides: the parts add up to its volume and turnover. Both venues together are the sum of
 * the venues.
 */
export interface Participation {
  /** Places are those of `INVESTOR_KINDS`. */
  readonly investors: PartyModel;
  /** Places are those of `MEMBER_FIRMS`. */
  readonly members: PartyModel;
  /** Places are `PROGRAMME_PLACES`. */
  readonly programmes: PartyModel;
  readonly foreignHoldings: ForeignHoldings;
  tradingDayBefore(date: KstDate): KstDate;
  /** Closes on KRX from `from` to `to`, newest first; of today the last price. */
  closes(symbol: string, from: KstDate, to: KstDate): readonly number[];
}

export function createParticipation(
  world: World,
  seed: number,
  turns: Pick<Turns, 'beforePiece'> = NO_TURNS,
): Participation {
  const reader = new DayReader(world, turns);
  const traits = new Map<string, InvestorTraits>();
  const memberTraitsOf = new Map<string, MemberTraits>();
  const scratch = emptyShares(INVESTOR_KINDS.length);

  const traitsOf = (symbol: string): InvestorTraits => {
    let found = traits.get(symbol);
    if (found === undefined) {
      const listing = world.listing(symbol);
      if (listing === null) throw new RangeError(`there is no instrument ${symbol}`);
      found = investorTraits(seed, listing);
      traits.set(symbol, found);
    }
    return found;
  };
  const membersOf = (symbol: string): MemberTraits => {
    const found = memberTraitsOf.get(symbol) ?? memberTraits(seed, traitsOf(symbol).listing);
    memberTraitsOf.set(symbol, found);
    return found;
  };
  const investorsIn = (symbol: string, stretch: Stretch) => {
    fillInvestorShares(traitsOf(symbol), stretch, scratch);
    return scratch;
  };

  const investors = createPartyModel({
    world,
    reader,
    turns,
    count: INVESTOR_KINDS.length,
    shares: (symbol, stretch, shares) => fillInvestorShares(traitsOf(symbol), stretch, shares),
  });
  return {
    investors,
    members: createPartyModel({
      world,
      reader,
      turns,
      count: MEMBER_FIRMS.length,
      shares: (symbol, stretch, shares) =>
        fillMemberShares(membersOf(symbol), stretch, investorsIn(symbol, stretch), shares),
    }),
    programmes: createPartyModel({
      world,
      reader,
      turns,
      count: PROGRAMME_COUNT,
      keepsMarketMinutes: true,
      shares: (symbol, stretch, shares) =>
        fillProgrammeShares(traitsOf(symbol), stretch, investorsIn(symbol, stretch), shares),
    }),
    foreignHoldings: createForeignHoldings(world, seed, investors, turns),
    tradingDayBefore,
    closes(symbol, from, to) {
      const past = reader.between(symbol, 'KRX', from, to).map(({ close }) => close);
      const today = world.tradingDate();
      return from <= today && to >= today ? [world.day(symbol, 'KRX').lastPrice, ...past] : past;
    },
  };
}
