import type { DayState } from '../../world.ts';
import {
  formatSigned,
  formatSignedPercent,
  formatSignedPrice,
  directionCode,
  percentChange,
} from './format.ts';

/** The day of an instrument, ready to be worded. */
export interface QuoteWords {
  /** A price with its direction against the base price. */
  signed(price: number | null): string;
  /** 전일대비. */
  change(price: number): string;
  /** 등락율, in percent. */
  changeRate(price: number): string;
  /** 전일대비기호. */
  direction(price: number): string;
}

export function createQuoteWords(day: DayState): QuoteWords {
  const { basePrice } = day;
  return {
    signed: (price) => formatSignedPrice(price, basePrice),
    change: (price) => formatSigned(price - basePrice),
    changeRate: (price) => formatSignedPercent(percentChange(price, basePrice)),
    direction: (price) => directionCode(price, basePrice, day),
  };
}

/** 체결강도: buyer-initiated over seller-initiated volume, in percent; zero while one of them is missing. */
export function executedStrength(day: DayState): number {
  return day.sellVolume === 0 ? 0 : (day.buyVolume / day.sellVolume) * 100;
}

/** 전일거래량대비(비율): today's volume in percent of yesterday's, with the sign of the difference. */
export function volumeRatio(volume: number, previousVolume: number): string {
  if (previousVolume === 0) return '0.00';
  const ratio = (volume / previousVolume) * 100;
  return formatSignedPercent(volume < previousVolume ? -ratio : ratio);
}

/** 거래회전율: volume in percent of the shares listed. */
export function turnoverRate(volume: number, listedShares: number): number {
  return listedShares === 0 ? 0 : (volume / listedShares) * 100;
}
