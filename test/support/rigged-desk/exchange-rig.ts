import { UNTOUCHED_HEADER } from './rig-settings.ts';
import type { ExchangeAddress, OrderFault, RigStatus } from './rig-settings.ts';

/** An order as the exchange itself has it. */
export interface ListedOrder {
  readonly number: string;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly kind: 'new' | 'amend' | 'cancel';
  readonly quantity: number;
  readonly price: number;
  readonly filled: number;
  readonly leaves: number;
}

/** The embedded exchange from outside the desk: its own lists, and faults on the way to it. */
export interface ExchangeRig {
  /**
   * Every order request that reached it, oldest first, since `forgetOrders` or else of the day; amends and cancels are
   * requests of their own.
   */
  orders(symbol?: string): Promise<readonly ListedOrder[]>;
  /** Leaves what has come so far out of `orders`. */
  forgetOrders(): Promise<void>;
  /** Places a sell as another program on the same account would; no fault touches it. */
  sellElsewhere(order: {
    readonly symbol: string;
    readonly quantity: number;
    readonly price: number;
  }): Promise<void>;
  /** What happens to orders from now on; null takes the fault away and lets go of what was held. */
  setFault(fault: OrderFault | null): Promise<void>;
  /** Cuts every connection and takes no more until told otherwise. */
  setAway(isAway: boolean): Promise<void>;
  status(): Promise<RigStatus>;
}

/** @param address  read anew for each call: a restarted exchange has other keys */
export function createExchangeRig(address: () => ExchangeAddress): ExchangeRig {
  const control = async (change: object): Promise<RigStatus> => {
    const answer = await fetch(`${address().url}/rig`, { method: 'POST', body: JSON.stringify(change) });
    return (await answer.json()) as RigStatus;
  };
  let lastForgotten = '';
  const dayOrders = async (symbol: string): Promise<readonly ListedOrder[]> => {
    const token = await fetchToken(address());
    const query = { ord_dt: '', qry_tp: '1', stk_bond_tp: '1', sell_tp: '0', stk_cd: symbol };
    const rows: ListedOrder[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: Page = await fetchPage(address(), token, query, next);
      rows.push(...page.rows.map(readRow));
      next = page.next;
    }
    return rows;
  };
  return {
    // Numbers are of one width and grow.
    orders: async (symbol = '') => (await dayOrders(symbol)).filter(({ number }) => number > lastForgotten),
    async forgetOrders() {
      for (const { number } of await dayOrders('')) if (number > lastForgotten) lastForgotten = number;
    },
    async sellElsewhere({ symbol, quantity, price }) {
      const token = await fetchToken(address());
      const answer = await post(`${address().url}/api/dostk/ordr`, 'kt10001', {
        headers: { authorization: `Bearer ${token}`, [UNTOUCHED_HEADER]: '1' },
        body: {
          dmst_stex_tp: 'KRX',
          stk_cd: symbol,
          ord_qty: String(quantity),
          ord_uv: String(price),
          trde_tp: '0',
          cond_uv: '',
        },
      });
      const { return_code: code, return_msg: text } = (await answer.json()) as Record<string, unknown>;
      if (code !== 0) throw new Error(String(text));
    },
    setFault: async (fault) => void (await control({ fault })),
    setAway: async (isAway) => void (await control({ isAway })),
    status: () => control({}),
  };
}

type Row = Readonly<Record<string, string>>;

interface Page {
  readonly rows: readonly Row[];
  readonly next: string | null;
}

async function fetchToken({ url, appKey, secretKey }: ExchangeAddress): Promise<string> {
  const answer = await post(`${url}/oauth2/token`, 'au10001', {
    body: { grant_type: 'client_credentials', appkey: appKey, secretkey: secretKey },
  });
  return String(((await answer.json()) as Record<string, unknown>)['token']);
}

async function fetchPage(
  { url }: ExchangeAddress,
  token: string,
  query: object,
  cursor: string,
): Promise<Page> {
  const answer = await post(`${url}/api/dostk/acnt`, 'kt00007', {
    headers: {
      authorization: `Bearer ${token}`,
      ...(cursor !== '' && { 'cont-yn': 'Y', 'next-key': cursor }),
    },
    body: { ...query, fr_ord_no: '', dmst_stex_tp: '%' },
  });
  const { acnt_ord_cntr_prps_dtl: rows } = (await answer.json()) as { acnt_ord_cntr_prps_dtl: Row[] };
  return { rows, next: answer.headers.get('cont-yn') === 'Y' ? answer.headers.get('next-key') : null };
}

/** Asks again while the quota, which the desk uses too, is spent. */
async function post(
  url: string,
  apiId: string,
  { headers = {}, body }: { readonly headers?: Readonly<Record<string, string>>; readonly body: object },
): Promise<Response> {
  for (;;) {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json;charset=UTF-8', 'api-id': apiId, ...headers },
      body: JSON.stringify(body),
    });
    if (answer.status === 200) return answer;
    if (answer.status !== 429) throw new Error(`${apiId}: ${answer.status} ${await answer.text()}`);
  }
}

function readRow(row: Row): ListedOrder {
  const count = (name: string): number => Number(row[name]);
  return {
    number: row['ord_no'] ?? '',
    symbol: (row['stk_cd'] ?? '').slice(1),
    side: row['io_tp_nm']?.includes('매수') === true ? 'buy' : 'sell',
    kind: row['mdfy_cncl'] === '정정' ? 'amend' : row['mdfy_cncl'] === '취소' ? 'cancel' : 'new',
    quantity: count('ord_qty'),
    price: count('ord_uv'),
    filled: count('cntr_qty'),
    leaves: count('ord_remnq'),
  };
}
