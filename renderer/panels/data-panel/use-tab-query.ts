import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { KiwoomEndpoint } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import { kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { ApiQuery, ApiQueryState } from '#renderer/panels/api-data/api-query.ts';
import type { RequestValues } from '#renderer/panels/api-data/request-form.ts';
import { buildRequest, findProblems } from '#renderer/panels/api-data/request-form.ts';
import { useApiQuery, useAutoRefresh } from '#renderer/panels/api-data/use-api-query.ts';
import type { FormValues } from '#renderer/panels/api-data/use-form-values.ts';
import { useFormValues } from '#renderer/panels/api-data/use-form-values.ts';
import { accountsStore, activeAccount } from '#renderer/stores/accounts-store.ts';
import type { TabDescription } from './description.ts';

export interface TabQuery {
  readonly endpoint: KiwoomEndpoint;
  readonly form: FormValues;
  /** What is asked with: the form under what the link group and the other pane give. */
  readonly values: RequestValues;
  readonly query: ApiQuery;
  readonly state: ApiQueryState;
  /** Asks what the filters say now. */
  readonly ask: () => void;
  /** Why nothing is asked: no account, or no instrument in the link group. */
  readonly missing: 'account' | 'instrument' | null;
}

/**
 * The question of a tab: asked when it is first in sight and whenever filters, instrument or account change.
 * @param given  request values that the row of the other pane gives
 */
export function useTabQuery(
  tab: TabDescription,
  symbol: InstrumentSymbol | null,
  isVisible: boolean,
  given: RequestValues = NOTHING,
): TabQuery {
  const endpoint = kiwoomEndpoint(tab.api);
  const account = useStore(accountsStore, activeAccount);
  const accountId = account?.accountId ?? null;
  const isOnline = account?.condition.phase === 'online';
  const form = useFormValues(endpoint, symbol, tab.request);
  const { query, state } = useApiQuery();
  const { linked, linkedSuffix = '' } = tab;
  const values = useMemo(
    () => ({
      ...form.values,
      ...(linked !== undefined && symbol !== null && { [linked]: `${symbol}${linkedSuffix}` }),
      ...given,
    }),
    [form.values, linked, linkedSuffix, symbol, given],
  );
  const request = useMemo(() => JSON.stringify(buildRequest(endpoint, values)), [endpoint, values]);
  const isComplete = Object.keys(findProblems(endpoint, values)).length === 0;
  const missing = missingOf(accountId, linked, symbol);
  const ask = (): void => {
    if (accountId === null || missing !== null) return;
    void query.ask({ accountId, apiId: endpoint.id, request: JSON.parse(request) as Record<string, string> });
  };
  useEffect(() => {
    if (!isVisible || !isOnline || !isComplete || accountId === null || missing !== null) return;
    void query.ask({ accountId, apiId: endpoint.id, request: JSON.parse(request) as Record<string, string> });
  }, [query, endpoint, request, accountId, isVisible, isOnline, isComplete, missing]);
  useAutoRefresh(query, tab.refreshMs ?? null, isVisible && isOnline);
  return { endpoint, form, values, query, state, ask, missing };
}

const NOTHING: RequestValues = {};

function missingOf(
  accountId: string | null,
  linked: string | undefined,
  symbol: InstrumentSymbol | null,
): TabQuery['missing'] {
  if (accountId === null) return 'account';
  return linked !== undefined && symbol === null ? 'instrument' : null;
}
