import type { MarketModels } from '../../../market/market-models.ts';
import { LEADERS, membersToday } from '../../handlers/participation/member-words.ts';
import { formatSigned } from '../../wording/format.ts';
import type { ScopedListing } from '../../wording/symbol-code.ts';
import type { RealtimeValues } from '../hub.ts';

/** 거래소구분 (FID 337). */
const VENUE_WORDS = { KRX: 'KRX', NXT: 'NXT', ALL: '통합' } as const;

/** First FIDs of each group of five. @source Kiwoom REST API guide, real-time 0F */
const FIDS = {
  sell: { name: 141, quantity: 161, change: 166, code: 146, colour: 271, turn: -1 },
  buy: { name: 151, quantity: 171, change: 176, code: 156, colour: 281, turn: 1 },
} as const;

/** Colours that the broker's own screen paints names in: foreign houses stand out. */
const colourOf = (isForeign: boolean | undefined) => (isForeign === undefined ? '' : isForeign ? '1' : '0');

/** Type 0F 주식당일거래원: who has bought and sold most of an instrument today. */
export function memberValues(market: MarketModels, { listing, scope }: ScopedListing): RealtimeValues {
  const { buyers, sellers, foreign } = membersToday({ market }, listing.symbol, scope);
  const values: Record<string, string> = {};
  for (let rank = 0; rank < LEADERS; rank += 1) {
    for (const [fids, members] of [
      [FIDS.sell, sellers],
      [FIDS.buy, buyers],
    ] as const) {
      const member = members[rank];
      values[fids.name + rank] = member?.name ?? '';
      values[fids.quantity + rank] = formatSigned(fids.turn * (member?.quantity ?? 0));
      values[fids.change + rank] = formatSigned(fids.turn * (member?.change ?? 0));
      values[fids.code + rank] = member?.code ?? '';
      values[fids.colour + rank] = colourOf(member?.isForeign);
    }
  }
  return {
    ...values,
    '261': formatSigned(-foreign.sold),
    '262': formatSigned(-foreign.soldChange),
    '263': formatSigned(foreign.bought),
    '264': formatSigned(foreign.boughtChange),
    '267': formatSigned(foreign.bought - foreign.sold),
    '268': formatSigned(foreign.boughtChange - foreign.soldChange),
    '337': VENUE_WORDS[scope],
  };
}
