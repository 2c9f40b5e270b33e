import type { AccountId } from './account.ts';
import type { InstrumentSymbol } from './instrument.ts';
import type { Money } from './money.ts';
import type { ClientOrderId, OrderSide, VenueOrderId } from './order.ts';
import type { Price } from './price.ts';
import type { Quantity } from './quantity.ts';
import type { EpochMs } from './time.ts';
import type { Venue } from './venue.ts';

/** An execution report of a quantity at a price. `fillId` is unique per account and day. */
export interface Fill {
  readonly fillId: string;
  readonly accountId: AccountId;
  readonly clientOrderId: ClientOrderId;
  readonly venueOrderId: VenueOrderId;
  readonly symbol: InstrumentSymbol;
  readonly side: OrderSide;
  readonly price: Price;
  readonly quantity: Quantity;
  readonly venue: Venue | null;
  readonly commission: Money | null;
  readonly tax: Money | null;
  readonly eventTime: EpochMs;
}
