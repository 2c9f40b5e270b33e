import { money } from '#shared/domain/money.ts';
import type { DayState, Listing, Print, World } from '../../../world.ts';
import { estimateCosts } from '../../accounts/valuation.ts';
import { formatHundredMillions, formatMillions, formatPercent, formatSigned } from '../../wording/format.ts';
import { formatTime } from '../../wording/kst-text.ts';
import { VENUE_CODE } from '../../wording/order-words.ts';
import { createQuoteWords, turnoverRate, volumeRatio } from '../../wording/quote-words.ts';
import type { DayMarks } from '../day-marks.ts';
import type { RealtimeValues } from '../hub.ts';
import { marketPhaseCode } from './market-phase.ts';

export interface TradeReading {
  readonly listing: Listing;
  readonly print: Print;
  readonly day: DayState;
  readonly bestAsk: number | null;
  readonly bestBid: number | null;
  readonly marks: DayMarks;
  /** Won traded on the day before; null when there was none. */
  readonly previousTurnover: number | null;
}

/**
 * Type 0B 주식체결. `''` is "no value": 851, 1497, 1498, 732 and 852 are figures of products this market has not.
 * @source Kiwoom REST API guide, real-time 0B
 */
export function tradeValues(world: World, reading: TradeReading): RealtimeValues {
  const { listing, print, day, marks } = reading;
  const words = createQuoteWords(day);
  const { volume, turnover } = marks;
  const traded = print.price * print.quantity;
  const isSale = print.aggressor === 'sell';
  const { buyVolume, sellVolume, previousVolume } = day;
  const aggressive = buyVolume + sellVolume;
  const costs = estimateCosts(world, listing, 'sell', money(print.price));
  return {
    '20': formatTime(print.at),
    '10': words.signed(print.price),
    '11': words.change(print.price),
    '12': words.changeRate(print.price),
    '27': words.signed(reading.bestAsk),
    '28': words.signed(reading.bestBid),
    '15': formatSigned(isSale ? -print.quantity : print.quantity),
    '13': String(volume),
    '14': formatMillions(turnover),
    '16': words.signed(day.open),
    '17': words.signed(day.high),
    '18': words.signed(day.low),
    '25': words.direction(print.price),
    '26': formatSigned(volume - previousVolume),
    '29': reading.previousTurnover === null ? '' : formatSigned(turnover - reading.previousTurnover),
    '30': volumeRatio(volume, previousVolume),
    '31': formatPercent(turnoverRate(volume, listing.listedShares)),
    '32': String(costs.commission + costs.tax),
    '228': formatPercent(sellVolume === 0 ? 0 : (buyVolume / sellVolume) * 100),
    '311': formatHundredMillions(listing.listedShares * print.price),
    '290': marketPhaseCode(world.session(print.venue).phase),
    '691': '0',
    '567': formatTime(marks.upperLimitAt),
    '568': formatTime(marks.lowerLimitAt),
    '851': '',
    '1890': formatTime(marks.openAt),
    '1891': formatTime(marks.highAt),
    '1892': formatTime(marks.lowAt),
    '1030': String(sellVolume),
    '1031': String(buyVolume),
    '1032': formatPercent(aggressive === 0 ? 0 : (buyVolume / aggressive) * 100),
    '1071': String(marks.sellCount),
    '1072': String(marks.buyCount),
    '1313': String(Math.round(traded / 1_000_000)),
    '1315': String(isSale ? print.quantity : 0),
    '1316': String(print.aggressor === 'buy' ? print.quantity : 0),
    '1314': String(buyVolume - sellVolume),
    '1497': '',
    '1498': '',
    '620': String(volume === 0 ? 0 : Math.round(turnover / volume)),
    '732': '',
    '852': '',
    '9081': VENUE_CODE[print.venue],
  };
}
