import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountSummary } from '#shared/contract/requests.ts';

/** Says in words and colour whether money is real: 모의 · 내장 거래소, 모의 · 키움, 실전 · 키움. */
export const AccountBadge: FC<{ readonly account: AccountSummary }> = ({ account }) => {
  const { t } = useTranslation();
  const isReal = account.environment === 'real';
  const place =
    account.environment === 'embedded' ? t('environment.embedded') : t(`broker.${account.broker}`);
  return (
    <span className={isReal ? 'badge badge--real' : 'badge badge--paper'}>
      {t(isReal ? 'badge.real' : 'badge.paper')} · {place}
    </span>
  );
};
