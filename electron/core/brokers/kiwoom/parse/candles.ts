import type { KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import type { Candle, CandleInterval } from '#shared/domain/candle.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Result } from '#shared/domain/result.ts';
import type { EpochMs, KstDate } from '#shared/domain/time.ts';
import { DAY_MS, KST_OFFSET_MS, kstDate, kstInstant } from '#shared/domain/time.ts';
import type { AnswerBody } from '../../../transport/broker-call.ts';

import { FieldReader } from './field-reader.ts';
import { parseDate, parseStamp } from './kst-stamp.ts';

/** Where Kiwoom keeps the bars of an interval. */
export interface ChartSource {
  readonly api: KiwoomApiId;
  readonly list: string;
  /** Ticks or minutes per bar; null where the API has one width only. */
  readonly scope: string | null;
  /** `trde_qty` when left out. */
  readonly volumeKey?: string;
  /** Start of the bar that a row stands for. */
  readonly timeOf: (row: FieldReader) => EpochMs;
}

const stampOf = (row: FieldReader) => row.parsed('cntr_tm', 'time stamp', parseStamp, 0) as EpochMs;
const dateOf = (row: FieldReader) => row.parsed('dt', 'date', parseDate, kstDate('19700101'));

const minutes = (scope: string): ChartSource => ({
  api: 'ka10080',
  list: 'stk_min_pole_chart_qry',
  scope,
  timeOf: stampOf,
});

const days = (api: KiwoomApiId, list: string, start: (date: KstDate) => EpochMs): ChartSource => ({
  api,
  list,
  scope: null,
  timeOf: (row) => start(dateOf(row)),
});

/** A week's row carries one of its trading days; the bar starts on Monday. */
function startOfWeek(date: KstDate): EpochMs {
  const midnight = kstInstant(date, 0);
  const weekday = new Date(midnight + KST_OFFSET_MS).getUTCDay();
  return (midnight - ((weekday + 6) % 7) * DAY_MS) as EpochMs;
}

const startOfMonth = (date: KstDate) => kstInstant(kstDate(`${date.slice(0, 6)}01`), 0);
const startOfYear = (date: KstDate) => kstInstant(kstDate(`${date.slice(0, 4)}0101`), 0);

/** @source Kiwoom REST API guide, 차트 */
export const CHART_SOURCES: Readonly<Record<CandleInterval, ChartSource>> = {
  tick: { api: 'ka10079', list: 'stk_tic_chart_qry', scope: '1', timeOf: stampOf },
  '1m': minutes('1'),
  '3m': minutes('3'),
  '5m': minutes('5'),
  '10m': minutes('10'),
  '15m': minutes('15'),
  '30m': minutes('30'),
  '60m': minutes('60'),
  day: days('ka10081', 'stk_dt_pole_chart_qry', (date) => kstInstant(date, 0)),
  week: days('ka10082', 'stk_stk_pole_chart_qry', startOfWeek),
  month: days('ka10083', 'stk_mth_pole_chart_qry', startOfMonth),
  year: days('ka10094', 'stk_yr_pole_chart_qry', startOfYear),
};

/** Reads a page of bars. Kiwoom sends the newest first; the result is oldest first. */
export function parseCandles(
  body: AnswerBody,
  { list, timeOf, volumeKey = 'trde_qty' }: ChartSource,
): Result<readonly Candle[]> {
  const reader = new FieldReader(body);
  return reader.finish(reader.rows(list, (row) => candleRow(row, timeOf, volumeKey)).reverse());
}

/** On a day without a trade Kiwoom repeats the close and sends zeros for the rest: a flat bar. */
function candleRow(row: FieldReader, timeOf: ChartSource['timeOf'], volumeKey: string): Candle {
  const close = row.price('cur_prc');
  const orClose = (value: Price | null) => value ?? close;
  return {
    time: timeOf(row),
    open: orClose(row.priceOrNull('open_pric')),
    high: orClose(row.priceOrNull('high_pric')),
    low: orClose(row.priceOrNull('low_pric')),
    close,
    volume: row.quantity(volumeKey),
  };
}
