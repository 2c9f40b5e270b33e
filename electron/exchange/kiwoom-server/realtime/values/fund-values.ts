import type { MarketModels } from '../../../market/market-models.ts';
import type { Listing, World } from '../../../world.ts';
import { fundWords } from '../../wording/fund-words.ts';
import { formatTime } from '../../wording/kst-text.ts';
import { createQuoteWords } from '../../wording/quote-words.ts';
import type { RealtimeValues } from '../hub.ts';

/** Type 0G ETF NAV. A fund has no gearing or breakeven: those are an ELW's. @source Kiwoom REST API guide, real-time 0G */
export function fundValues(world: World, market: MarketModels, listing: Listing): RealtimeValues {
  const day = world.day(listing.symbol, 'KRX');
  const quote = createQuoteWords(day);
  const words = fundWords(market.funds.now(listing));
  return {
    '36': words.nav,
    '37': words.navChange,
    '38': words.navRate,
    '39': words.trackingError,
    '20': formatTime(day.lastTradeAt),
    '10': quote.signed(day.lastPrice),
    '11': quote.change(day.lastPrice),
    '12': quote.changeRate(day.lastPrice),
    '13': String(day.volume),
    '25': quote.direction(day.lastPrice),
    '667': '0.00',
    '668': '0.00',
    '669': '0.00',
    '265': words.indexGap,
    '266': words.premium,
  };
}
