import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Locale } from '#shared/contract/vocabulary.ts';
import { isAuctionPhase, isContinuousPhase } from '#shared/domain/trading-session.ts';
import type { TradingSession } from '#shared/domain/trading-session.ts';
import { formatAge, formatCountdown } from '#renderer/format/time.ts';
import { connectionStore, deskNow, isDeskCurrent } from '#renderer/stores/connection-store.ts';
import { useTicking } from '#renderer/stores/hooks.ts';
import { marketPulse } from '#renderer/stores/market/pulse.ts';
import { sessionOf, sessionsStore } from '#renderer/stores/sessions-store.ts';
import { dataAgeOf } from './data-age.ts';

const COUNTDOWN_MS = 500;
const AGE_MS = 500;

/** Phase of the KRX and the time left in it. */
export const SessionChip: FC = () => {
  const { t } = useTranslation();
  useTicking(COUNTDOWN_MS);
  const session = useStore(sessionsStore, (state) => sessionOf(state, 'KRX'));
  if (session === null) return null;
  const left = session.endsAt === null ? null : formatCountdown(session.endsAt - deskNow());
  return (
    <span className="chip" title={t('header.sessionHint')}>
      <span className={`chip__dot chip__dot--${sessionTone(session)}`} aria-hidden="true" />
      {session.venue} {t(`session.${session.phase}`)}
      {left !== null && ` · ${t(`session.until.${session.phase}`, { left })}`}
    </span>
  );
};

function sessionTone({ phase }: TradingSession): 'ok' | 'warn' | 'off' {
  if (isContinuousPhase(phase)) return 'ok';
  return isAuctionPhase(phase) ? 'warn' : 'off';
}

/** How old what is on the screen is. */
export const DataAgeChip: FC = () => {
  const { t, i18n } = useTranslation();
  useTicking(AGE_MS);
  const isCurrent = useStore(connectionStore, isDeskCurrent);
  const { tone, ageMs } = dataAgeOf(marketPulse, deskNow(), isCurrent);
  const age = ageMs === null ? t('header.noData') : formatAge(ageMs, i18n.language as Locale);
  return (
    <span className="chip chip--age" title={t('header.ageHint')}>
      <span className={`chip__dot chip__dot--${tone}`} aria-hidden="true" />
      {t(tone === 'ok' || ageMs === null ? 'header.age' : 'header.ageSince', { age })}
    </span>
  );
};
