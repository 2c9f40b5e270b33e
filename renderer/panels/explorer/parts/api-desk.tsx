import type { FC } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { KiwoomEndpoint } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { ApiForm } from '#renderer/panels/api-data/api-form.tsx';
import { buildRequest, formFields } from '#renderer/panels/api-data/request-form.ts';
import { useApiQuery } from '#renderer/panels/api-data/use-api-query.ts';
import { useFormValues } from '#renderer/panels/api-data/use-form-values.ts';
import { accountsStore } from '#renderer/stores/accounts-store.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/states.tsx';
import type { PastRequest } from '../memory.ts';
import { whyNotCallable } from '../why-not-callable.ts';
import { AnswerPane } from './answer-pane.tsx';

interface ApiDeskProps {
  readonly endpoint: KiwoomEndpoint;
  readonly initial: PastRequest['request'];
  readonly symbol: InstrumentSymbol | null;
  readonly setSymbol: (symbol: InstrumentSymbol) => void;
  readonly isFavourite: boolean;
  readonly onToggleFavourite: () => void;
  readonly onSent: (request: PastRequest) => void;
}

/** One API: what it is, its form, its answer. */
export const ApiDesk: FC<ApiDeskProps> = (props) => {
  const { endpoint } = props;
  const { t } = useTranslation('explorer');
  const reason = whyNotCallable(endpoint);
  return (
    <div className="explorer__main">
      <ApiHead {...props} />
      {reason === null ? (
        <CallDesk {...props} />
      ) : (
        <EmptyState title={t(`notHere.${reason}`)} hint={t(`notHere.${reason}Hint`)} />
      )}
    </div>
  );
};

const ApiHead: FC<ApiDeskProps> = ({ endpoint, isFavourite, onToggleFavourite }) => {
  const { t, i18n } = useTranslation('explorer');
  const [name, other] =
    i18n.language === 'en' ? [endpoint.nameEn, endpoint.nameKo] : [endpoint.nameKo, endpoint.nameEn];
  return (
    <header className="explorer__head">
      <button
        type="button"
        className="explorer__star"
        aria-pressed={isFavourite}
        aria-label={t('favourite')}
        title={t('favourite')}
        onClick={onToggleFavourite}
      >
        {isFavourite ? '★' : '☆'}
      </button>
      <h2>{name}</h2>
      <code>{endpoint.id}</code>
      <span className="explorer__other">
        {other} · {endpoint.path}
      </span>
      {endpoint.notOnMock === true && <span className="explorer__tag">{t('notOnMock')}</span>}
    </header>
  );
};

const CallDesk: FC<ApiDeskProps> = ({ endpoint, initial, symbol, setSymbol, onSent }) => {
  const { t } = useTranslation('explorer');
  const accountId = useStore(accountsStore, (state) => state.activeAccountId);
  const form = useFormValues(endpoint, symbol, initial);
  const { query, state } = useApiQuery();
  const [isBusy, setIsBusy] = useState(false);
  const send = async (): Promise<void> => {
    if (accountId === null) return;
    const request = buildRequest(endpoint, form.values);
    setIsBusy(true);
    onSent({ apiId: endpoint.id, request });
    await query.ask({ accountId, apiId: endpoint.id, request });
    setIsBusy(false);
  };
  const hasFields = formFields(endpoint).length > 0;
  return (
    <>
      <ApiForm endpoint={endpoint} form={form} onSend={() => void send()}>
        <div className="explorer__send">
          {!hasFields && <span className="muted">{t('noFields')}</span>}
          <Button type="submit" size="small" tone="accent" isBusy={isBusy} disabled={accountId === null}>
            {t('send')} ⏎
          </Button>
          {hasFields && (
            <Button size="small" tone="ghost" onClick={form.reset}>
              {t('reset')}
            </Button>
          )}
        </div>
      </ApiForm>
      <AnswerPane endpoint={endpoint} query={query} state={state} form={form} setSymbol={setSymbol} />
    </>
  );
};
