import { Command as Palette } from 'cmdk';
import type { FC } from 'react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { targetExplorer } from '#renderer/stores/explorer-target-store.ts';
import { showPanel } from '../workspace/workspace-store.ts';
import { matchesCommand } from './match-command.ts';

const SHOWN = 8;

interface ApiTitle {
  readonly id: string;
  readonly nameKo: string;
  readonly nameEn: string;
}

interface ApiItemsProps {
  readonly query: string;
  readonly perform: (action: () => void) => void;
}

/** The broker's APIs that answer a query, opened in the explorer. The catalogue is fetched with the first letter typed. */
export const ApiItems: FC<ApiItemsProps> = ({ query, perform }) => {
  const { t, i18n } = useTranslation();
  const apis = useApis(query.trim().length > 1);
  const found = useMemo(
    () =>
      apis
        .filter((api) => matchesCommand(`API ${api.id} ${api.nameKo} ${api.nameEn}`, query))
        .slice(0, SHOWN),
    [apis, query],
  );
  if (query.trim().length < 2 || found.length === 0) return null;
  return (
    <Palette.Group heading={t('palette.apis')}>
      {found.map(({ id, nameKo, nameEn }) => (
        <Palette.Item
          key={id}
          value={`api ${id}`}
          onSelect={() =>
            perform(() => {
              targetExplorer(id);
              showPanel('explorer');
            })
          }
        >
          <span>
            API {id} {i18n.language === 'en' ? nameEn : nameKo}
          </span>
        </Palette.Item>
      ))}
    </Palette.Group>
  );
};

function useApis(isWanted: boolean): readonly ApiTitle[] {
  const [apis, setApis] = useState<readonly ApiTitle[]>([]);
  useEffect(() => {
    if (!isWanted) return;
    let isGone = false;
    void import('#shared/catalogue/kiwoom-endpoints.ts').then(({ KIWOOM_API_IDS, kiwoomEndpoint }) => {
      if (!isGone) setApis(KIWOOM_API_IDS.map(kiwoomEndpoint));
    });
    return () => {
      isGone = true;
    };
  }, [isWanted]);
  return apis;
}
