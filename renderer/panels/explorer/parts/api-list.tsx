import type { FC, KeyboardEvent, ReactNode } from 'react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KiwoomEndpoint } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import { isKiwoomApiId, kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';
import type { PastRequest } from '../memory.ts';
import { searchApis } from '../search.ts';

interface ApiListProps {
  readonly opened: string | null;
  readonly favourites: readonly string[];
  readonly history: readonly PastRequest[];
  readonly onOpen: (apiId: string, request?: PastRequest['request']) => void;
  readonly onToggleFavourite: (apiId: string) => void;
}

/** Search over all APIs, by group; favourites and what was asked lately on top. Arrows move, Enter opens. */
export const ApiList: FC<ApiListProps> = ({ opened, favourites, history, onOpen }) => {
  const { t, i18n } = useTranslation('explorer');
  const [query, setQuery] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const groups = useMemo(() => searchApis(query), [query]);
  const isSearching = query.trim() !== '';
  const nameOf = ({ nameKo, nameEn }: { nameKo: string; nameEn: string }): string =>
    i18n.language === 'en' ? nameEn : shortName(nameKo);

  const items = (): HTMLElement[] => [
    ...(list.current?.querySelectorAll<HTMLElement>('.api-list__item') ?? []),
  ];
  const moveFrom = (from: Element | null, step: number): void => {
    const all = items();
    const place = all.findIndex((item) => item === from);
    all[place === -1 ? 0 : Math.max(0, Math.min(all.length - 1, place + step))]?.focus();
  };
  const onSearchKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const first = groups[0]?.endpoints[0];
    if (event.key === 'ArrowDown') moveFrom(null, 0);
    else if (event.key === 'Enter' && isSearching && first !== undefined) onOpen(first.id);
    else if (event.key === 'Escape' && isSearching) setQuery('');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onListKey = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    moveFrom(document.activeElement, step);
  };

  const row = (endpoint: KiwoomEndpoint, key: string, request?: PastRequest['request']) => (
    <button
      key={key}
      type="button"
      className="api-list__item"
      aria-current={endpoint.id === opened}
      title={`${endpoint.nameKo} · ${endpoint.nameEn}`}
      onClick={() => onOpen(endpoint.id, request)}
    >
      <span className="api-list__name">{nameOf(endpoint)}</span>
      {request !== undefined && <span className="api-list__values">{Object.values(request).join(' ')}</span>}
      <span className="api-list__id">{endpoint.id}</span>
    </button>
  );

  return (
    <nav className="api-list" aria-label={t('list')}>
      <div className="api-list__search input">
        <input
          className="input__text"
          type="search"
          aria-label={t('search')}
          placeholder={t('searchExample')}
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={onSearchKey}
        />
      </div>
      <div ref={list} className="api-list__groups" onKeyDown={onListKey}>
        {!isSearching && favourites.length > 0 && (
          <Group title={t('favourites')} count={favourites.length} isOpen>
            {favourites.map((id) => isKiwoomApiId(id) && row(kiwoomEndpoint(id), id))}
          </Group>
        )}
        {!isSearching && history.length > 0 && (
          <Group title={t('history')} count={history.length}>
            {history.map(
              ({ apiId, request }, place) =>
                isKiwoomApiId(apiId) && row(kiwoomEndpoint(apiId), `${apiId} ${place}`, request),
            )}
          </Group>
        )}
        {groups.map(({ row: group, endpoints }) => (
          <Group
            key={`${group.group} ${isSearching ? 'found' : ''}`}
            title={nameOf(group)}
            count={endpoints.length}
            isOpen={isSearching || endpoints.some(({ id }) => id === opened)}
          >
            {endpoints.map((endpoint) => row(endpoint, endpoint.id))}
          </Group>
        ))}
        {groups.length === 0 && <p className="api-list__none">{t('nothingFound')}</p>}
      </div>
    </nav>
  );
};

interface GroupProps {
  readonly title: string;
  readonly count: number;
  readonly isOpen?: boolean;
  readonly children: ReactNode;
}

const Group: FC<GroupProps> = ({ title, count, isOpen = false, children }) => (
  <details className="api-list__group" open={isOpen}>
    <summary>
      {title} <span className="muted">{count}</span>
    </summary>
    {children}
  </details>
);

/** The guide ends nearly every name with 요청. */
function shortName(name: string): string {
  return name.replace(/\s*요청(?=$|_)/, '');
}
