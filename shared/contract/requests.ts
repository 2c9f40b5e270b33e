import type { z } from 'zod';
import type { Account, AccountId, CashBalance, Position } from '../domain/account.ts';
import type { Candle } from '../domain/candle.ts';
import type { HogaError } from '../domain/errors.ts';
import type { Fill } from '../domain/fill.ts';
import type { Instrument, InstrumentSymbol } from '../domain/instrument.ts';
import type { Money } from '../domain/money.ts';
import type { Order, OrderIntent } from '../domain/order.ts';
import type { OrderBook } from '../domain/order-book.ts';
import type { Quantity } from '../domain/quantity.ts';
import type { RiskLimits } from '../domain/risk-limits.ts';
import type { KstDate } from '../domain/time.ts';
import type { Quote } from '../domain/quote.ts';
import type { Trade } from '../domain/trade.ts';
import type { TradingSession } from '../domain/trading-session.ts';
import type { Venue } from '../domain/venue.ts';
import type { ApiCondition, ApiReply, ApiStream, ConditionMembers, ConditionPage } from './api.ts';
import type { AccountCondition, HaltReport } from './events.ts';
import type { LedgerExport, LedgerOrdersPage, LedgerVerdict, OrderStory } from './ledger.ts';
import type { REQUEST_SCHEMAS } from './schemas.ts';
import type { KeyTestStep, LinkGroup, MarketInterestChannel } from './vocabulary.ts';

export type RequestName = keyof typeof REQUEST_SCHEMAS;
export type RequestPayload<Name extends RequestName> = z.output<(typeof REQUEST_SCHEMAS)[Name]>;

export type JsonValue = z.core.util.JSONType;

/** One window's wish for one instrument. */
export type MarketInterest = RequestPayload<'market.watch'>['interests'][number];

/** An account with what a window needs to show of it. */
export interface AccountSummary extends Account {
  readonly hasCredentials: boolean;
  /** Venue, type and conditions the account's broker takes, for the ticket's choices. */
  readonly orderCapabilities: readonly {
    readonly venue: Venue;
    readonly type: OrderIntent['type'];
    readonly timesInForce: readonly OrderIntent['timeInForce'][];
  }[];
  /** The same for gold, which has types of its own; empty where the account has no gold market. */
  readonly goldCapabilities: AccountSummary['orderCapabilities'];
  /** Whose money an order of the account may use. */
  readonly orderFunding: readonly OrderIntent['funding']['kind'][];
  readonly condition: AccountCondition;
  readonly limits: RiskLimits;
  /** Trading day on which real trading was armed last; null when it was not since the start, or needs no arming. */
  readonly armedOn: KstDate | null;
}

/** How far the keys of an account work. Ends with the first step that failed; the rest was not tried. */
export interface KeyTest {
  readonly steps: readonly {
    readonly step: KeyTestStep;
    readonly isOk: boolean;
    /** The broker's own code is `context.venueCode`. */
    readonly error: HogaError | null;
  }[];
}

/** Everything a window needs before it can draw. `sequence` is that of the last event included. */
export interface DeskSnapshot {
  readonly sequence: number;
  readonly version: string;
  readonly host: 'electron' | 'browser';
  readonly accounts: readonly AccountSummary[];
  readonly sessions: readonly TradingSession[];
  readonly settings: Readonly<Record<string, JsonValue>>;
  readonly links: Readonly<Record<LinkGroup, InstrumentSymbol>>;
  /** Of the accounts that are halted. */
  readonly halts: readonly HaltReport[];
  readonly layout: JsonValue | null;
  /** Core's clock minus the window's is what shows data age right; milliseconds since 1970. */
  readonly now: number;
}

export interface AccountSnapshot {
  readonly sequence: number;
  readonly accountId: AccountId;
  readonly cash: CashBalance | null;
  readonly positions: readonly Position[];
  /** Today's orders, newest first. */
  readonly orders: readonly Order[];
  readonly fills: readonly Fill[];
  /** Set when the broker could not be asked: what is shown is older than it should be. */
  readonly error: HogaError | null;
}

export interface MarketSnapshot {
  readonly quote: Quote;
  readonly book: OrderBook;
  /** Newest first. */
  readonly trades: readonly Trade[];
}

/** What is wrong with an intent, beside the field it concerns. */
export interface IntentProblem {
  readonly field: keyof OrderIntent | 'account';
  readonly error: HogaError;
}

export interface OrderPreview {
  readonly notional: Money;
  readonly commission: Money;
  readonly tax: Money;
  /** Largest buyable or sellable quantity; null while unknown. */
  readonly maxQuantity: Quantity | null;
  /** Each refuses the order. */
  readonly problems: readonly IntentProblem[];
  /** Each must be accepted by its code. */
  readonly warnings: readonly IntentProblem[];
}

export interface RequestReplies {
  'desk.open': DeskSnapshot;
  'instruments.list': readonly Instrument[];
  /** Interests that did not fit the broker's budget. */
  'market.watch': {
    readonly denied: readonly {
      readonly symbol: InstrumentSymbol;
      readonly channel: MarketInterestChannel;
    }[];
  };
  'market.snapshot': MarketSnapshot;
  /** Oldest first; `cursor` null when there is nothing older. */
  'candles.fetch': { readonly candles: readonly Candle[]; readonly cursor: string | null };
  'order.preview': OrderPreview;
  /** The order as it stands when the broker has answered, or when its outcome became unknown. */
  'order.place': Order;
  'order.amend': Order;
  'order.cancel': Order;
  'order.resolve': Order;
  'order.cancelAll': {
    readonly requested: number;
    readonly failed: readonly { readonly order: Order; readonly error: HogaError }[];
  };
  'trading.halt': { readonly canceling: number };
  /** `canceling` counts per account; what becomes of each order is told by `halt-report` events. */
  'trading.haltAll': {
    readonly accounts: readonly { readonly accountId: AccountId; readonly canceling: number }[];
  };
  'trading.resume': null;
  'trading.arm': AccountSummary;
  'account.snapshot': AccountSnapshot;
  'account.refresh': AccountSnapshot;
  'profiles.list': readonly AccountSummary[];
  'profiles.add': AccountSummary;
  'profiles.update': AccountSummary;
  'profiles.setEnabled': AccountSummary;
  'profiles.remove': null;
  'profiles.test': KeyTest;
  'profiles.enterCredentials': null;
  'profiles.connect': null;
  'profiles.disconnect': null;
  'secrets.unlock': null;
  'limits.set': AccountSummary;
  'settings.set': null;
  'layout.load': JsonValue | null;
  'layout.save': null;
  'window.open': null;
  'link.set': null;
  /** One page of any API of the account's broker. Orders and tokens are refused: they have ways of their own. */
  'api.call': ApiReply;
  /** Streams that the broker does not have or that did not fit its budget. */
  'api.watch': { readonly denied: readonly ApiStream[] };
  'conditions.list': readonly ApiCondition[];
  'conditions.search': ConditionPage;
  'conditions.start': ConditionMembers;
  'conditions.stop': null;
  /** Orders of any day, from the ledger. */
  'ledger.orders': LedgerOrdersPage;
  'ledger.story': OrderStory;
  /** LEDGER_EXPORT_TOO_LARGE when the days asked for hold more than one pack may. */
  'ledger.export': LedgerExport;
  /** Follows the whole chain and looks at the file. What is found blocks new orders, or no longer does. */
  'ledger.verify': LedgerVerdict;
}

export type RequestReply<Name extends RequestName> = RequestReplies[Name];
