import { ladderFor } from '#shared/catalogue/tick-ladders.ts';
import { money, ZERO_MONEY } from '#shared/domain/money.ts';
import type { OrderTerms } from '#shared/domain/order.ts';
import { price, type Price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import { kstDateOf, kstInstant, type EpochMs, type KstDate } from '#shared/domain/time.ts';
import type { BookVenue } from '#shared/domain/venue.ts';
import { createClearing } from '../clearing/create-clearing.ts';
import type { BookedFill, Clearing } from '../clearing/clearing.ts';
import { tradingDayBefore } from '../market/history/trading-days.ts';
import { createRandom, seedOf, type Random } from '../market/random.ts';
import { newRecord, withFill, withLess } from '../orders/order-record.ts';
import type { AccountDay, AccountOrder, CashMovement, Listing } from '../world.ts';
import { closingOf, settlementsOn, type ClosePrice } from './closing.ts';
import { planPast, splitFill, type PastAction } from './past-plan.ts';

/** What the past of an account is made of: the market as it was. */
export interface PastMarket {
  readonly listings: readonly Listing[];
  /** Price at a moment of a past session; null when the instrument was not traded then. */
  readonly priceAt: (symbol: string, venue: BookVenue, at: EpochMs) => Price | null;
  /** Lowest and last price of a day; null when the instrument was not traded then. */
  readonly dayOf: (symbol: string, date: KstDate) => { readonly low: Price; readonly close: Price } | null;
}

export interface PastOptions {
  readonly seed: number;
  readonly accountId: string;
  readonly today: KstDate;
  /** What the account has today; the past ends with it, and with nothing held. */
  readonly cash: number;
  readonly market: PastMarket;
}

const DAYS = 60;
/** Before this day no tax rates are known. @source shared/catalogue/costs.ts */
const FIRST_DAY = '20250102';
const FIRST_DEPOSIT = 0.7;
/** The rest is paid in on this day. */
const SECOND_DEPOSIT_DAY = 17;
const OPENING_MINUTE_MS = 60_000;
const OPEN_MS = 9 * 3_600_000;
const PAY_MS = 8.6 * 3_600_000;
const CLOSE_MS = 15.5 * 3_600_000;
const EVENING_MS = 16 * 3_600_000;

/**
 * Invents about sixty trading days for a new account: deposits, a handful of trades a week at prices of the market's own past, their
 * settlement, and on the last day a withdrawal of what was earned (or a deposit of what was lost), so that exactly today's cash remains.
 *
 * The same seed, account and market give the same past. Costs and profit come from the same clearing that books today's trades.
 * @returns closed days, oldest first, the last one the trading day before today
 */
export function samplePast(options: PastOptions): readonly AccountDay[] {
  const dates = pastDates(options.today);
  if (dates.length < DAYS / 4) return [];
  return new PastTeller(options, dates).tell();
}

function pastDates(today: KstDate): readonly KstDate[] {
  const dates: KstDate[] = [];
  let day = tradingDayBefore(today);
  while (dates.length < DAYS && day >= FIRST_DAY) {
    dates.push(day);
    day = tradingDayBefore(day);
  }
  return dates.reverse();
}

class PastTeller {
  private readonly random: Random;
  private readonly clearing: Clearing;
  private readonly closePrice: ClosePrice;
  private readonly accountId: string;
  /** What the account has not been paid yet, or has drawn, of the cash that clearing counts. */
  private notPaidIn = 0;
  private orderNumber = 0;

  constructor(
    private readonly options: PastOptions,
    private readonly dates: readonly KstDate[],
  ) {
    const { seed, accountId, cash, market } = options;
    this.accountId = accountId;
    this.random = createRandom(seedOf(seed, 'past', accountId));
    const listings = new Map(market.listings.map((listing) => [listing.symbol, listing]));
    this.clearing = createClearing({
      date: dates[0] ?? options.today,
      instrumentOf: (symbol) => listings.get(symbol) ?? null,
    });
    this.closePrice = (symbol, date) => market.dayOf(symbol, date)?.close ?? null;
    this.clearing.openAccount(accountId, money(cash));
    this.notPaidIn = cash;
  }

  tell(): readonly AccountDay[] {
    const [first = this.options.today] = this.dates;
    const tradable = this.options.market.listings.filter(({ listedOn }) => listedOn < first);
    const plan = planPast(this.random, tradable, this.dates.length);
    return this.dates.map((date, place) => {
      const actions = plan.filter(({ day }) => day === place);
      return this.tellDay(date, place, actions);
    });
  }

  private tellDay(date: KstDate, place: number, actions: readonly PastAction[]): AccountDay {
    const last = this.dates[place - 1];
    const settled = last === undefined ? [] : settlementsOn(this.clearing, this.accountId, last, date);
    this.clearing.rollTo(date);
    const movements = [...settled, ...this.payments(date, place)];
    // Numbers of orders begin anew every day, and other customers have most of them.
    this.orderNumber = this.random.integer(400, 9_000);
    const orders: AccountOrder[] = [];
    const fills: BookedFill[] = [];
    for (const action of actions) {
      const at = kstInstant(
        date,
        OPEN_MS + action.minute * OPENING_MINUTE_MS + this.random.integer(0, 59_000),
      );
      this.carryOut(action, at, orders, fills);
    }
    const closing = closingOf(this.clearing, this.accountId, date, this.closePrice);
    const less = (won: number) => money(won - this.notPaidIn);
    const { deposit, depositD1, depositD2 } = closing;
    const paid = { deposit: less(deposit), depositD1: less(depositD1), depositD2: less(depositD2) };
    return { date, orders, fills, movements, closing: { ...closing, ...paid } };
  }

  /** Deposits at the start and a while later; on the last day what brings the account to today's cash. */
  private payments(date: KstDate, place: number): readonly CashMovement[] {
    const { cash } = this.options;
    const isLast = place === this.dates.length - 1;
    let amount = 0;
    if (place === 0) amount = Math.floor(cash * FIRST_DEPOSIT);
    else if (place === SECOND_DEPOSIT_DAY) amount = this.notPaidIn;
    else if (isLast) amount = cash - (this.clearing.cash(this.accountId).deposit - this.notPaidIn);
    if (amount === 0) return [];
    this.notPaidIn -= amount;
    const at = kstInstant(date, isLast ? EVENING_MS : PAY_MS);
    return [{ kind: amount > 0 ? 'deposit' : 'withdrawal', amount: money(amount), at }];
  }

  private carryOut(action: PastAction, at: EpochMs, orders: AccountOrder[], fills: BookedFill[]): void {
    const { listing, venue } = action;
    const { symbol } = listing;
    const routedVenue = venue === 'NXT' ? 'NXT' : 'KRX';
    const now = this.options.market.priceAt(symbol, routedVenue, at);
    if (now === null) return;
    const limit = action.kind === 'miss' ? this.priceBelow(listing, kstDateOf(at)) : now;
    const shares = this.sharesOf(action, limit);
    if (limit === null || shares < 1) return;
    this.orderNumber += this.random.integer(1, 1_500);
    const intent: OrderTerms = {
      symbol,
      side: action.kind === 'sell' ? 'sell' : 'buy',
      type: 'limit',
      timeInForce: 'day',
      venue,
      price: limit,
      stopPrice: null,
      quantity: quantity(shares),
    };
    const order = newRecord({
      number: this.orderNumber,
      kind: 'new',
      original: null,
      accountId: this.accountId,
      intent,
      routedVenue,
      at,
    });
    if (action.kind === 'miss')
      orders.push(withLess(order, order.leaves, 'expired', kstInstant(kstDateOf(at), CLOSE_MS)));
    else orders.push(this.fill(order, limit, at, fills));
  }

  private fill(order: AccountOrder, at: Price, receivedAt: EpochMs, fills: BookedFill[]): AccountOrder {
    const { number, intent, routedVenue, accountId } = order;
    const { symbol, side } = intent;
    const reserved = this.clearing.reserve(accountId, number, intent, at);
    if (!reserved.ok) throw new Error(`the past of ${accountId} cannot be paid: ${reserved.error}`);
    let filledAt = receivedAt;
    let filled = order;
    for (const part of splitFill(this.random, intent.quantity)) {
      filledAt = (filledAt + this.random.integer(40, 20_000)) as EpochMs;
      const report = { number, accountId, symbol, side, price: at, quantity: quantity(part) };
      const fill = this.clearing.bookFill({ ...report, venue: routedVenue, at: filledAt });
      fills.push(fill);
      filled = withFill(filled, fill);
    }
    return filled;
  }

  /** A buy takes its part of the free cash, whether it was paid in or earned; a sale its part of what is held. */
  private sharesOf({ kind, part, listing }: PastAction, limit: number | null): number {
    if (limit === null) return 0;
    const held = this.clearing.holdings(this.accountId).find(({ symbol }) => symbol === listing.symbol);
    if (kind === 'sell') return Math.ceil((held?.quantity ?? 0) * part);
    const free = Math.max(ZERO_MONEY, this.clearing.cash(this.accountId).orderable - this.notPaidIn);
    return Math.floor((free * part) / limit);
  }

  /** A price that the day never came down to: what somebody waits for in vain. */
  private priceBelow({ symbol, kind }: Listing, date: KstDate): Price | null {
    const low = this.options.market.dayOf(symbol, date)?.low;
    const ladder = ladderFor(kind, date);
    const band = low === undefined ? undefined : ladder.findLast(({ from }) => from <= low * 0.985);
    if (low === undefined || band === undefined) return null;
    const limit = Math.floor((low * 0.985) / band.tick) * band.tick;
    return limit >= 1 && limit < low ? price(limit) : null;
  }
}
