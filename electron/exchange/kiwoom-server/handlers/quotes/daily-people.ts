import type { KstDate } from '#shared/domain/time.ts';
import { INSTITUTION_GROUP, PLACE_OF_KIND } from '../../../market/participation/investor-kinds.ts';
import { MEMBER_FIRMS } from '../../../market/participation/member-firms.ts';
import { PROGRAMMES } from '../../../market/participation/party-shares.ts';
import type { PartyModel } from '../../../market/participation/party-model.ts';
import type { Split } from '../../../market/participation/split.ts';
import type { ScopedListing } from '../../wording/symbol-code.ts';
import type { Call } from '../handler.ts';

/** Net buying in shares and in won. */
export interface Net {
  readonly quantity: number;
  readonly amount: number;
}

/** Who bought net on a day. */
export interface DayPeople {
  readonly individuals: Net;
  readonly institutions: Net;
  readonly foreigners: Net;
  /** Through the members that foreign houses own (외국계). */
  readonly foreignFirms: Net;
  readonly programmes: Net;
  /** Shares that foreigners hold at the day's end, and in percent of all. */
  readonly held: number;
  readonly heldPercent: number;
  /** What they hold in percent of what they may. */
  readonly limitPercent: number;
}

const NOBODY: Net = { quantity: 0, amount: 0 };
const FOREIGN_FIRMS = MEMBER_FIRMS.flatMap(({ isForeign }, place) => (isForeign ? [place] : []));

/** Returns who traded on each day from `from` to `to`. Holdings count both exchanges, the rest the one asked for. */
export function peopleOfDays(
  call: Call,
  { listing, scope }: ScopedListing,
  from: KstDate,
  to: KstDate,
): (date: KstDate) => DayPeople {
  const { investors, members, programmes, foreignHoldings } = call.market.participation;
  const { symbol, listedShares } = listing;
  const splits = (model: PartyModel) =>
    new Map(model.days(symbol, scope, from, to).map(({ date, split }) => [date, split]));
  const byInvestor = splits(investors);
  const byMember = splits(members);
  const byProgramme = splits(programmes);
  const holdings = new Map(foreignHoldings.days(symbol, from, to).map(({ date, held }) => [date, held]));
  const limit = foreignHoldings.limit(symbol);
  return (date) => {
    const held = holdings.get(date) ?? 0;
    return {
      individuals: netOf(byInvestor.get(date), [PLACE_OF_KIND.individual]),
      institutions: netOf(byInvestor.get(date), INSTITUTION_GROUP),
      foreigners: netOf(byInvestor.get(date), [PLACE_OF_KIND.foreigner]),
      foreignFirms: netOf(byMember.get(date), FOREIGN_FIRMS),
      programmes: netOf(byProgramme.get(date), PROGRAMMES),
      held,
      heldPercent: (held / listedShares) * 100,
      limitPercent: (held / limit) * 100,
    };
  };
}

function netOf(split: Split | undefined, places: readonly number[]): Net {
  if (split === undefined) return NOBODY;
  const sum = (column: Float64Array) => places.reduce((total, place) => total + (column[place] ?? 0), 0);
  return {
    quantity: sum(split.buyQuantity) - sum(split.sellQuantity),
    amount: sum(split.buyAmount) - sum(split.sellAmount),
  };
}
