import { createStore } from 'zustand/vanilla';
import type { ApiRecord } from '#shared/contract/api.ts';
import type { KiwoomEndpoint, KiwoomRequestField } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import { request } from '#renderer/bridge/requests.ts';
import { accountsStore } from '#renderer/stores/accounts-store.ts';

/** What can be chosen for a field, code and name. */
export interface CodeOption {
  readonly code: string;
  readonly name: string;
}

/** A list the broker keeps, asked for once per window. */
export type CodeListName = 'sectors' | 'members' | 'themes' | 'warrants';

interface CodeListSource {
  readonly calls: readonly { readonly apiId: string; readonly request: Record<string, string> }[];
  readonly list: string;
  readonly code: string;
  readonly name: string;
}

const SOURCES: Readonly<Record<CodeListName, CodeListSource>> = {
  sectors: {
    calls: ['0', '1', '2'].map((market) => ({ apiId: 'ka10101', request: { mrkt_tp: market } })),
    list: 'list',
    code: 'code',
    name: 'name',
  },
  members: { calls: [{ apiId: 'ka10102', request: {} }], list: 'list', code: 'code', name: 'name' },
  themes: {
    calls: [
      {
        apiId: 'ka90001',
        request: { qry_tp: '0', date_tp: '1', flu_pl_amt_tp: '3', stex_tp: '1' },
      },
    ],
    list: 'thema_grp',
    code: 'thema_grp_cd',
    name: 'thema_nm',
  },
  warrants: {
    calls: [
      {
        apiId: 'ka30005',
        request: {
          isscomp_cd: '000000000000',
          bsis_aset_cd: '000000000000',
          rght_tp: '0',
          lpcd: '000000000000',
          sort_tp: '0',
        },
      },
    ],
    list: 'elwcnd_qry',
    code: 'stk_cd',
    name: 'base_aset_nm',
  },
};

export interface CodeList {
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly options: readonly CodeOption[];
}

export const codeListsStore = createStore<Readonly<Partial<Record<CodeListName, CodeList>>>>(() => ({}));

/** Returns which of the broker's lists a field is chosen from; null: none. */
export function codeListOf(field: KiwoomRequestField, endpoint: KiwoomEndpoint): CodeListName | null {
  if (field.format === 'sectorCode') return 'sectors';
  if (field.format === 'memberCode') return 'members';
  if (field.format === 'themeCode') return 'themes';
  return endpoint.group === 'elw' && field.format !== undefined && field.key === 'stk_cd' ? 'warrants' : null;
}

/** Asks for a list unless it is there or on its way; one that failed is asked for again. */
export async function loadCodeList(name: CodeListName): Promise<void> {
  const accountId = accountsStore.getState().activeAccountId;
  const known = codeListsStore.getState()[name];
  if (accountId === null || (known !== undefined && known.phase !== 'failed')) return;
  put(name, { phase: 'loading', options: [] });
  const { calls, list, ...keys } = SOURCES[name];
  const rows: ApiRecord[] = [];
  for (const call of calls) {
    const reply = await request('api.call', { accountId, ...call, cursor: null });
    if (!reply.ok) {
      put(name, { phase: 'failed', options: [] });
      return;
    }
    rows.push(...(reply.value.lists[list] ?? []));
  }
  put(name, { phase: 'ready', options: readOptions(rows, keys) });
}

/** Each code once, in the broker's order. */
export function readOptions(
  rows: readonly ApiRecord[],
  { code, name }: { readonly code: string; readonly name: string },
): readonly CodeOption[] {
  const options = new Map<string, CodeOption>();
  for (const row of rows) {
    const value = row[code];
    if (typeof value !== 'string' || value === '' || options.has(value)) continue;
    options.set(value, { code: value, name: String(row[name] ?? value) });
  }
  return [...options.values()];
}

function put(name: CodeListName, list: CodeList): void {
  codeListsStore.setState({ [name]: list });
}
