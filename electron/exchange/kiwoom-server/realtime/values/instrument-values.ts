import type { ViState } from '#shared/domain/quote.ts';
import type { DayState, Listing } from '../../../world.ts';
import { formatPrice } from '../../wording/format.ts';
import { createQuoteWords } from '../../wording/quote-words.ts';
import type { RealtimeValues } from '../hub.ts';

const VI_TEXT: Readonly<Record<'static' | 'dynamic', string>> = { static: '정적VI', dynamic: '동적VI' };

/** Type 0g 주식종목정보: limits, base and whether trading is being held up. @source Kiwoom REST API guide, real-time 0g */
export function instrumentValues(listing: Listing, day: DayState, vi: ViState): RealtimeValues {
  const { signed } = createQuoteWords(day);
  return {
    '297': vi.isActive && vi.kind !== null ? VI_TEXT[vi.kind] : '',
    '592': '',
    '593': '',
    '305': signed(day.upperLimit),
    '306': signed(day.lowerLimit),
    '307': formatPrice(day.basePrice),
    '689': '',
    '594': '',
    '382': `${listing.marginRate}%`,
    '370': listing.isHalted ? '거래정지' : '',
  };
}
