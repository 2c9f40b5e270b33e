import { directionCode, formatPercent, formatSigned, formatSignedPercent, percentChange } from './format.ts';

/** Levels of an index, which are hundredths of a point, ready to be worded. */
export interface IndexWords {
  /** In points, with the direction against the base as its sign: `-2393.33`; `0.00` for none. */
  signed(level: number | null): string;
  /** 전일대비, in points: `-3.22`. */
  change(level: number): string;
  /** 등락률, in percent. */
  changeRate(level: number): string;
  direction(level: number): string;
}

/** @param baseLevel  close of the day before */
export function createIndexWords(baseLevel: number): IndexWords {
  return {
    signed(level) {
      if (level === null) return '0.00';
      const sign = level > baseLevel ? '+' : level < baseLevel ? '-' : '';
      return sign + formatLevel(level);
    },
    change: (level) => signedPoints(level - baseLevel),
    changeRate: (level) => formatSignedPercent(percentChange(level, baseLevel)),
    direction: (level) => directionCode(level, baseLevel),
  };
}

/** Returns a level in points: `2393.33`. */
export function formatLevel(level: number): string {
  return formatPercent(level / 100);
}

/** Returns shares as whole thousands (천주), cut off. */
export function formatThousands(shares: number): string {
  return String(Math.trunc(shares / 1_000));
}

function signedPoints(hundredths: number): string {
  return hundredths === 0
    ? '0.00'
    : `${formatSigned(hundredths).charAt(0)}${formatLevel(Math.abs(hundredths))}`;
}
