import type { EpochMs } from '#shared/domain/time.ts';
import type { BookView, DayState } from '../../../world.ts';
import { formatSigned } from '../../wording/format.ts';
import { formatTime } from '../../wording/kst-text.ts';
import { createQuoteWords } from '../../wording/quote-words.ts';
import type { RealtimeValues } from '../hub.ts';

/** Type 0H 주식예상체결: what an auction would trade now. The sign of the quantity is the side with more orders waiting. */
export function expectedValues(
  expected: NonNullable<BookView['indicative']>,
  book: BookView,
  day: DayState,
  at: EpochMs,
): RealtimeValues {
  const words = createQuoteWords(day);
  const isSellHeavy = book.totalAsk > book.totalBid;
  return {
    '20': formatTime(at),
    '10': words.signed(expected.price),
    '11': words.change(expected.price),
    '12': words.changeRate(expected.price),
    '15': formatSigned(isSellHeavy ? -expected.quantity : expected.quantity),
    '13': String(day.volume),
    '25': words.direction(expected.price),
  };
}
