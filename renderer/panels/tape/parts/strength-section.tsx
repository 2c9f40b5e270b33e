import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Quote } from '#shared/domain/quote.ts';
import { formatDecimal, NO_VALUE } from '#renderer/format/number.ts';
import { formatQuantity } from '#renderer/format/quantity.ts';
import { deskNow } from '#renderer/stores/connection-store.ts';
import { useQuoteCell, useTicking } from '#renderer/stores/hooks.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import type { StrengthWindow } from '../strength.ts';
import { buyShare, strengthWindows } from '../strength.ts';
import type { TapeFeed } from '../tape-feed.ts';

interface StrengthSectionProps {
  readonly symbol: InstrumentSymbol;
  readonly feed: TapeFeed;
}

/** 체결강도: of the whole day as the venue reckons it, and of the last minutes from the tape. */
export const StrengthSection: FC<StrengthSectionProps> = ({ symbol, feed }) => {
  const { t } = useTranslation('tape');
  // Twice a second is as fast as a sum can be read.
  useTicking(500);
  const windows = strengthWindows(feed.tape.trades, deskNow());
  const day = useQuoteCell<HTMLElement>(symbol, paintStrength);
  return (
    <div className="strength">
      <p className="strength__day">
        {t('strength.day')} <b ref={day} />
      </p>
      {windows.map((window) => (
        <StrengthRow key={window.minutes} window={window} />
      ))}
      <p className="strength__note">{t('strength.note')}</p>
    </div>
  );
};

const StrengthRow: FC<{ readonly window: StrengthWindow }> = ({ window }) => {
  const { t } = useTranslation('tape');
  return (
    <section className="strength__row">
      <header>
        <span>
          {t('strength.minutes', { minutes: window.minutes })}
          {window.isPartial && <small> {t('strength.partial')}</small>}
        </span>
        <b className={classNames(strengthTone(window.strength))}>{strengthText(window.strength)}</b>
      </header>
      <meter className="visually-hidden" min={0} max={1} value={buyShare(window)} />
      <svg className="strength__bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
        <rect className="strength__sell" width="100" height="1" />
        <rect className="strength__buy" width={buyShare(window) * 100} height="1" />
      </svg>
      <footer>
        <span className="up">
          {t('trading:side.buy')} {formatQuantity(window.buyQuantity)}
        </span>
        <span className="down">
          {t('trading:side.sell')} {formatQuantity(window.sellQuantity)}
        </span>
      </footer>
    </section>
  );
};

function paintStrength(element: HTMLElement, quote: Quote | undefined): void {
  const strength = quote?.strength ?? null;
  element.textContent = strengthText(strength);
  element.className = strengthTone(strength) ?? '';
}

function strengthText(strength: number | null): string {
  return strength === null ? NO_VALUE : formatDecimal(strength, 2);
}

/** Over 100 more was bought than sold. */
function strengthTone(strength: number | null): string | null {
  if (strength === null || strength === 100) return null;
  return strength > 100 ? 'up' : 'down';
}
