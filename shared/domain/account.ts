import type { LoanLot } from './funding.ts';
import type { InstrumentSymbol } from './instrument.ts';
import type { Money } from './money.ts';
import type { Price } from './price.ts';
import type { Quantity } from './quantity.ts';
import type { Nominal } from './nominal.ts';

/** Our own id of an account profile (not the broker's account number). */
export type AccountId = Nominal<string, 'AccountId'>;

export const BROKER_IDS = ['kiwoom', 'kis'] as const;
export type BrokerId = (typeof BROKER_IDS)[number];

/** `real`: the owner's money; `mock`: the broker's own trial servers; `embedded`: the exchange inside the program. */
export const BROKER_ENVIRONMENTS = ['real', 'mock', 'embedded'] as const;
export type BrokerEnvironment = (typeof BROKER_ENVIRONMENTS)[number];

/** Colours by which a trader tells accounts apart. */
export const ACCOUNT_COLORS = ['red', 'orange', 'yellow', 'green', 'teal', 'blue', 'violet', 'gray'] as const;
export type AccountColor = (typeof ACCOUNT_COLORS)[number];

export interface Account {
  readonly accountId: AccountId;
  /** What the trader calls it; empty for the embedded account until it is given a name. */
  readonly label: string;
  /** Whose account it is; may be empty. */
  readonly owner: string;
  readonly color: AccountColor;
  /** False: it stays disconnected and trades nothing until it is enabled again; all of it is kept. */
  readonly isEnabled: boolean;
  readonly broker: BrokerId;
  readonly environment: BrokerEnvironment;
  /** The broker's account number, masked to the last four digits before it leaves core. */
  readonly accountNumber: string;
}

/** Money of a gold account, in won. It buys gold and nothing else. */
export interface GoldCash {
  readonly deposit: Money;
  readonly buyingPower: Money;
  readonly withdrawable: Money;
}

export interface CashBalance {
  readonly deposit: Money;
  /** Deposit two settlement days ahead. */
  readonly depositD2: Money;
  readonly buyingPower: Money;
  readonly withdrawable: Money;
  /** Absent where the owner has no gold account. */
  readonly gold?: GoldCash;
}

export interface Position {
  readonly accountId: AccountId;
  readonly symbol: InstrumentSymbol;
  readonly name: string;
  readonly quantity: Quantity;
  /** Quantity net of open sell orders, and without what was bought on credit: an ordinary sale cannot take that. */
  readonly sellableQuantity: Quantity;
  /** The part of the holding that was bought on credit, oldest loan first; empty for most. */
  readonly loans: readonly LoanLot[];
  /** Won per share; the broker may give fractions. */
  readonly averageEntryPrice: number;
  readonly lastPrice: Price | null;
  readonly cost: Money;
  readonly realizedPnlToday: Money;
}
