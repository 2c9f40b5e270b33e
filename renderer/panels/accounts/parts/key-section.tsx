import type { FC } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountSummary, KeyTest } from '#shared/contract/requests.ts';
import { KEY_TEST_STEPS } from '#shared/contract/vocabulary.ts';
import type { KeyTestStep } from '#shared/contract/vocabulary.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { requestWithNotice } from '#renderer/bridge/desk-actions.ts';
import { request } from '#renderer/bridge/requests.ts';
import { Button } from '#renderer/ui/button.tsx';
import { errorText } from '#renderer/ui/error-text.ts';
import { stepWords } from '../key-test-words.ts';

/** The key pair of an account: typed into the host's own form, tried from here step by step. */
export const KeySection: FC<{ readonly account: AccountSummary }> = ({ account }) => {
  const { t } = useTranslation('accounts');
  const { accountId, hasCredentials } = account;
  const [isBusy, setIsBusy] = useState(false);
  const [test, setTest] = useState<KeyTest | null>(null);
  const [failure, setFailure] = useState<HogaError | null>(null);

  const tryKeys = async (): Promise<void> => {
    setIsBusy(true);
    setTest(null);
    setFailure(null);
    const reply = await request('profiles.test', { accountId });
    setIsBusy(false);
    if (reply.ok) setTest(reply.value);
    else setFailure(reply.error);
  };

  return (
    <section className="account-section" aria-label={t('keys.title')}>
      <h4>{t('keys.title')}</h4>
      <p className="account-form__hint">{t(hasCredentials ? 'keys.there' : 'keys.missing')}</p>
      <div className="account-section__actions">
        <Button onClick={() => void requestWithNotice('profiles.enterCredentials', { accountId })}>
          {t(hasCredentials ? 'keys.replace' : 'keys.enter')}
        </Button>
        <Button isBusy={isBusy} onClick={() => void tryKeys()}>
          {t(isBusy ? 'keys.testing' : 'keys.test')}
        </Button>
      </div>
      {failure !== null && (
        <p className="account-form__refusal" role="alert">
          {errorText(failure, t)}
        </p>
      )}
      {test !== null && <TestResult test={test} />}
    </section>
  );
};

/** Each step with how it went; where it stopped, what is wrong and what to do. */
const TestResult: FC<{ readonly test: KeyTest }> = ({ test }) => {
  const { t } = useTranslation('accounts');
  const outcome = new Map(test.steps.map((step) => [step.step, step]));
  return (
    <ol className="key-test" aria-label={t('test.result')} role="status">
      {KEY_TEST_STEPS.map((step) => {
        const done = outcome.get(step);
        return <TestStep key={step} step={step} isOk={done?.isOk ?? null} error={done?.error ?? null} />;
      })}
    </ol>
  );
};

interface TestStepProps {
  readonly step: KeyTestStep;
  /** Null: not tried, because an earlier one failed. */
  readonly isOk: boolean | null;
  readonly error: HogaError | null;
}

const TestStep: FC<TestStepProps> = ({ step, isOk, error }) => {
  const { t } = useTranslation('accounts');
  const outcome = isOk === null ? 'skipped' : isOk ? 'ok' : 'failed';
  const words = error === null ? null : stepWords(error, t);
  return (
    <li className="key-test__step" data-outcome={outcome}>
      <span className="key-test__mark" aria-hidden="true">
        {{ ok: '✓', failed: '✕', skipped: '–' }[outcome]}
      </span>
      <b>{t(`test.step.${step}`)}</b>
      <span>{t(`test.outcome.${outcome}`)}</span>
      {words !== null && (
        <div className="key-test__why">
          <p>
            {words.code !== null && <code>[{words.code}]</code>} {words.what}
          </p>
          <p className="key-test__todo">{words.todo}</p>
        </div>
      )}
    </li>
  );
};
