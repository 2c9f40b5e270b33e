import type { FundPoint } from '../../market/funds/funds.ts';
import { formatPercent, formatSignedPercent } from './format.ts';
import { createIndexWords, type IndexWords } from './index-words.ts';

/** The NAV and the index of one moment, ready to be worded. NAV is won with two decimals. */
export function fundWords(point: FundPoint) {
  const hundredths = (value: number) => Math.round(value * 100);
  const navs: IndexWords = createIndexWords(hundredths(point.previousNav));
  const levels: IndexWords = createIndexWords(Math.round(point.previousLevel));
  const nav = hundredths(point.nav);
  const level = Math.round(point.level);
  return {
    nav: navs.signed(nav),
    navChange: navs.change(nav),
    navRate: navs.changeRate(nav),
    level: levels.signed(level),
    levelChange: levels.change(level),
    levelRate: levels.changeRate(level),
    levelSign: levels.direction(level),
    premium: formatSignedPercent(point.premium),
    indexGap: formatSignedPercent(point.indexGap),
    trackingError: formatPercent(point.trackingError),
  };
}
