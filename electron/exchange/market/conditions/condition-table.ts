import type { Reading } from './reading.ts';

/** A ready condition: what an instrument must be, and among those that are, how many with the highest score count. */
export interface Condition {
  /** 조건검색식 일련번호. */
  readonly seq: string;
  readonly name: string;
  readonly meets: (reading: Reading) => boolean;
  readonly top?: { readonly count: number; readonly score: (reading: Reading) => number };
}

const TOP_COUNT = 20;

/**
 * The conditions that this exchange offers in the place of those that a customer makes in the broker's own program.
 *
 * @source usual screening formulas of Korean trading programs (조건검색); thresholds are in the names
 */
export const CONDITIONS: readonly Condition[] = [
  { seq: '0', name: '골든크로스 5/20', meets: crossesUp },
  { seq: '1', name: '신고가 20일', meets: ({ day, past }) => isAtLeast(day.lastPrice, past.highest) },
  { seq: '2', name: '거래량 급증 3배 (5분)', meets: (reading) => isAtLeast(reading.paceOfMinutes(5, 30), 3) },
  {
    seq: '3',
    name: '외국인 5일 순매수 상위 20 상승 중',
    meets: (reading) => reading.changePercent > 0 && reading.past.foreignNetBuying > 0,
    top: { count: TOP_COUNT, score: ({ past }) => past.foreignNetBuying },
  },
  { seq: '4', name: 'VI 발동가 1% 근접', meets: (reading) => reading.isNearInterruption(1) },
  {
    seq: '5',
    name: '갭상승 2% 유지',
    meets: ({ day }) => isAtLeast(day.open, day.basePrice * 1.02) && isAtLeast(day.lastPrice, day.open),
  },
  { seq: '6', name: '장대양봉 3%', meets: hasTallBody },
  { seq: '7', name: '상한가 3% 근접', meets: ({ day }) => day.lastPrice >= day.upperLimit * 0.97 },
  {
    seq: '8',
    name: '이격도 과열 (20일 110 이상)',
    meets: (reading) => isAtLeast(disparity(reading, 20), 110),
  },
  { seq: '9', name: '저PER·고ROE (10배 이하, 10% 이상)', meets: isCheapAndSound },
  { seq: '10', name: '급등주 5% 이상', meets: ({ changePercent }) => changePercent >= 5 },
  {
    seq: '11',
    name: '거래대금 상위 20',
    meets: ({ day }) => day.turnover > 0,
    top: { count: TOP_COUNT, score: ({ day }) => day.turnover },
  },
  { seq: '12', name: '20일 이동평균선 위', meets: (reading) => isAbove(disparity(reading, 20), 100) },
];

/** Whether both are known and the first is not below the second. */
function isAtLeast(value: number | null, least: number | null): boolean {
  return value !== null && least !== null && value >= least;
}

function isAbove(value: number | null, limit: number): boolean {
  return value !== null && value > limit;
}

/** The mean of five days was at or under that of twenty at yesterday's close, and is over it now. */
function crossesUp(reading: Reading): boolean {
  const [shortBefore, longBefore] = [reading.past.averageBefore(5), reading.past.averageBefore(20)];
  const [short, long] = [reading.average(5), reading.average(20)];
  if (shortBefore === null || longBefore === null || short === null || long === null) return false;
  return shortBefore <= longBefore && short > long;
}

/** The last price in percent of the mean of so many days. */
function disparity(reading: Reading, days: number): number | null {
  const average = reading.average(days);
  return average === null ? null : (reading.day.lastPrice / average) * 100;
}

/** A white candle of three percent whose body is most of the day's range. */
function hasTallBody({ day: { open, high, low, lastPrice } }: Reading): boolean {
  if (open === null || high === null || low === null) return false;
  return lastPrice >= open * 1.03 && (lastPrice - open) * 10 >= (high - low) * 6;
}

function isCheapAndSound({ day, past }: Reading): boolean {
  const multiple = past.priceToEarnings(day.lastPrice);
  return multiple !== null && multiple > 0 && multiple <= 10 && isAtLeast(past.returnOnEquity, 10);
}
