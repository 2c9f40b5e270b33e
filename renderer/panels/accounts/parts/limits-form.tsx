import type { FC } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AccountSummary } from '#shared/contract/requests.ts';
import { DEFAULT_RISK_LIMITS } from '#shared/catalogue/risk-limits.ts';
import { MARKET_ORDER_RULES, THRESHOLD_NAMES } from '#shared/domain/risk-limits.ts';
import type { MarketOrderRule } from '#shared/domain/risk-limits.ts';
import { request } from '#renderer/bridge/requests.ts';
import { Button } from '#renderer/ui/button.tsx';
import { errorText } from '#renderer/ui/error-text.ts';
import { Segmented } from '#renderer/ui/segmented.tsx';
import type { LimitsDraft, LimitsField } from '../limits-draft.ts';
import { draftOf, isUnsaved, readDraft, tidyDraft } from '../limits-draft.ts';
import { limitsDraftsStore, putLimitsDraft } from '../limits-drafts-store.ts';
import { AllowedSymbols } from './allowed-symbols.tsx';
import { MarkField, ThresholdRow } from './threshold-row.tsx';
import '../limits.css';

/** The limits of one account: above the first mark the desk asks, above the second it refuses. */
export const LimitsForm: FC<{ readonly account: AccountSummary }> = ({ account }) => {
  const { t } = useTranslation('accounts');
  const { accountId, limits: saved } = account;
  const kept = useStore(limitsDraftsStore, ({ byAccount }) => byAccount.get(accountId));
  const draft = kept ?? draftOf(saved);
  const { limits, problems } = readDraft(draft, saved);
  const isChanged = kept !== undefined && isUnsaved(kept, saved);
  const put = (change: Partial<LimitsDraft>): void => putLimitsDraft(accountId, { ...draft, ...change });
  const tidy = (): void => putLimitsDraft(accountId, tidyDraft(draft));
  const problemOf = (field: LimitsField): string | null => {
    const problem = problems.get(field);
    return problem === undefined ? null : t(`limits.problem.${problem}`);
  };
  const { isBusy, refusal, save } = useSaving(account, limits);

  return (
    <form
      className="limits-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged) void save();
      }}
    >
      <table className="limits-table">
        <thead>
          <tr>
            <th scope="col">{t('limits.column.name')}</th>
            <th scope="col">{t('limits.column.confirm')}</th>
            <th scope="col">{t('limits.column.refuse')}</th>
          </tr>
        </thead>
        <tbody>
          {THRESHOLD_NAMES.map((name) => (
            <ThresholdRow
              key={name}
              name={name}
              texts={draft.marks[name]}
              problemOf={(mark) => problemOf(`${name}.${mark}`)}
              onChange={(texts) => put({ marks: { ...draft.marks, [name]: texts } })}
              onLeave={tidy}
            />
          ))}
          <tr>
            <th scope="row">
              {t('limits.duplicateWindow')}
              <small>{t('limits.duplicateHint')}</small>
            </th>
            <td />
            <MarkField
              label={t('limits.duplicateWindow')}
              unit={t('limits.ms')}
              text={draft.duplicateWindow}
              problem={problemOf('duplicateWindow')}
              onChange={(duplicateWindow) => put({ duplicateWindow })}
              onLeave={tidy}
            />
          </tr>
        </tbody>
      </table>
      <div className="limits-form__row">
        <span>{t('ui:limits.marketOrders')}</span>
        <Segmented<MarketOrderRule>
          label={t('ui:limits.marketOrders')}
          options={MARKET_ORDER_RULES.map((rule) => ({
            value: rule,
            label: t(`ui:limits.marketRule.${rule}`),
          }))}
          value={draft.marketOrders}
          onChange={(marketOrders) => put({ marketOrders })}
        />
      </div>
      <AllowedSymbols
        symbols={draft.allowedSymbols}
        problem={problemOf('allowedSymbols')}
        onChange={(allowedSymbols) => put({ allowedSymbols })}
      />
      {refusal !== null && (
        <p className="account-form__refusal" role="alert">
          {refusal}
        </p>
      )}
      <div className="limits-form__actions">
        <span className="account-form__unsaved" role="status">
          {isChanged ? t('limits.unsaved') : t('limits.saved')}
        </span>
        <Button onClick={() => putLimitsDraft(accountId, draftOf(DEFAULT_RISK_LIMITS))}>
          {t('limits.defaults')}
        </Button>
        <Button disabled={!isChanged} onClick={() => putLimitsDraft(accountId, null)}>
          {t('discard')}
        </Button>
        <Button type="submit" tone="accent" disabled={!isChanged || limits === null} isBusy={isBusy}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
};

interface Saving {
  readonly isBusy: boolean;
  readonly refusal: string | null;
  readonly save: () => Promise<void>;
}

function useSaving({ accountId }: AccountSummary, limits: ReturnType<typeof readDraft>['limits']): Saving {
  const { t } = useTranslation('accounts');
  const [isBusy, setIsBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const save = async (): Promise<void> => {
    if (limits === null || isBusy) return;
    setIsBusy(true);
    const { allowedSymbols } = limits;
    const reply = await request('limits.set', {
      accountId,
      limits: { ...limits, allowedSymbols: allowedSymbols === null ? null : [...allowedSymbols] },
    });
    setIsBusy(false);
    setRefusal(reply.ok ? null : errorText(reply.error, t));
    // The account that comes with the reply's event has them; until then the form would show the former ones.
    if (reply.ok) putLimitsDraft(accountId, draftOf(limits));
  };
  return { isBusy, refusal, save };
}
