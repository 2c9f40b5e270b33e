import type { SharedTime } from './shared-clock.ts';

export interface ExchangeSetup {
  readonly time: SharedTime;
  readonly statePath: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly wsPort: number;
}

export interface ExchangeAddress {
  readonly restUrl: string;
  readonly wsUrl: string;
  readonly marketId: string;
}

/** An order as the exchange itself has it. */
export interface ExchangeOrder {
  readonly number: number;
  /** First number of the chain that it belongs to. */
  readonly root: number;
  readonly kind: 'new' | 'amend' | 'cancel';
  readonly quantity: number;
  readonly price: number | null;
  readonly status: string;
  readonly leaves: number;
  readonly filled: number;
}

export interface ExchangeTruth {
  readonly orders: readonly ExchangeOrder[];
  readonly shares: number;
  /** Won of all fills. */
  readonly turnover: number;
}

export interface DeskSetup {
  readonly time: SharedTime;
  readonly ledgerPath: string;
  readonly address: ExchangeAddress;
  /** Ends itself at this point of the script; null: it plays the script to the end. */
  readonly killAt: number | null;
  /** Also ended, at the same moment, when set. */
  readonly exchangePid: number | null;
  /** Makes the terms of this life's orders unlike those of all others. */
  readonly life: number;
}

export interface DeskOrder {
  readonly status: string;
  readonly origin: string;
  readonly numbers: readonly number[];
  readonly quantity: number;
  readonly price: number | null;
  readonly filled: number;
  readonly leaves: number;
  /** Why it did not come to be, where it did not. */
  readonly refusal: string | null;
}

/** What a desk knows once nothing is in doubt any more. */
export interface DeskTruth {
  readonly orders: readonly DeskOrder[];
  readonly shares: number;
  readonly turnover: number;
  /** Order requests that left before the script began. */
  readonly sentBySelf: readonly string[];
  /** Orders that the trader had to declare never accepted. */
  readonly resolved: number;
}

export type DeskMessage =
  | { readonly settled: DeskTruth }
  /** The point at which it is about to end itself, and what happens there. */
  | { readonly point: readonly [number: number, what: string] }
  /** The script is over; it had so many points. */
  | { readonly done: number };

export type ExchangeMessage = { readonly started: ExchangeAddress } | { readonly truth: ExchangeTruth };
