import type { CommandId } from './order-fact.ts';

/**
 * When the broker's list not showing a command proves that the venue never had it.
 *
 * One look is not enough: a request that timed out here may still be on its way through the broker, and a list may lag
 * behind. So two looks must both lack it, both asked after the answer was given up, both answered in full, at least five
 * seconds apart, with no failed look or lost link between them. Five seconds is far beyond the time a broker takes from
 * its gateway to its order list, and short enough for somebody who waits to trade.
 *
 * The verdict stays open to correction: an order that shows up in spite of it is taken for ours again.
 */
export const LOOKS_NEEDED_SPACING_MS = 5_000;

/** Counts the looks that lacked each command. Times are monotonic, in ms. */
export class AbsenceWatch {
  private readonly since = new Map<CommandId, { readonly from: number; firstLook: number | null }>();

  /** Begins, unless begun: looks asked before `now` prove nothing about the command. */
  begin(commandId: CommandId, now: number): void {
    if (!this.since.has(commandId)) this.since.set(commandId, { from: now, firstLook: null });
  }

  /** Takes note of a complete look, asked at `askedAt`, that lacked the command. Returns whether that proves it. */
  lacked(commandId: CommandId, askedAt: number): boolean {
    const watched = this.since.get(commandId);
    if (watched === undefined || askedAt < watched.from) return false;
    if (watched.firstLook === null) {
      watched.firstLook = askedAt;
      return false;
    }
    return askedAt - watched.firstLook >= LOOKS_NEEDED_SPACING_MS;
  }

  /** The look did not lack it for sure: count from the start. */
  restart(commandId: CommandId): void {
    const watched = this.since.get(commandId);
    if (watched !== undefined) watched.firstLook = null;
  }

  /** A look failed or the link was lost: every count starts again. */
  restartAll(): void {
    for (const watched of this.since.values()) watched.firstLook = null;
  }

  /** Forgets every command that is not in `open`. */
  keepOnly(open: ReadonlySet<CommandId>): void {
    for (const commandId of [...this.since.keys()]) if (!open.has(commandId)) this.since.delete(commandId);
  }
}
