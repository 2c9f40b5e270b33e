import type { TFunction } from 'i18next';
import type { Account } from '#shared/domain/account.ts';

/** What the trader calls an account; the first embedded one has a name of ours until it is given another. */
export function accountLabel({ label }: Pick<Account, 'label'>, t: TFunction): string {
  return label === '' ? t('ui:unnamedAccount') : label;
}

/** Whose account it is and which: `김하늘 · 주식 주계좌`; without an owner the label alone. */
export function accountName(account: Pick<Account, 'owner' | 'label'>, t: TFunction): string {
  const label = accountLabel(account, t);
  return account.owner === '' ? label : `${account.owner} · ${label}`;
}

/** The last digits of a masked number, which a trader knows it by: `3456` of `****-3456`; empty while it is not known. */
export function accountNumberEnd(accountNumber: string): string {
  return /(\d{1,4})\D*$/.exec(accountNumber)?.[1] ?? '';
}
