import type { FC } from 'react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { isKiwoomApiId, kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';
import type { KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import type { JsonValue } from '#shared/contract/requests.ts';
import { explorerTargetStore } from '#renderer/stores/explorer-target-store.ts';
import type { PanelProps } from '#renderer/ui/panel-props.ts';
import { EmptyState } from '#renderer/ui/states.tsx';
import { ApiDesk } from './parts/api-desk.tsx';
import { ApiList } from './parts/api-list.tsx';
import type { PastRequest } from './memory.ts';
import { useFavourites, useHistory } from './use-memory.ts';
import './explorer.css';

/** What is open: an API, with the request of an earlier call where that was chosen. */
interface Opened {
  readonly apiId: KiwoomApiId;
  readonly request: Readonly<Record<string, string>>;
  /** Grows with each opening, so that a form begins anew. */
  readonly opening: number;
}

/** Every API of the broker: search, form, answer. */
export const ExplorerPanel: FC<PanelProps> = ({ symbol, setSymbol, state, setState, setTitle }) => {
  const { t } = useTranslation('explorer');
  const [opened, setOpened] = useState<Opened | null>(() => savedApi(state));
  const favourites = useFavourites();
  const history = useHistory();
  const target = useStore(explorerTargetStore, ({ last }) => last);
  const [seenTarget, setSeenTarget] = useState(0);

  const open = (apiId: string, request: PastRequest['request'] = {}): void => {
    if (!isKiwoomApiId(apiId)) return;
    setOpened((before) => ({ apiId, request, opening: (before?.opening ?? 0) + 1 }));
  };
  if (target !== null && target.id !== seenTarget) {
    setSeenTarget(target.id);
    open(target.apiId);
  }
  const apiId = opened?.apiId ?? null;
  useEffect(() => {
    setTitle(apiId === null ? null : `API ${apiId}`);
    if (apiId !== null && apiIdOf(state) !== apiId) setState({ apiId });
  }, [apiId, setTitle, setState, state]);

  return (
    <section className="explorer" aria-label={t('title')}>
      <ApiList
        opened={apiId}
        favourites={favourites.ids}
        history={history.past}
        onOpen={open}
        onToggleFavourite={favourites.toggle}
      />
      {opened === null ? (
        <div className="explorer__main">
          <EmptyState title={t('chooseApi')} hint={t('chooseApiHint')} />
        </div>
      ) : (
        <ApiDesk
          key={`${opened.apiId} ${opened.opening}`}
          endpoint={kiwoomEndpoint(opened.apiId)}
          initial={opened.request}
          symbol={symbol}
          setSymbol={setSymbol}
          isFavourite={favourites.ids.includes(opened.apiId)}
          onToggleFavourite={() => favourites.toggle(opened.apiId)}
          onSent={history.add}
        />
      )}
    </section>
  );
};

function savedApi(state: JsonValue | null): Opened | null {
  const apiId = apiIdOf(state);
  return apiId !== null && isKiwoomApiId(apiId) ? { apiId, request: {}, opening: 0 } : null;
}

function apiIdOf(state: JsonValue | null): string | null {
  const apiId = typeof state === 'object' && state !== null && !Array.isArray(state) ? state['apiId'] : null;
  return typeof apiId === 'string' ? apiId : null;
}
