import type { MarketModels } from '../../../market/market-models.ts';
import { minus, netAmount, netQuantity } from '../../../market/participation/split.ts';
import type { World } from '../../../world.ts';
import { inMillions } from '../../handlers/participation/amounts.ts';
import { programmeOf } from '../../handlers/participation/programme-words.ts';
import { formatSigned } from '../../wording/format.ts';
import { formatTime } from '../../wording/kst-text.ts';
import { createQuoteWords } from '../../wording/quote-words.ts';
import type { ScopedListing } from '../../wording/symbol-code.ts';
import type { RealtimeValues } from '../hub.ts';
import { marketStateCode, marketStateValues } from './market-phase.ts';

/** Type 0w 종목프로그램매매: today's programme trading of an instrument, and how it changed in the running minute. */
export function programmeValues(
  world: World,
  market: MarketModels,
  { listing, scope }: ScopedListing,
): RealtimeValues {
  const { programmes } = market.participation;
  const day = world.day(listing.symbol, scope);
  const words = createQuoteWords(day);
  const now = programmeOf(programmes.today(listing.symbol, scope));
  const change = minus(now, programmeOf(programmes.untilLastMinute(listing.symbol, scope)));
  const session = world.session(scope === 'NXT' ? 'NXT' : 'KRX');
  const state = marketStateValues(marketStateCode(session, null) ?? '', session, world.clock.now());
  return {
    '20': formatTime(day.lastTradeAt),
    '10': words.signed(day.lastPrice),
    '25': words.direction(day.lastPrice),
    '11': words.change(day.lastPrice),
    '12': words.changeRate(day.lastPrice),
    '13': String(day.volume),
    '202': String(now.sellQuantity),
    '204': String(inMillions(now.sellAmount)),
    '206': String(now.buyQuantity),
    '208': String(inMillions(now.buyAmount)),
    '210': formatSigned(netQuantity(now)),
    '211': formatSigned(netQuantity(change)),
    '212': formatSigned(inMillions(netAmount(now))),
    '213': formatSigned(inMillions(netAmount(change))),
    // Before the open this counts down; a row that changes every second for that alone would flood the socket.
    '214': state['214'] ?? '000000',
    '215': state['215'] ?? '',
    '216': '',
  };
}
