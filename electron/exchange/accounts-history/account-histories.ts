import { money, ZERO_MONEY, type Money } from '#shared/domain/money.ts';
import type { KstDate } from '#shared/domain/time.ts';
import { kstInstant, type EpochMs } from '#shared/domain/time.ts';
import type { BookedFill, Clearing } from '../clearing/clearing.ts';
import { tradingDayAfter } from '../market/history/trading-days.ts';
import { isOpen, withLess } from '../orders/order-record.ts';
import type { AccountDay, AccountHistory, AccountOrder, CashMovement } from '../world.ts';
import { closingOf, settlementsOn, type ClosePrice } from './closing.ts';
import type { StoredHistory } from './stored-history.ts';

/** About a year; the books of an account look back no further. */
const DAYS_KEPT = 250;
/** Orders of all days together: what is written to the state file with every change stays small. */
const ORDERS_KEPT = 3000;

interface Books {
  carried: AccountHistory['carried'];
  days: AccountDay[];
  /** Of today. */
  movements: readonly CashMovement[];
}

/** What accounts did on the day that ends. */
export interface DayRecords {
  orders(accountId: string): readonly AccountOrder[];
  fills(accountId: string): readonly BookedFill[];
}

/** Keeps the books of every account from day to day, beside clearing, which knows today alone. */
export class AccountHistories {
  private readonly accounts = new Map<string, Books>();

  constructor(private readonly clearing: Clearing) {}

  /**
   * Begins the books of an account that has just been opened.
   *
   * @param past  closed days that end with the cash the account has now; none: that cash is paid in at `at`
   */
  open(accountId: string, past: readonly AccountDay[], at: EpochMs): void {
    const { deposit } = this.clearing.cash(accountId);
    const movements: CashMovement[] = past.length > 0 ? [] : [{ kind: 'deposit', amount: deposit, at }];
    const carried = { deposit: ZERO_MONEY, paidIn: ZERO_MONEY };
    this.accounts.set(accountId, { carried, days: [...past], movements });
  }

  /** The books up to `date`, which is running; without books, the account's cash counts as brought in before them. */
  of(accountId: string, date: KstDate, today: DayRecords, closePrice: ClosePrice): AccountHistory {
    const { carried, days, movements } = this.booksOf(accountId);
    const running: AccountDay = {
      date,
      orders: today.orders(accountId),
      fills: today.fills(accountId),
      movements,
      closing: closingOf(this.clearing, accountId, date, closePrice),
    };
    return { carried, days: [...days, running] };
  }

  /**
   * Closes `date` and every trading day up to `next`, on which nobody traded. Call it before clearing rolls to `next`.
   *
   * Orders that are still open have expired.
   */
  rollTo(next: KstDate, date: KstDate, ended: DayRecords, closePrice: ClosePrice): void {
    for (const accountId of this.clearing.accountIds()) {
      const books = this.booksOf(accountId);
      const orders = ended.orders(accountId).map((order) => expired(order, date));
      this.close(accountId, books, { date, orders, fills: ended.fills(accountId) }, closePrice);
      let last = date;
      for (let day = tradingDayAfter(date); day < next; day = tradingDayAfter(day)) {
        books.movements = settlementsOn(this.clearing, accountId, last, day);
        this.close(accountId, books, { date: day, orders: [], fills: [] }, closePrice);
        last = day;
      }
      books.movements = settlementsOn(this.clearing, accountId, last, next);
      shorten(books);
    }
  }

  snapshot(): readonly StoredHistory[] {
    return [...this.accounts].map(([accountId, { carried, days, movements }]) => ({
      accountId,
      carried,
      days,
      movements,
    }));
  }

  restore(stored: readonly StoredHistory[]): void {
    this.accounts.clear();
    for (const { accountId, carried, days, movements } of stored) {
      this.accounts.set(accountId, { carried, days: [...days], movements });
    }
  }

  private close(
    accountId: string,
    books: Books,
    day: Pick<AccountDay, 'date' | 'orders' | 'fills'>,
    closePrice: ClosePrice,
  ): void {
    const { movements } = books;
    const closing = closingOf(this.clearing, accountId, day.date, closePrice);
    const last = books.days.at(-1);
    if (last === undefined || last.date < day.date) {
      books.days.push({ ...day, movements, closing });
      return;
    }
    // The clock was set back: the day is told a second time.
    const orders = [...last.orders, ...day.orders];
    const fills = [...last.fills, ...day.fills];
    const all = [...last.movements, ...movements];
    books.days[books.days.length - 1] = { date: last.date, orders, fills, movements: all, closing };
  }

  private booksOf(accountId: string): Books {
    const known = this.accounts.get(accountId);
    if (known !== undefined) return known;
    const { deposit } = this.clearing.cash(accountId);
    const added = { carried: { deposit, paidIn: deposit }, days: [], movements: [] };
    this.accounts.set(accountId, added);
    return added;
  }
}

/** Lets the oldest days go, their sums carried forward. */
function shorten(books: Books): void {
  let orders = books.days.reduce((sum, day) => sum + day.orders.length, 0);
  while (books.days.length > DAYS_KEPT || (orders > ORDERS_KEPT && books.days.length > 1)) {
    const day = books.days.shift();
    if (day === undefined) return;
    orders -= day.orders.length;
    const { deposit, paidIn } = books.carried;
    books.carried = {
      deposit: money(deposit + movedOn(day)),
      paidIn: money(paidIn + paidInOn(day)),
    };
  }
}

/** Won by which the settled cash changed on a day. */
export function movedOn({ movements }: AccountDay): Money {
  return money(movements.reduce((sum, { amount }) => sum + amount, 0));
}

/** Deposits less withdrawals of a day. */
export function paidInOn({ movements }: AccountDay): Money {
  return money(movements.reduce((sum, { kind, amount }) => (kind === 'settlement' ? sum : sum + amount), 0));
}

const DAY_END_MS = 86_399_000;

function expired(order: AccountOrder, date: KstDate): AccountOrder {
  return isOpen(order) ? withLess(order, order.leaves, 'expired', kstInstant(date, DAY_END_MS)) : order;
}
