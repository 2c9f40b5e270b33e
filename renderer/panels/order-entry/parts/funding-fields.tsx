import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { FUNDING_KINDS } from '#shared/domain/funding.ts';
import { kstInstant } from '#shared/domain/time.ts';
import { formatMoney } from '#renderer/format/money.ts';
import { NO_VALUE } from '#renderer/format/number.ts';
import { formatQuantity } from '#renderer/format/quantity.ts';
import { formatDate } from '#renderer/format/time.ts';
import { holdingsOf, holdingsStore } from '#renderer/stores/holdings-store.ts';
import { Field, ValueRow } from '#renderer/ui/field.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { Select } from '#renderer/ui/select.tsx';
import type { LoanChoice } from '../funding.ts';
import { FUNDING_BY_KIND, fundingOfLoan, isCreditOffered, loanChoices, loanKeyOf } from '../funding.ts';
import type { FormProps } from './new-order-form.tsx';

/** Whose money the order uses, where the account may choose, and which loan a sale repays. */
export const FundingFields: FC<FormProps> = (form) => {
  const { ticket, state, facts, errorOf } = form;
  const { t } = useTranslation('order-entry');
  const { draft } = state;
  const error = errorOf('funding');
  if (!isCreditOffered(facts.account, facts.instrument)) return null;
  return (
    <div>
      <Segmented
        label={t('field.funding')}
        value={draft.funding.kind}
        options={FUNDING_KINDS.map((kind) => ({
          value: kind,
          label: t(`funding.${kind}`),
          title: t(`funding.${kind}Title`),
        }))}
        onChange={(kind) => ticket.dispatch({ type: 'edited', change: { funding: FUNDING_BY_KIND[kind] } })}
      />
      {draft.funding.kind === 'marginLoan' && draft.mode === 'sell' && <LoanPicker {...form} />}
      {error !== null && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
};

const LoanPicker: FC<FormProps> = ({ idPrefix, ticket, state, facts }) => {
  const { t } = useTranslation('order-entry');
  const { draft } = state;
  const position = useStore(holdingsStore, (held) =>
    holdingsOf(held, facts.account?.accountId ?? null).positions.find(
      ({ symbol }) => symbol === draft.symbol,
    ),
  );
  const choices = loanChoices(position);
  const id = `${idPrefix}-loan`;
  if (choices.length === 0) return <p className="ticket__none">{t('loan.none')}</p>;
  const key = loanKeyOf(draft.funding, choices);
  const chosen = choices.find((choice) => choice.key === key);
  const dueDate = chosen?.loan?.dueDate ?? null;
  const label = ({ loan, sellableQuantity }: LoanChoice): string => {
    const quantity = t('shares', { quantity: formatQuantity(sellableQuantity) });
    const date = loan === null ? t('loan.all') : formatDate(kstInstant(loan.loanDate, 0));
    return `${date} · ${quantity}`;
  };
  return (
    <>
      <Field label={t('loan.label')} htmlFor={id}>
        <Select
          id={id}
          value={key}
          options={choices.map((choice) => ({ value: choice.key, label: label(choice) }))}
          onChange={(value) => ticket.dispatch({ type: 'edited', change: { funding: fundingOfLoan(value) } })}
        />
      </Field>
      <div className="ticket__rows">
        <ValueRow label={t('loan.owed')}>{owedText(choices, chosen)}</ValueRow>
        {dueDate !== null && <ValueRow label={t('loan.due')}>{formatDate(kstInstant(dueDate, 0))}</ValueRow>}
      </div>
    </>
  );
};

/** Loan and interest together; a dash when the broker did not tell one of them. */
function owedText(choices: readonly LoanChoice[], chosen: LoanChoice | undefined): string {
  const meant = chosen === undefined || chosen.loan === null ? choices : [chosen];
  let total = 0;
  for (const { loan } of meant) {
    if (loan === null) continue;
    if (loan.loanAmount === null || loan.interest === null) return NO_VALUE;
    total += loan.loanAmount + loan.interest;
  }
  return formatMoney(total);
}
