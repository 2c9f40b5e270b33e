import type { InstrumentSymbol } from './instrument.ts';
import type { Money } from './money.ts';
import type { Price } from './price.ts';
import type { Quantity } from './quantity.ts';
import type { Nominal } from './nominal.ts';

/** Our own id of an account profile (not the broker's account number). */
export type AccountId = Nominal<string, 'AccountId'>;

export type BrokerId = 'kiwoom' | 'kis';
export type BrokerEnvironment = 'real' | 'mock' | 'embedded';

export interface Account {
  readonly accountId: AccountId;
  readonly label: string;
  readonly broker: BrokerId;
  readonly environment: BrokerEnvironment;
  /** The broker's account number, masked to the last four digits before it leaves core. */
  readonly accountNumber: string;
}

export interface CashBalance {
  readonly deposit: Money;
  /** Deposit two settlement days ahead. */
  readonly depositD2: Money;
  readonly buyingPower: Money;
  readonly withdrawable: Money;
}

export interface Position {
  readonly accountId: AccountId;
  readonly symbol: InstrumentSymbol;
  readonly name: string;
  readonly quantity: Quantity;
  /** Quantity net of open sell orders. */
  readonly sellableQuantity: Quantity;
  /** Won per share; the broker may give fractions. */
  readonly averageEntryPrice: number;
  readonly lastPrice: Price | null;
  readonly cost: Money;
  readonly realizedPnlToday: Money;
}
