import type { FC } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountSummary } from '#shared/contract/requests.ts';
import { request } from '#renderer/bridge/requests.ts';
import { Button } from '#renderer/ui/button.tsx';
import { errorText } from '#renderer/ui/error-text.ts';
import type { ProfileFields as Fields } from '../view-model.ts';
import { profileProblem } from '../view-model.ts';
import { ProfileFields } from './profile-fields.tsx';

interface ProfileSectionProps {
  readonly account: AccountSummary;
  readonly others: readonly AccountSummary[];
}

/** Owner, name and colour, which may be changed at any time: orders and keys stay where they are. */
export const ProfileSection: FC<ProfileSectionProps> = ({ account, others }) => {
  const { t } = useTranslation('accounts');
  const { accountId, owner, label, color } = account;
  const [change, setChange] = useState<Partial<Fields>>({});
  const [isBusy, setIsBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const fields: Fields = { owner, label, color, ...change };
  const isChanged = fields.owner !== owner || fields.label !== label || fields.color !== color;
  const problem = isChanged ? profileProblem(fields, others, label === '') : null;

  const save = async (): Promise<void> => {
    if (!isChanged || problem !== null || isBusy) return;
    setIsBusy(true);
    const names = { owner: fields.owner.trim(), label: fields.label.trim(), color: fields.color };
    const reply = await request('profiles.update', { accountId, ...names });
    setIsBusy(false);
    setRefusal(reply.ok ? null : errorText(reply.error, t));
    if (reply.ok) setChange({});
  };

  return (
    <form
      className="account-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <ProfileFields
        fields={fields}
        problem={problem}
        onChange={(next) => {
          const { owner: nextOwner, label: nextLabel, color: nextColor } = next;
          setChange({ owner: nextOwner, label: nextLabel, color: nextColor });
        }}
      />
      {refusal !== null && (
        <p className="account-form__refusal" role="alert">
          {refusal}
        </p>
      )}
      {isChanged && (
        <div className="account-form__actions">
          <span className="account-form__unsaved">{t('unsaved')}</span>
          <Button onClick={() => setChange({})}>{t('discard')}</Button>
          <Button type="submit" tone="accent" disabled={problem !== null} isBusy={isBusy}>
            {t('save')}
          </Button>
        </div>
      )}
    </form>
  );
};
