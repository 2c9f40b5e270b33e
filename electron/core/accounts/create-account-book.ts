import type { AccountId, CashBalance, Position } from '#shared/domain/account.ts';
import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Fill } from '#shared/domain/fill.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { ZERO_MONEY } from '#shared/domain/money.ts';
import { ZERO_QUANTITY } from '#shared/domain/quantity.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import { kstDateOf } from '#shared/domain/time.ts';
import type { Broker, BrokerPosition } from '../brokers/broker.ts';
import { ListenerSet } from '../listener-set.ts';
import type { Log } from '../ports/log.ts';
import type { AccountBook } from './account-book.ts';
import { CreditPowers } from './credit-powers.ts';
import { GoldRefresh } from './gold-refresh.ts';
import type { DayPrices } from './day-ledger.ts';
import { DayLedger } from './day-ledger.ts';
import { realizedPnl } from './realized-pnl.ts';

/** The broker is asked at most this often because of changes. */
const REFRESH_INTERVAL_MS = 1_000;
/** The market knows no price. */
const NO_PRICES: DayPrices = { last: null, lastTime: null, base: null };
/** A refresh that failed is tried again after this. */
const RETRY_MS = 5_000;

export interface AccountBookOptions {
  readonly accountId: AccountId;
  readonly broker: Pick<Broker, 'account'>;
  readonly clock: Clock;
  readonly log: Log;
  /** The market's prices, for the result of the day; without, the broker's own are taken. */
  readonly pricesOf?: (symbol: InstrumentSymbol) => DayPrices;
}

/**
 * Keeps what the broker says about cash and holdings. Listens to the broker's changes at once; asks for the first time when
 * `refresh` is called.
 *
 * An answer that fails leaves what was known in place, tells why through `lastError`, and is tried again after the next
 * change or a few seconds.
 */
export function createAccountBook(options: AccountBookOptions): AccountBook {
  const { accountId, broker, clock, log, pricesOf = () => NO_PRICES } = options;
  const client = broker.account;
  const cashListeners = new ListenerSet<CashBalance>();
  const positionListeners = new ListenerSet<readonly Position[]>();
  const fills = new Map<InstrumentSymbol, Fill[]>();
  /** Entry prices of what was held, for sales that end a holding. */
  const entryPrices = new Map<InstrumentSymbol, { readonly name: string; readonly price: number }>();
  const dayLedger = new DayLedger();
  let cash: CashBalance | null = null;
  let held: readonly BrokerPosition[] | null = null;
  let positions: readonly Position[] = [];
  let lastError: HogaError | null = null;
  let running: Promise<Result<void>> | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;
  let cancelTimer: Unsubscribe | null = null;
  let isClosed = false;
  const credit = new CreditPowers(client.fetchCreditPower, clock, log);
  const gold = new GoldRefresh(client.gold, log);
  const stopChanges = client.onChange(({ symbol }) => {
    gold.touched(symbol);
    refreshSoon(0);
  });

  async function refresh(): Promise<Result<void>> {
    gold.touched(null);
    return renew();
  }

  async function renew(): Promise<Result<void>> {
    while (running !== null) await running;
    return ask();
  }

  async function ask(): Promise<Result<void>> {
    if (running !== null) return running;
    cancelTimer?.();
    cancelTimer = null;
    askedAt = clock.monotonicNow();
    running = perform().catch((cause: unknown) =>
      err(hogaError('protocol', 'ACCOUNT_REFRESH_FAILED', 'the account was not read', {}, cause)),
    );
    const result = await running;
    running = null;
    lastError = result.ok ? null : result.error;
    if (!result.ok) {
      log.warn('account not refreshed', { error: result.error });
      refreshSoon(RETRY_MS);
    }
    return result;
  }

  async function perform(): Promise<Result<void>> {
    const asked = await client.fetchPositions();
    if (!asked.ok) return asked;
    const balance = await client.fetchCash();
    if (!balance.ok) return balance;
    const ofGold = await gold.read();
    if (!ofGold.ok) return ofGold;
    if (isClosed) return ok(undefined);
    held = [...asked.value, ...(ofGold.value?.positions ?? [])];
    dayLedger.noteReading(held, clock.now());
    for (const { symbol, name, averageEntryPrice } of held) {
      entryPrices.set(symbol, { name, price: averageEntryPrice });
    }
    takeInCash(ofGold.value === null ? balance.value : { ...balance.value, gold: ofGold.value.cash });
    takeInPositions();
    return ok(undefined);
  }

  function takeInCash(balance: CashBalance): void {
    if (cash !== null && JSON.stringify(cash) === JSON.stringify(balance)) return;
    cash = balance;
    cashListeners.emit(balance);
  }

  function takeInPositions(): void {
    const next = [...(held ?? []).map(toPosition), ...soldOut()];
    if (JSON.stringify(next) === JSON.stringify(positions)) return;
    positions = next;
    positionListeners.emit(next);
  }

  function toPosition(position: BrokerPosition): Position {
    const realizedPnlToday = realizedPnl(position, todaysFills(position.symbol));
    const { symbol, name, quantity, sellableQuantity, averageEntryPrice, lastPrice, cost, loans } = position;
    return {
      accountId,
      symbol,
      name,
      quantity,
      sellableQuantity,
      averageEntryPrice,
      lastPrice,
      cost,
      loans,
      realizedPnlToday,
    };
  }

  /** What was sold to the last share today is still part of today's result. */
  function soldOut(): readonly Position[] {
    return [...fills.keys()].flatMap((symbol) => {
      const entry = entryPrices.get(symbol);
      const hasSale = todaysFills(symbol).some(({ side }) => side === 'sell');
      if (entry === undefined || !hasSale || held?.some((each) => each.symbol === symbol)) return [];
      const gone = { quantity: ZERO_QUANTITY, averageEntryPrice: entry.price };
      return [
        {
          accountId,
          symbol,
          name: entry.name,
          ...gone,
          sellableQuantity: ZERO_QUANTITY,
          lastPrice: null,
          cost: ZERO_MONEY,
          loans: [],
          realizedPnlToday: realizedPnl(gone, todaysFills(symbol)),
        },
      ];
    });
  }

  function todaysFills(symbol: InstrumentSymbol): readonly Fill[] {
    const today = kstDateOf(clock.now());
    return (fills.get(symbol) ?? []).filter(({ eventTime }) => kstDateOf(eventTime) === today);
  }

  /** Asks once for any number of changes, never more often than the interval allows. */
  function refreshSoon(delayMs: number): void {
    if (isClosed || cancelTimer !== null) return;
    const wait = Math.max(delayMs, askedAt + REFRESH_INTERVAL_MS - clock.monotonicNow());
    cancelTimer = clock.after(wait, () => {
      cancelTimer = null;
      void renew();
    });
  }

  return {
    refresh,
    noteFill(fill) {
      const own = fills.get(fill.symbol) ?? [];
      if (
        own.some(({ fillId, venueOrderId }) => fillId === fill.fillId && venueOrderId === fill.venueOrderId)
      ) {
        return;
      }
      dayLedger.noteFill(fill);
      fills.set(
        fill.symbol,
        [...own, fill].sort((a, b) => a.eventTime - b.eventTime),
      );
      gold.touched(fill.symbol);
      // Before the first reading there is nothing to renew, and perhaps no link to ask over.
      if (held !== null) refreshSoon(0);
    },
    noteReserve(symbol) {
      gold.touched(symbol);
      if (held !== null) refreshSoon(0);
    },
    cash: () => cash,
    positions: () => positions,
    sellableQuantity(symbol) {
      if (held === null) return null;
      return held.find((each) => each.symbol === symbol)?.sellableQuantity ?? ZERO_QUANTITY;
    },
    creditPower: (symbol) => credit.of(symbol),
    wantCreditPower: (symbol) => credit.want(symbol),
    loans(symbol) {
      if (held === null) return null;
      return held.find((each) => each.symbol === symbol)?.loans ?? [];
    },
    dayResult: () => dayLedger.result(clock.now(), pricesOf),
    lastError: () => lastError,
    onCash: (listener) => cashListeners.add(listener),
    onPositions: (listener) => positionListeners.add(listener),
    close() {
      isClosed = true;
      stopChanges();
      cancelTimer?.();
      cancelTimer = null;
    },
  };
}
