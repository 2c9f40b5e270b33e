import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Result } from '#shared/domain/result.ts';
import { ok } from '#shared/domain/result.ts';
import type { ListenerSet } from '../../listener-set.ts';
import { fetchAllPages } from '../../transport/paging.ts';
import type { AccountClient, BrokerPosition, GoldClient, PageCursor } from '../broker.ts';
import {
  joinPositions,
  parseAccountNumber,
  parseBuyableQuantity,
  parseCash,
  parseDebts,
  parsePositions,
  withDebts,
} from './parse/account.ts';
import { parseCreditPower } from './parse/credit.ts';
import { parseUpperLimit } from './parse/quotes.ts';
import type { RawClient } from './raw-client.ts';

export interface AccountParts {
  readonly raw: RawClient;
  readonly maxPages: number;
  readonly changes: ListenerSet<{ readonly symbol: InstrumentSymbol | null }>;
  readonly canLend: boolean;
  readonly gold: GoldClient | null;
}

/** The account that the app key belongs to. Kiwoom ties a key to one account, so no request names it. */
export function createAccountClient({ raw, maxPages, changes, canLend, gold }: AccountParts): AccountClient {
  /** A buy without a price is held to its upper limit until it is filled, so that is the price to ask for. */
  async function priceToAskFor(symbol: InstrumentSymbol, price: Price | null): Promise<Result<Price>> {
    if (price !== null) return ok(price);
    const basics = await raw.read('ka10001', { stk_cd: symbol });
    return basics.ok ? parseUpperLimit(basics.value.body) : basics;
  }

  return {
    async fetchAccountNumber() {
      const answer = await raw.read('ka00001', {});
      return answer.ok ? parseAccountNumber(answer.value.body) : answer;
    },

    async fetchCash() {
      // 3: with what today's trades will settle.
      const answer = await raw.read('kt00001', { qry_tp: '3' });
      return answer.ok ? parseCash(answer.value.body) : answer;
    },

    async fetchPositions() {
      const positions = await fetchAllPages<BrokerPosition>(async (cursor) => {
        // 2: loans are told apart by their day. The venue only chooses the price they are valued at.
        const page = await raw.read('kt00018', { qry_tp: '2', dmst_stex_tp: 'KRX' }, cursor);
        if (!page.ok) return page;
        const items = parsePositions(page.value.body);
        return items.ok ? ok({ items: items.value, next: page.value.nextKey as PageCursor | null }) : items;
      }, maxPages);
      if (!positions.ok) return positions;
      const joined = joinPositions(positions.value);
      if (joined.every(({ loans }) => loans.length === 0)) return ok(joined);
      const debts = await raw.read('ka10085', { stex_tp: '0' }, null, 'account');
      if (!debts.ok) return debts;
      const owed = parseDebts(debts.value.body);
      return owed.ok ? ok(withDebts(joined, owed.value)) : owed;
    },

    async fetchBuyableQuantity(symbol, price) {
      const asked = await priceToAskFor(symbol, price);
      if (!asked.ok) return asked;
      const answer = await raw.read('kt00010', {
        io_amt: '',
        stk_cd: symbol,
        trde_tp: '2',
        trde_qty: '',
        uv: String(asked.value),
        exp_buy_unp: '',
      });
      return answer.ok ? parseBuyableQuantity(answer.value.body) : answer;
    },

    fetchCreditPower: canLend
      ? async (symbol) => {
          const answer = await raw.read('kt00012', { stk_cd: symbol, uv: '' }, null, 'account');
          return answer.ok ? parseCreditPower(answer.value.body) : answer;
        }
      : null,

    gold,

    onChange: (listener) => changes.add(listener),
  };
}
