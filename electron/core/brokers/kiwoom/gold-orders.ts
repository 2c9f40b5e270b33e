import type { Result } from '#shared/domain/result.ts';
import { ok } from '#shared/domain/result.ts';
import { fetchAllPages } from '../../transport/paging.ts';
import type { BrokerOrder, PageCursor } from '../broker.ts';
import type { KstDay } from './parse/kst-stamp.ts';
import { parseOrderHistory } from './parse/orders.ts';
import type { RawClient } from './raw-client.ts';

/**
 * The day's orders on the gold market, which the lists of the stock account do not show.
 *
 * An owner without a gold account has none: when the broker refuses the first question, it is not asked again, so that trading
 * shares does not hang on it. Once a gold order was made or told of, its list is part of the truth: then a list that fails is a failure.
 */
export class GoldOrders {
  private state: 'unknown' | 'used' | 'none' = 'unknown';

  constructor(private readonly parts: { raw: RawClient; day: KstDay; maxPages: number }) {}

  /** A gold order may exist: the list must show it from now on. */
  expect(): void {
    this.state = 'used';
  }

  async fetchOrders(): Promise<Result<readonly BrokerOrder[]>> {
    if (this.state === 'none') return ok([]);
    const orders = await this.fetchPages();
    if (orders.ok) {
      if (orders.value.length > 0) this.state = 'used';
      return orders;
    }
    const isRefused = orders.error.kind === 'venueRejected' || orders.error.kind === 'validation';
    // It may have become certain while the answer was on its way.
    if (!isRefused || this.isUsed()) return orders;
    this.state = 'none';
    return ok([]);
  }

  private isUsed(): boolean {
    return this.state === 'used';
  }

  private fetchPages(): Promise<Result<readonly BrokerOrder[]>> {
    const { raw, day, maxPages } = this.parts;
    // Oldest first, both sides, both products. Gold is neither share nor bond: 0 is all.
    const body = {
      ord_dt: day.today(),
      qry_tp: '1',
      stk_bond_tp: '0',
      sell_tp: '0',
      stk_cd: '',
      fr_ord_no: '',
      dmst_stex_tp: '%',
    };
    return fetchAllPages(async (cursor) => {
      const page = await raw.read('kt50031', body, cursor);
      if (!page.ok) return page;
      const items = parseOrderHistory(page.value.body, day);
      return items.ok ? ok({ items: items.value, next: page.value.nextKey as PageCursor | null }) : items;
    }, maxPages);
  }
}
