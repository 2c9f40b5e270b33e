import type { CashBalance, Position } from '#shared/domain/account.ts';
import type { Clock } from '#shared/domain/clock.ts';
import type { KstDate } from '#shared/domain/time.ts';
import type { AccountSight } from '../orders/order-ledger.ts';

/** Answers count whole seconds, and asking two clocks takes time: a smaller change of the offset says nothing. */
const OFFSET_CHANGE_MS = 1_000;

/** What is written of a position: what it is and cost, not what it is worth at the moment. */
type SeenPosition = Pick<
  Position,
  'symbol' | 'quantity' | 'sellableQuantity' | 'averageEntryPrice' | 'loans'
>;

/**
 * Writes to the ledger what was seen of an account: cash and positions whenever orders were compared with the broker's and they
 * differ from what was written last, and on every new trading day; and how far the broker's clock is from this machine's.
 */
export class AccountRecorder {
  private written: { readonly date: KstDate; readonly contents: string } | null = null;
  private offsetMs: number | null = null;
  private isReconciled = false;

  constructor(
    private readonly options: {
      readonly machineClock: Clock;
      readonly brokerClock: Clock;
      readonly tradingDate: () => KstDate;
      readonly cash: () => CashBalance | null;
      readonly positions: () => readonly Position[];
      readonly write: (kind: AccountSight, payload: object) => void;
    },
  ) {}

  /** Orders were compared with the broker's, and cash and positions asked for anew. */
  reconciled(): void {
    this.isReconciled = true;
    this.recordClock();
    this.recordAccount('reconciled');
  }

  /** Some time has passed. */
  tick(): void {
    // Before the first answer the broker's clock is not known, nor the account.
    if (!this.isReconciled) return;
    this.recordClock();
    if (this.written !== null && this.written.date !== this.options.tradingDate())
      this.recordAccount('daily');
  }

  private recordClock(): void {
    const { brokerClock, machineClock, write } = this.options;
    const offsetMs = Math.round(brokerClock.now() - machineClock.now());
    if (this.offsetMs !== null && Math.abs(offsetMs - this.offsetMs) < OFFSET_CHANGE_MS) return;
    this.offsetMs = offsetMs;
    write('clockSeen', { offsetMs });
  }

  private recordAccount(reason: 'reconciled' | 'daily'): void {
    const { cash, positions, tradingDate, write } = this.options;
    const seen = { cash: cash(), positions: positions().map(seenPosition) };
    if (seen.cash === null) return;
    const contents = JSON.stringify(seen);
    const date = tradingDate();
    if (this.written?.date === date && this.written.contents === contents) return;
    this.written = { date, contents };
    write('accountSeen', { reason, tradingDate: date, ...seen });
  }
}

function seenPosition(position: Position): SeenPosition {
  const { symbol, quantity, sellableQuantity, averageEntryPrice, loans } = position;
  return { symbol, quantity, sellableQuantity, averageEntryPrice, loans };
}
