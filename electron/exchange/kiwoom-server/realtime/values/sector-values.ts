import type { IndexQuote } from '../../../market/indices/index-quote.ts';
import { formatMillions, formatPercent, formatSigned } from '../../wording/format.ts';
import { createIndexWords, formatThousands } from '../../wording/index-words.ts';
import { formatTime } from '../../wording/kst-text.ts';
import type { RealtimeValues } from '../hub.ts';

/**
 * Type 0J 업종지수. Volumes are thousands of shares; that of the moment is the last second in which any traded.
 * @source Kiwoom REST API guide, real-time 0J
 */
export function sectorIndexValues(quote: IndexQuote): RealtimeValues {
  const words = createIndexWords(quote.baseLevel);
  return {
    '20': formatTime(quote.lastTradeAt),
    '10': words.signed(quote.level),
    '11': words.change(quote.level),
    '12': words.changeRate(quote.level),
    '15': formatThousands(quote.lastVolume),
    '13': formatThousands(quote.volume),
    '14': formatMillions(quote.turnover),
    '16': words.signed(quote.open),
    '17': words.signed(quote.high),
    '18': words.signed(quote.low),
    '25': words.direction(quote.level),
    '26': formatSigned(Math.trunc((quote.volume - quote.previousVolume) / 1_000)),
  };
}

/** Type 0U 업종등락: how many members rise and fall. @source Kiwoom REST API guide, real-time 0U */
export function sectorBreadthValues(quote: IndexQuote): RealtimeValues {
  const words = createIndexWords(quote.baseLevel);
  return {
    '20': formatTime(quote.lastTradeAt),
    '252': String(quote.rising),
    '251': String(quote.atUpperLimit),
    '253': String(quote.unchanged),
    '255': String(quote.falling),
    '254': String(quote.atLowerLimit),
    '13': formatThousands(quote.volume),
    '14': formatMillions(quote.turnover),
    '10': words.signed(quote.level),
    '11': words.change(quote.level),
    '12': words.changeRate(quote.level),
    '256': String(quote.traded),
    '257': formatPercent((quote.traded / quote.sector.members.length) * 100),
    '25': words.direction(quote.level),
  };
}
