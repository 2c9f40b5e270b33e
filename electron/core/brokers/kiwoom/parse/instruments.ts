import type { Instrument, Market, SecurityKind } from '#shared/domain/instrument.ts';
import type { Result } from '#shared/domain/result.ts';
import type { AnswerBody } from '../../../transport/broker-call.ts';
import { FieldReader } from './field-reader.ts';

/** Lists of ka10099 that the desk asks for, and the market their instruments trade on. */
export const INSTRUMENT_LISTS: readonly { readonly list: string; readonly market: Market }[] = [
  { list: '0', market: 'KOSPI' },
  { list: '10', market: 'KOSDAQ' },
  { list: '8', market: 'KOSPI' },
];

/** `marketCode` of a row. Everything else listed on the two markets trades like a share. */
const KINDS_BY_MARKET_CODE: Readonly<Record<string, SecurityKind>> = { '3': 'elw', '8': 'etf', '60': 'etn' };

const DEFAULT_MARGIN_RATE = 100;

/** Reads one page of ka10099. Rows without a price are new listings without a close yet; they are left out. */
export function parseInstruments(body: AnswerBody, market: Market): Result<readonly Instrument[]> {
  const reader = new FieldReader(body);
  const rows = reader.rows('list', (row) => instrumentRow(row, market));
  return reader.finish(rows.filter((row): row is Instrument => row !== null));
}

function instrumentRow(row: FieldReader, market: Market): Instrument | null {
  const basePrice = row.priceOrNull('lastPrice');
  if (basePrice === null) return null;
  const name = row.requiredText('name');
  const state = `${row.text('state')}|${row.text('auditInfo')}`;
  const kind = kindOf(row.text('marketCode'), name);
  return {
    symbol: row.symbol('code'),
    name,
    market: row.text('marketCode') === '10' ? 'KOSDAQ' : market,
    kind,
    basePrice,
    listedShares: row.integerOrZero('listCount'),
    isNxtEligible: row.text('nxtEnable') === 'Y',
    isHalted: state.includes('거래정지'),
    leverage: kind === 'share' ? 1 : leverageOf(name),
    marginRate: marginRateOf(state),
  };
}

function kindOf(marketCode: string, name: string): SecurityKind {
  const kind = KINDS_BY_MARKET_CODE[marketCode];
  return kind ?? (/\bETN(\(H\))?$/.test(name) ? 'etn' : 'share');
}

/**
 * Reads the multiple of a fund out of its name, the only place where Kiwoom has it: "KODEX 200선물인버스2X" is -2.
 *
 * The words are those that the Korea Exchange's naming rules for leveraged and inverse funds use.
 */
export function leverageOf(name: string): number {
  const factor = /(\d)X/i.exec(name)?.[1];
  const multiple = factor === undefined ? (name.includes('레버리지') ? 2 : 1) : Number(factor);
  return name.includes('인버스') ? -multiple : multiple;
}

/** Reads the cash margin out of a state such as "증거금20%|담보대출|신용가능"; all of it where nothing is said. */
export function marginRateOf(state: string): number {
  const rate = Number(/증거금\s*(\d{1,3})%/.exec(state)?.[1] ?? DEFAULT_MARGIN_RATE);
  return rate > 0 && rate <= 100 ? rate : DEFAULT_MARGIN_RATE;
}
