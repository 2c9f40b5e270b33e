import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { SeedOrder } from '../world-options.ts';
import type { Floor } from './floor.ts';

/** Below the background traders' numbers and above any account's. */
const FIRST_SEED_NUMBER = 900_000_000;

/** Places orders that belong to nobody. Throws when one is refused: a staged book that is not as staged proves nothing. */
export function placeSeedOrders(floor: Floor, orders: readonly SeedOrder[]): void {
  orders.forEach((order, place) => {
    const { symbol, venue, side } = order;
    const issue = floor.issue(symbol);
    const book = issue?.books.get(venue);
    if (issue === undefined || book === undefined) throw new RangeError(`${symbol} has no book on ${venue}`);
    const placed = floor.submit(issue, book, {
      number: FIRST_SEED_NUMBER + place,
      owner: null,
      intent: {
        symbol,
        side,
        type: 'limit',
        timeInForce: 'day',
        venue,
        price: price(order.price),
        stopPrice: null,
        quantity: quantity(order.quantity),
      },
      receivedAt: floor.now(),
    });
    if (!placed.ok) throw new RangeError(`seed order ${place} for ${symbol} was refused: ${placed.error}`);
  });
}
