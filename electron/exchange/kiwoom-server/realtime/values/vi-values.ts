import type { ViState } from '#shared/domain/quote.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { ViCase } from '../../../market/interruptions/vi-case.ts';
import type { DayState, Listing } from '../../../world.ts';
import { formatMillions, formatPrice, formatSignedPercent, percentChange } from '../../wording/format.ts';
import { formatTime } from '../../wording/kst-text.ts';
import type { RealtimeValues } from '../hub.ts';

const KIND_TEXT: Readonly<Record<ViCase['kind'], string>> = { static: '정적', dynamic: '동적' };

/** Type 1h VI발동/해제. 9068: 1 begun, 2 ended. @source Kiwoom REST API guide, real-time 1h and its sample message */
export function viValues(
  listing: Listing,
  day: DayState,
  vi: ViState,
  viCase: ViCase,
  at: EpochMs,
): RealtimeValues {
  const { kind, triggerPrice, referencePrice } = viCase;
  const isUp = triggerPrice >= referencePrice;
  const deviation = formatSignedPercent(percentChange(triggerPrice, referencePrice));
  const only = (wanted: ViCase['kind'], text: string, none: string) => (kind === wanted ? text : none);
  return {
    '9001': listing.symbol,
    '302': listing.name,
    '13': String(day.volume),
    '14': formatMillions(day.turnover),
    '9068': vi.isActive ? '1' : '2',
    '9008': listing.market === 'KOSPI' ? '001' : '101',
    '9075': '1',
    '1221': String(triggerPrice),
    '1223': formatTime(viCase.triggeredAt),
    '1224': formatTime(vi.isActive ? vi.endsAt : at),
    '1225': KIND_TEXT[kind],
    '1236': only('static', formatPrice(referencePrice), '0'),
    '1237': only('dynamic', formatPrice(referencePrice), '0'),
    '1238': only('static', deviation, '0.00'),
    '1239': only('dynamic', deviation, '0.00'),
    '1489': formatSignedPercent(percentChange(triggerPrice, day.basePrice)),
    '1490': String(viCase.count),
    '9069': isUp ? '1' : '2',
    '1279': `${isUp ? '+' : '-'}${KIND_TEXT[kind]}`,
  };
}
