import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { THRESHOLD_NAMES } from '#shared/domain/risk-limits.ts';
import type { RiskLimits } from '#shared/domain/risk-limits.ts';
import { thresholdText } from '#renderer/ui/threshold-text.ts';

/** The limits that hold for an account, in words, for a last look before real money is traded. */
export const ArmLimits: FC<{ readonly limits: RiskLimits }> = ({ limits }) => {
  const { t } = useTranslation();
  return (
    <dl className="arm__limits">
      {THRESHOLD_NAMES.map((name) => (
        <div key={name}>
          <dt>{t(`ui:limits.name.${name}`)}</dt>
          <dd>{thresholdText(name, limits[name], t)}</dd>
        </div>
      ))}
      <div>
        <dt>{t('ui:limits.marketOrders')}</dt>
        <dd>{t(`ui:limits.marketRule.${limits.marketOrders}`)}</dd>
      </div>
      <div>
        <dt>{t('ui:limits.allowedSymbols')}</dt>
        <dd>
          {limits.allowedSymbols === null
            ? t('ui:limits.allSymbols')
            : t('ui:limits.symbolCount', { count: limits.allowedSymbols.length })}
        </dd>
      </div>
    </dl>
  );
};
