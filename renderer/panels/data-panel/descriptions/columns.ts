import type { KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import { kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';
import type { ColumnChoice } from '#renderer/panels/api-data/grid-columns.ts';
import type { ChartDescription, LiveDescription, SummaryChoice } from '../description.ts';
import { FIELD_WORDS } from './field-words.ts';

/** Returns columns of fields, separated by blanks, in the desk's words (`field-words.ts`). */
export function columns(keys: string): readonly ColumnChoice[] {
  return keys.split(' ').map((key) => {
    const { ko, en, width, flex, as } = FIELD_WORDS[key] ?? {};
    return {
      key,
      header: { ...(ko !== undefined && { ko }), ...(en !== undefined && { en }) },
      ...(width !== undefined && { width }),
      ...(flex !== undefined && { flex }),
      ...(as !== undefined && { as }),
    };
  });
}

/** Returns figures of the top level, as `columns` does those of rows. */
export function figures(keys: string): readonly SummaryChoice[] {
  return columns(keys).map(({ key, header, as }) => ({
    key,
    as: { ...(header !== undefined && { header }), ...as },
  }));
}

/** Which field of an answer a value of 0B replaces; where there are several names, the first that the API has. */
const TRADE_VALUES: Readonly<Record<string, readonly string[]>> = {
  '10': ['cur_prc'],
  '11': ['pred_pre'],
  '12': ['flu_rt'],
  '25': ['pred_pre_sig', 'pre_sig', 'flu_sig'],
  '27': ['sel_bid'],
  '28': ['buy_bid'],
};

/**
 * Returns the trades (0B) of the instruments in the rows of an API.
 * @param volume  field with the day's volume; absent: what the rows say of volume is of another time
 */
export function liveTrades(api: KiwoomApiId, volume?: string): readonly LiveDescription[] {
  const keys = new Set(kiwoomEndpoint(api).response.map(({ key }) => key));
  const values = Object.entries(TRADE_VALUES).flatMap(([fid, names]) => {
    const key = names.find((name) => keys.has(name));
    return key === undefined ? [] : [[fid, key] as const];
  });
  return [
    {
      type: '0B',
      itemKey: 'stk_cd',
      values: { ...Object.fromEntries(values), ...(volume !== undefined && { '13': volume }) },
    },
  ];
}

/** Returns a chart of one line over bars of volume. */
export function priceChart(timeKey: string, price = 'cur_prc', volume = 'trde_qty'): ChartDescription {
  return {
    timeKey,
    series: [
      { key: volume, style: 'bars', isLeft: true },
      { key: price, style: 'line' },
    ],
  };
}

/** Returns a chart of lines on one scale. */
export function lines(timeKey: string, keys: string): ChartDescription {
  return { timeKey, series: keys.split(' ').map((key) => ({ key, style: 'line' as const })) };
}
