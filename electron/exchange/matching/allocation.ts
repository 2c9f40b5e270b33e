import type { BookSide } from './book-side.ts';
import type { BookEntry } from './order-queue.ts';

/** How much of one order an auction fills. */
export interface Allocation {
  readonly entry: BookEntry;
  readonly quantity: number;
}

/** Lots that each order gets in the first pass of a limit-locked auction. @source KRX Enforcement Rule §35 */
const FIRST_PASS_LOTS = 100;

/** Hands `quantity` out by price, then time. */
export function allocateByPriority(side: BookSide, quantity: number): readonly Allocation[] {
  const allocations: Allocation[] = [];
  let left = quantity;
  for (let place = side.levels.length - 1; place >= 0 && left > 0; place -= 1) {
    let entry = side.levels[place]?.head ?? null;
    for (; entry !== null && left > 0; entry = entry.next) {
      const share = Math.min(left, entry.leaves);
      allocations.push({ entry, quantity: share });
      left -= share;
    }
  }
  return allocations;
}

/**
 * Hands `quantity` out at the daily limit, where all orders count as simultaneous: largest first, then time.
 *
 * Pass 1 gives each up to 100 lots, pass 2 half of what each still wants, pass 3 the rest in the same order.
 * @param half  how half of an odd quantity is rounded
 * @source KRX KOSPI Market Business Regulation §23; Enforcement Rule §35 with its example
 */
export function allocateLimitLock(
  level: Iterable<BookEntry>,
  quantity: number,
  half: 'down' | 'up',
): readonly Allocation[] {
  const shares = [...level]
    .toSorted((a, b) => b.leaves - a.leaves || a.priority - b.priority)
    .map((entry) => ({ entry, quantity: 0 }));
  const round = half === 'down' ? Math.floor : Math.ceil;
  let left = quantity;
  const runPass = (wanted: (open: number) => number) => {
    for (const share of shares) {
      const amount = Math.min(left, wanted(share.entry.leaves - share.quantity));
      share.quantity += amount;
      left -= amount;
    }
  };
  runPass((open) => Math.min(FIRST_PASS_LOTS, open));
  runPass((open) => round(open / 2));
  runPass((open) => open);
  return shares.filter((share) => share.quantity > 0);
}
