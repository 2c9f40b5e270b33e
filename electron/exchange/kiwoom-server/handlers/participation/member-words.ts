import { err, ok, type Result } from '#shared/domain/result.ts';
import { foreignFirmPlaces, MEMBER_FIRMS, memberPlaces } from '../../../market/participation/member-firms.ts';
import type { MinuteSplit } from '../../../market/participation/party-model.ts';
import { tradedBy, type Split } from '../../../market/participation/split.ts';
import type { BookScope } from '../../../world.ts';
import { apiFailure, type ApiFailure } from '../../rest/api-failure.ts';
import { formatTime } from '../../wording/kst-text.ts';
import type { Call } from '../handler.ts';

/** A member among those that traded most on one side of an instrument. */
export interface LeadingMember {
  readonly place: number;
  readonly code: string;
  readonly name: string;
  readonly isForeign: boolean;
  readonly quantity: number;
}

export type MemberSide = 'buy' | 'sell';

/** How many members are shown on each side. */
export const LEADERS = 5;

/** The members that traded most on a side, most first. */
export function leadersOf(split: Split, side: MemberSide, count = LEADERS): readonly LeadingMember[] {
  const quantities = side === 'buy' ? split.buyQuantity : split.sellQuantity;
  return MEMBER_FIRMS.map(({ code, name, isForeign }, place) => ({
    place,
    code,
    name,
    isForeign,
    quantity: quantities[place] ?? 0,
  }))
    .filter(({ quantity }) => quantity > 0)
    .sort((a, b) => b.quantity - a.quantity)
    .slice(0, count);
}

/** Returns the places of a `mmcm_cd`; 888 is every foreign house. @returns 1517 for a code that no member has */
export function readMember(code: string): Result<readonly number[], ApiFailure> {
  const places = memberPlaces(code);
  return places === null ? err(apiFailure('1517', 'mmcm_cd', '회원사 코드가 아닙니다')) : ok(places);
}

/** Both sides of one instrument's members today: the leaders, how they changed in the running minute, and the foreign houses. */
export function membersToday(call: Pick<Call, 'market'>, symbol: string, scope: BookScope) {
  const { members } = call.market.participation;
  const now = members.today(symbol, scope);
  const before = members.untilLastMinute(symbol, scope);
  const foreign = { now: tradedBy(now, foreignFirmPlaces()), before: tradedBy(before, foreignFirmPlaces()) };
  const leaders = (side: MemberSide) =>
    leadersOf(now, side).map((leader) => {
      const past = (side === 'buy' ? before.buyQuantity : before.sellQuantity)[leader.place] ?? 0;
      return { ...leader, change: leader.quantity - past };
    });
  return {
    buyers: leaders('buy'),
    sellers: leaders('sell'),
    foreign: {
      bought: foreign.now.buyQuantity,
      boughtChange: foreign.now.buyQuantity - foreign.before.buyQuantity,
      sold: foreign.now.sellQuantity,
      soldChange: foreign.now.sellQuantity - foreign.before.sellQuantity,
    },
  };
}

/** A member that fell out of the leaders of a side, when, and what it had traded by then. */
export interface Departure {
  readonly name: string;
  readonly quantity: number;
  readonly at: string;
}

/** Members that left the leaders of a side today and are still outside, latest first. */
export function departuresOf(minutes: readonly MinuteSplit[], side: MemberSide): readonly Departure[] {
  const departures = new Map<number, Departure>();
  let before: readonly LeadingMember[] = [];
  for (const { bar, soFar } of minutes) {
    const leaders = leadersOf(soFar, side);
    const places = new Set(leaders.map(({ place }) => place));
    const quantities = side === 'buy' ? soFar.buyQuantity : soFar.sellQuantity;
    for (const { place } of leaders) departures.delete(place);
    for (const { place, name } of before) {
      if (places.has(place)) continue;
      departures.set(place, { name, quantity: quantities[place] ?? 0, at: formatTime(bar.time) });
    }
    before = leaders;
  }
  return [...departures.values()].sort((a, b) => (a.at < b.at ? 1 : -1));
}
