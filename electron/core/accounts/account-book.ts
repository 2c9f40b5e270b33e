import type { CashBalance, Position } from '#shared/domain/account.ts';
import type { Unsubscribe } from '#shared/domain/clock.ts';
import type { LoanLot } from '#shared/domain/funding.ts';
import type { CreditPower } from '../brokers/broker.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import type { Fill } from '#shared/domain/fill.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Money } from '#shared/domain/money.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import type { Result } from '#shared/domain/result.ts';

/**
 * Cash and positions of one account as the broker last told them. Asked again after fills and after what orders hold
 * has changed, at most once a second, and after every reconnect.
 */
export interface AccountBook {
  refresh(): Promise<Result<void>>;
  /** A fill of the account: counts toward today's result, and cash and holdings are asked for again. Idempotent. */
  noteFill(fill: Fill): void;
  /** An order holds more or less of the account than before: cash and holdings are asked for again. */
  noteReserve(symbol: InstrumentSymbol): void;
  cash(): CashBalance | null;
  /** Holdings, and with quantity 0 what was sold out today: its result is still today's. */
  positions(): readonly Position[];
  /** Zero for what is not held; null until the holdings were read for the first time. */
  sellableQuantity(symbol: InstrumentSymbol): Quantity | null;
  /** What the broker lends on the instrument; null while it is not known. */
  creditPower(symbol: InstrumentSymbol): CreditPower | null;
  /** Has the broker asked what it lends on the instrument, if that is not known or old. */
  wantCreditPower(symbol: InstrumentSymbol): void;
  /** Loans on the instrument, oldest first; null until the holdings were read for the first time. */
  loans(symbol: InstrumentSymbol): readonly LoanLot[] | null;
  /** What the account has made today, realised and unrealised, from yesterday's close; null while unknown. */
  dayResult(): Money | null;
  /** Why the last refresh failed; null when it did not. */
  lastError(): HogaError | null;
  onCash(listener: (cash: CashBalance) => void): Unsubscribe;
  onPositions(listener: (positions: readonly Position[]) => void): Unsubscribe;
  close(): void;
}
