import type { ApiRecord } from '#shared/contract/api.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';

/** Keys that hold an instrument's code, the likeliest first. */
const CODE_KEYS = ['stk_cd', 'stk_cd_1', 'code', 'pdno', '9001'];

/** Returns the instrument a row is about: without the A in front and without the exchange behind. */
export function rowInstrument(row: ApiRecord): InstrumentSymbol | null {
  for (const key of CODE_KEYS) {
    const symbol = symbolOfCode(row[key]);
    if (symbol !== null) return symbol;
  }
  return null;
}

/** `A005930`, `005930_NX` and `005930_AL` are 005930. Sector codes and the like are no instruments. */
export function symbolOfCode(code: unknown): InstrumentSymbol | null {
  if (typeof code !== 'string') return null;
  const [, symbol] = /^[AJ]?(\d[0-9A-Z]{5})(?:_(?:NX|AL))?$/.exec(code.trim()) ?? [];
  return symbol ?? null;
}
