import type { Warrant } from '../../../market/warrants/issues.ts';
import type { Warrants } from '../../../market/warrants/warrants.ts';
import { formatPercent, formatSignedPercent } from '../../wording/format.ts';
import { formatTime } from '../../wording/kst-text.ts';
import {
  breakevenRate,
  capitalSupport,
  figureWords,
  gearing,
  parity,
  premium,
  priceWords,
} from '../../wording/warrant-words.ts';
import type { RealtimeValues } from '../hub.ts';

/** Type 0m ELW 이론가. @source Kiwoom REST API guide, real-time 0m */
export function warrantTheoryValues(warrants: Warrants, warrant: Warrant): RealtimeValues {
  const quote = warrants.quote(warrant);
  const words = figureWords(warrants.figures(warrant, quote));
  return {
    '20': formatTime(quote.lastTradeAt),
    '10': priceWords(quote.close, quote.base).price,
    '670': words.theory,
    '671': words.implied,
    '672': words.delta,
    '673': words.gamma,
    '674': words.theta,
    '675': words.vega,
    '676': words.rho,
    '706': words.quoted,
  };
}

/** Type 0u ELW 지표. @source Kiwoom REST API guide, real-time 0u */
export function warrantIndicatorValues(warrants: Warrants, warrant: Warrant): RealtimeValues {
  const quote = warrants.quote(warrant);
  return {
    '20': formatTime(quote.lastTradeAt),
    '666': formatPercent(parity(warrant, quote)),
    '1211': formatPercent(premium(warrant, quote)),
    '667': formatPercent(gearing(warrant, quote)),
    '668': formatSignedPercent(breakevenRate(warrant, quote)),
    '669': formatSignedPercent(capitalSupport(warrant, quote, quote.daysLeft)),
  };
}
