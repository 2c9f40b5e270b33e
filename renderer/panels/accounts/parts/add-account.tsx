import type { FC } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountSummary } from '#shared/contract/requests.ts';
import type { AccountId, BrokerEnvironment, BrokerId } from '#shared/domain/account.ts';
import { BROKER_IDS } from '#shared/domain/account.ts';
import { request } from '#renderer/bridge/requests.ts';
import { Button } from '#renderer/ui/button.tsx';
import { errorText } from '#renderer/ui/error-text.ts';
import { Segmented } from '#renderer/ui/segmented.tsx';
import type { NewProfile } from '../view-model.ts';
import { freeColor, profileProblem } from '../view-model.ts';
import { ProfileFields } from './profile-fields.tsx';

interface AddAccountProps {
  readonly accounts: readonly AccountSummary[];
  readonly onAdded: (accountId: AccountId) => void;
  readonly onCancel: () => void;
}

const ENVIRONMENTS: readonly BrokerEnvironment[] = ['embedded', 'mock', 'real'];

/** The form of a new account. Its keys are entered afterwards, in the host's own form. */
export const AddAccount: FC<AddAccountProps> = ({ accounts, onAdded, onCancel }) => {
  const { t } = useTranslation('accounts');
  const [profile, setProfile] = useState<NewProfile>(() => ({
    label: '',
    owner: '',
    color: freeColor(accounts),
    broker: 'kiwoom',
    environment: 'mock',
  }));
  const [isTried, setIsTried] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const problem = profileProblem(profile, accounts);

  const add = async (): Promise<void> => {
    setIsTried(true);
    if (problem !== null || isBusy) return;
    setIsBusy(true);
    const reply = await request('profiles.add', profile);
    setIsBusy(false);
    if (reply.ok) onAdded(reply.value.accountId);
    else setRefusal(errorText(reply.error, t));
  };

  return (
    <form
      className="account-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <h3>{t('add.title')}</h3>
      <div className="field">
        <span className="field__label">{t('field.environment')}</span>
        <Segmented<BrokerEnvironment>
          label={t('field.environment')}
          options={ENVIRONMENTS.map((environment) => ({
            value: environment,
            label: t(`ui:environment.${environment}`),
          }))}
          value={profile.environment}
          onChange={(environment) =>
            setProfile({
              ...profile,
              environment,
              // The exchange inside speaks one broker's protocol.
              broker: environment === 'embedded' ? 'kiwoom' : profile.broker,
            })
          }
        />
      </div>
      <p className="account-form__hint">{t(`add.meaning.${profile.environment}`)}</p>
      {profile.environment !== 'embedded' && (
        <div className="field">
          <span className="field__label">{t('field.broker')}</span>
          <Segmented<BrokerId>
            label={t('field.broker')}
            options={BROKER_IDS.map((broker) => ({ value: broker, label: t(`app:broker.${broker}`) }))}
            value={profile.broker}
            onChange={(broker) => setProfile({ ...profile, broker })}
          />
        </div>
      )}
      <ProfileFields
        fields={profile}
        problem={isTried ? problem : null}
        onChange={(fields) => setProfile({ ...profile, ...fields })}
      />
      {refusal !== null && (
        <p className="account-form__refusal" role="alert">
          {refusal}
        </p>
      )}
      <div className="account-form__actions">
        <Button onClick={onCancel}>{t('cancel')}</Button>
        <Button type="submit" tone="accent" isBusy={isBusy}>
          {t('add.confirm')}
        </Button>
      </div>
    </form>
  );
};
