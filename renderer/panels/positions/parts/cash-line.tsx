import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import type { CashBalance } from '#shared/domain/account.ts';
import { formatMoney } from '#renderer/format/money.ts';
import { NO_VALUE } from '#renderer/format/number.ts';

/** 예수금, D+2, 주문가능, 출금가능. */
export const CashLine: FC<{ readonly cash: CashBalance | null }> = ({ cash }) => {
  const { t } = useTranslation('positions');
  const facts = ['deposit', 'depositD2', 'buyingPower', 'withdrawable'] as const;
  return (
    <div className="summary-line">
      {facts.map((fact) => (
        <span key={fact}>
          {t(`cash.${fact}`)} <b>{cash === null ? NO_VALUE : formatMoney(cash[fact])}</b>
        </span>
      ))}
      {cash?.gold !== undefined && (
        <span>
          {t('cash.gold')} <b>{formatMoney(cash.gold.buyingPower)}</b>
        </span>
      )}
    </div>
  );
};
