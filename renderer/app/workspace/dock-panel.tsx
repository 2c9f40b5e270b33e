import type { IDockviewPanelProps } from 'dockview-react';
import type { FC } from 'react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { JsonValue } from '#shared/contract/requests.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { setLink } from '#renderer/bridge/desk-actions.ts';
import { linksStore } from '#renderer/stores/links-store.ts';
import type { PanelProps } from '#renderer/ui/panel-props.ts';
import { ErrorBoundary } from '../error-boundary.tsx';
import type { PanelDefinition } from '../panel-registry.ts';
import { parsePanelParams } from './panel-params.ts';
import { setTabTitle } from './tab-titles.ts';

/** Makes the dock's component of a kind of panel: gives it its instrument, state and visibility. */
export function dockPanel({ component: Panel, defaultLink }: PanelDefinition): FC<IDockviewPanelProps> {
  return function DockPanel({ api, params }) {
    const props = usePanelProps(api, params, defaultLink !== 'none');
    return (
      <div className="panel">
        <ErrorBoundary>
          <Panel {...props} />
        </ErrorBoundary>
      </div>
    );
  };
}

type PanelApi = IDockviewPanelProps['api'];

function usePanelProps(api: PanelApi, saved: unknown, isLinkable: boolean): PanelProps {
  const params = useMemo(() => parsePanelParams(saved), [saved]);
  const linkGroup = isLinkable ? params.link : null;
  const linkedSymbol = useStore(linksStore, ({ symbols }) =>
    linkGroup === null ? null : symbols[linkGroup],
  );
  const setSymbol = useCallback(
    (symbol: InstrumentSymbol) => {
      if (linkGroup !== null) setLink(linkGroup, symbol);
      else api.updateParameters({ symbol });
    },
    [api, linkGroup],
  );
  const setState = useCallback((state: JsonValue) => api.updateParameters({ state }), [api]);
  const setTitle = useCallback((title: string | null) => setTabTitle(api.id, title), [api]);
  return {
    panelId: api.id,
    linkGroup,
    symbol: (linkGroup === null ? params.symbol : linkedSymbol) ?? null,
    setSymbol,
    ...useAttention(api),
    state: params.state,
    setState,
    setTitle,
  };
}

function useAttention(api: PanelApi): { readonly isVisible: boolean; readonly isActive: boolean } {
  const [isVisible, setIsVisible] = useState(api.isVisible);
  const [isActive, setIsActive] = useState(api.isActive);
  useEffect(() => {
    const subscriptions = [
      api.onDidVisibilityChange((event) => setIsVisible(event.isVisible)),
      api.onDidActiveChange((event) => setIsActive(event.isActive)),
    ];
    setIsVisible(api.isVisible);
    setIsActive(api.isActive);
    return () => {
      for (const subscription of subscriptions) subscription.dispose();
    };
  }, [api]);
  return { isVisible, isActive };
}
