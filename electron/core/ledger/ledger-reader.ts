import type { LedgerOrder, LedgerOrdersPage, OrderStory, StoryEntry } from '#shared/contract/ledger.ts';
import type { RequestPayload } from '#shared/contract/requests.ts';
import type { AccountId } from '#shared/domain/account.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { ClientOrderId } from '#shared/domain/order.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { EpochMs, KstDate } from '#shared/domain/time.ts';
import { DAY_MS, kstInstant } from '#shared/domain/time.ts';
import type { LedgerFilter, LedgerRow, LedgerStorage } from '../ports/ledger-storage.ts';
import { accountOfScope } from './evidence.ts';
import type { ReplayedOrder } from './replay-order.ts';
import { BIRTH_KINDS, replayOrder } from './replay-order.ts';
import { ACCOUNT_STORY_KINDS, buildStory } from './story.ts';

const PAGE_ORDERS = 100;

/** An order with its rows and its story. */
export interface ToldOrder extends OrderStory {
  readonly accountId: AccountId;
  /** The order's own rows and those of its account that belong to the story, ascending. */
  readonly rows: readonly LedgerRow[];
  readonly entries: readonly StoryEntry[];
}

/** Reads orders of any day out of the ledger. Changes nothing. */
export class LedgerReader {
  constructor(
    private readonly options: {
      readonly storage: LedgerStorage;
      /** The accounts that there are. */
      readonly accountIds: () => readonly AccountId[];
    },
  ) {}

  /** Newest first. `validation` PAGE_CURSOR_UNKNOWN. */
  orders(query: RequestPayload<'ledger.orders'>): Result<LedgerOrdersPage> {
    const { cursor, symbol } = query;
    if (cursor !== null && !/^\d{1,15}$/.test(cursor)) {
      return err(hogaError('validation', 'PAGE_CURSOR_UNKNOWN', 'the page cursor is not one of the ledger'));
    }
    const filter = this.daysOf(query);
    if (!filter.ok) return filter;
    const orders: LedgerOrder[] = [];
    let before = cursor === null ? null : Number(cursor);
    for (;;) {
      const births = this.options.storage.readBack(before, {
        ...filter.value,
        kinds: BIRTH_KINDS,
        limit: PAGE_ORDERS,
      });
      if (!births.ok) return births;
      for (const birth of births.value) {
        before = birth.sequence;
        const replayed = this.replay(birth);
        if (!replayed.ok) return replayed;
        if (replayed.value === null || (symbol !== null && replayed.value.order.symbol !== symbol)) continue;
        const { order, tradingDate, steps } = replayed.value;
        orders.push({ order, tradingDate, entries: steps.length });
        if (orders.length === PAGE_ORDERS) return ok({ orders, cursor: String(before) });
      }
      if (births.value.length < PAGE_ORDERS) return ok({ orders, cursor: null });
    }
  }

  /** `validation` ORDER_UNKNOWN. Where several ledgers of an account know the id, the newest counts. */
  story(accountId: AccountId | null, clientOrderId: ClientOrderId): Result<ToldOrder> {
    const scopes = this.scopesOf(accountId);
    if (!scopes.ok) return scopes;
    const births = this.options.storage.readBack(null, {
      ...scopes.value,
      clientOrderId,
      kinds: BIRTH_KINDS,
      limit: 1,
    });
    if (!births.ok) return births;
    const [birth] = births.value;
    if (birth === undefined) return err(hogaError('validation', 'ORDER_UNKNOWN', 'no such order'));
    return this.tell(birth);
  }

  /** Every order that began on one of the days, oldest first. */
  births(
    accountId: AccountId | null,
    from: KstDate,
    to: KstDate,
    limit: number,
  ): Result<readonly LedgerRow[]> {
    const filter = this.daysOf({ accountId, from, to });
    return filter.ok ? this.options.storage.read(0, { ...filter.value, kinds: BIRTH_KINDS, limit }) : filter;
  }

  /** Rows of those days that are about no order. */
  accountRows(
    accountId: AccountId | null,
    from: KstDate,
    to: KstDate,
    limit: number,
  ): Result<readonly LedgerRow[]> {
    const filter = this.daysOf({ accountId, from, to });
    return filter.ok ? this.options.storage.read(0, { ...filter.value, clientOrderId: '', limit }) : filter;
  }

  /** The order that `birth` began, with its whole story. */
  tell(birth: LedgerRow): Result<ToldOrder> {
    const replayed = this.replay(birth);
    if (!replayed.ok) return replayed;
    if (replayed.value === null) {
      const { sequence } = birth;
      return err(
        hogaError('storage', 'LEDGER_ROW_UNREADABLE', `row ${sequence} makes no sense`, { sequence }),
      );
    }
    const { order, tradingDate, steps } = replayed.value;
    const last = steps.at(-1)?.row ?? birth;
    const around = this.around(birth, last);
    if (!around.ok) return around;
    const rows = [...steps.map(({ row }) => row), ...around.value].sort((a, b) => a.sequence - b.sequence);
    const entries = buildStory({ steps }, around.value);
    return ok({ accountId: this.accountOf(birth), order, tradingDate, rows, entries });
  }

  accountOf({ accountId }: LedgerRow): AccountId {
    return accountOfScope(accountId, this.options.accountIds());
  }

  private replay(birth: LedgerRow): Result<ReplayedOrder | null> {
    const { accountId, clientOrderId, sequence } = birth;
    const rows = this.options.storage.read(sequence - 1, { accountId, clientOrderId });
    return rows.ok ? ok(replayOrder(this.accountOf(birth), rows.value)) : rows;
  }

  /** What concerned the account between two rows, and the clock's offset as last seen before. */
  private around(first: LedgerRow, last: LedgerRow): Result<readonly LedgerRow[]> {
    const { storage } = this.options;
    const { accountId } = first;
    const clock = storage.readBack(first.sequence, { accountId, kinds: ['clockSeen'], limit: 1 });
    if (!clock.ok) return clock;
    const since = Math.min(first.at, last.at) as EpochMs;
    const until = (Math.max(first.at, last.at) + 1) as EpochMs;
    const own = { accountId, kinds: ACCOUNT_STORY_KINDS, since, until };
    const between = storage.read(first.sequence, own);
    if (!between.ok) return between;
    return ok([...clock.value, ...between.value.filter(({ sequence }) => sequence < last.sequence)]);
  }

  private daysOf({
    accountId,
    from,
    to,
  }: {
    readonly accountId: AccountId | null;
    readonly from: KstDate;
    readonly to: KstDate;
  }): Result<LedgerFilter> {
    const scopes = this.scopesOf(accountId);
    if (!scopes.ok) return scopes;
    return ok({ ...scopes.value, since: kstInstant(from, 0), until: kstInstant(to, DAY_MS) });
  }

  private scopesOf(accountId: AccountId | null): Result<LedgerFilter> {
    if (accountId === null) return ok({});
    const scopes = this.options.storage.accounts();
    if (!scopes.ok) return scopes;
    const known = this.options.accountIds();
    return ok({ accountIds: scopes.value.filter((scope) => accountOfScope(scope, known) === accountId) });
  }
}
