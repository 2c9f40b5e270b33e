import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import { epochMs } from '#shared/domain/time.ts';
import type { MarketEvent } from '../../broker.ts';
import { sessionOf } from '../codes.ts';
import { parseSymbol } from './code.ts';
import type { KstDay } from './kst-stamp.ts';
import { parseTimeOfDay } from './kst-stamp.ts';
import type { RealValues } from './real-values.ts';
import { priceOrNull } from './real-values.ts';

/** Decodes type 0g: the day's band and base price. */
export function decodeReference(symbol: InstrumentSymbol, values: RealValues, day: KstDay): MarketEvent {
  return {
    kind: 'reference',
    symbol,
    upperLimit: priceOrNull(values[305]),
    lowerLimit: priceOrNull(values[306]),
    basePrice: priceOrNull(values[307]),
    eventTime: day.instant(null),
  };
}

/**
 * Decodes type 0s, a venue entering a phase. Returns null for codes that no guide explains: no news.
 *
 * Field 214 is the time left until the phase named by the code begins to trade; it is told before the open only.
 */
export function decodeSession(values: RealValues, day: KstDay): MarketEvent | null {
  const code = values[215];
  const row = typeof code === 'string' ? sessionOf(code.trim()) : null;
  if (row === null || row.phase === null) return null;
  const eventTime = day.instant(values[20]);
  return {
    kind: 'session',
    session: { venue: row.venue, phase: row.phase, endsAt: endOf(values[214], eventTime) },
    eventTime,
  };
}

function endOf(remaining: unknown, from: EpochMs): EpochMs | null {
  const remainingMs = parseTimeOfDay(remaining);
  return remainingMs > 0 ? epochMs(from + remainingMs) : null;
}

/**
 * Decodes type 1h, a volatility interruption that begins or ends.
 *
 * The guide names the fields without their values. Field 9068 says which: "1" or a word with 발동 begins it, "2" or a word
 * with 해제 ends it. Field 1224 is when it ends, 1225 on which reference it was measured (정적 static, 동적 dynamic).
 * @returns null for an unreadable code or instrument
 */
export function decodeVi(values: RealValues, day: KstDay): MarketEvent | null {
  const symbol = parseSymbol(values[9001]);
  const isActive = readViActivity(values[9068]);
  if (symbol === null || isActive === null) return null;
  const kind = readViKind(values[1225]);
  const endsAt = Number.isNaN(parseTimeOfDay(values[1224])) ? null : day.instant(values[1224]);
  const reference = priceOrNull(kind === 'dynamic' ? values[1237] : values[1236]);
  return {
    kind: 'vi',
    symbol,
    vi: {
      isActive,
      kind,
      referencePrice: reference,
      upperTrigger: null,
      lowerTrigger: null,
      endsAt: isActive ? endsAt : null,
    },
    eventTime: day.instant(values[isActive ? 1223 : 1224]),
  };
}

function readViActivity(value: unknown): boolean | null {
  const text = typeof value === 'string' ? value.trim() : '';
  if (text === '1' || text.includes('발동')) return true;
  return text === '2' || text.includes('해제') ? false : null;
}

function readViKind(value: unknown): 'static' | 'dynamic' | null {
  const text = typeof value === 'string' ? value : '';
  if (text.includes('정적')) return 'static';
  return text.includes('동적') ? 'dynamic' : null;
}
