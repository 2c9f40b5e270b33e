import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountColor, BrokerEnvironment } from '#shared/domain/account.ts';
import { classNames } from './class-names.ts';
import './account-mark.css';

/** The colour that the trader gave an account; its name always stands beside it. */
export const AccountDot: FC<{ readonly color: AccountColor }> = ({ color }) => (
  <span className="account-dot" data-account-color={color} aria-hidden="true" />
);

interface EnvironmentBadgeProps {
  readonly environment: BrokerEnvironment;
  readonly className?: string;
}

/** 실거래, 모의, 내장: in words, and solid where money is real, hatched where it is not. */
export const EnvironmentBadge: FC<EnvironmentBadgeProps> = ({ environment, className }) => {
  const { t } = useTranslation('ui');
  return (
    <span className={classNames('environment', className)} data-environment={environment}>
      {t(`environment.${environment}`)}
    </span>
  );
};
