import type { TFunction } from 'i18next';
import type { Instrument } from '#shared/domain/instrument.ts';
import { epochMs } from '#shared/domain/time.ts';
import type { TradingSession } from '#shared/domain/trading-session.ts';
import type { Venue } from '#shared/domain/venue.ts';
import { formatTime } from '#renderer/format/time.ts';
import { deskNow } from '#renderer/stores/connection-store.ts';
import type { TypeChoice } from '../order-choices.ts';
import type { SessionHint } from '../session-hints.ts';
import { sessionHint } from '../session-hints.ts';

/** `· 15:30부터`, or why not: `· 오늘 마감`. Empty for what is allowed now. */
export function hintText(hint: SessionHint | null, t: TFunction<'order-entry'>): string {
  if (hint === null) return '';
  if (hint.allowedAt === null) return t(`hint.${hint.reason}`);
  return t('hint.until', { time: formatTime(hint.allowedAt).slice(0, 5) });
}

/** Says when a venue that takes nothing now takes the first of its kinds of order again. */
export function closedHint(
  choices: readonly TypeChoice[],
  venue: Venue,
  instrument: Instrument,
  sessions: readonly TradingSession[],
  t: TFunction<'order-entry'>,
): string {
  const now = epochMs(deskNow());
  const hints = choices.flatMap(({ type, timeInForce }) => {
    const hint = sessionHint({ venue, type, timeInForce }, instrument, sessions, now);
    return hint === null ? [] : [hint];
  });
  const earliest = hints
    .filter(({ allowedAt }) => allowedAt !== null)
    .sort((a, b) => (a.allowedAt ?? 0) - (b.allowedAt ?? 0))[0];
  return hintText(earliest ?? hints[0] ?? null, t);
}
