import type { EpochMs } from '#shared/domain/time.ts';

/**
 * When the broker's list not showing a command counts as proof that the venue never had it.
 *
 * One look is not enough: a request that timed out here may still be on its way through the broker, and a list may lag
 * behind. So two looks must both lack it, both asked after the last chance of an answer was gone, both answered in full, at least five
 * seconds apart, with no failed look or lost link between them. Five seconds is far beyond the time a broker takes from
 * its gateway to its order list, and short enough for somebody who waits to trade.
 *
 * What follows from the proof depends on the command. A place stays unknown: the proof is offered to the trader, who alone
 * may declare the order never accepted; a broker that drops an order from its list in the first minutes of a bad day would
 * otherwise have it placed twice. An amend or cancel settles by itself, and only when the same list names its order and no
 * push told of the order while it was asked: then query and pushes agree that the order is there and the command is not.
 *
 * By the same rule an order that worked is lost when neither the day's list nor that of open orders names it any more.
 *
 * The verdict stays open to correction: an order that shows up in spite of it is taken for ours again.
 */
export const LOOKS_NEEDED_SPACING_MS = 5_000;

interface Watched {
  readonly from: number;
  firstLook: Look | null;
  /** The look that made the proof complete. */
  provingLook: Look | null;
}

/** When a look was asked: monotonic, which counts, and by the clock, which is shown. */
export interface Look {
  readonly askedAt: number;
  readonly at: EpochMs;
}

/** Counts the looks that lacked each command, or each order, by its id. Times are monotonic, in ms. */
export class AbsenceWatch {
  private readonly since = new Map<string, Watched>();

  /** Begins, unless begun: looks asked before `now` prove nothing about the command. */
  begin(id: string, now: number): void {
    if (!this.since.has(id)) this.since.set(id, { from: now, firstLook: null, provingLook: null });
  }

  /** Takes note of a complete look, asked at `askedAt`, that lacked the command. Returns whether that proves it. */
  lacked(id: string, look: Look): boolean {
    const watched = this.since.get(id);
    if (watched === undefined || look.askedAt < watched.from) return false;
    if (watched.firstLook === null) {
      watched.firstLook = look;
      return false;
    }
    if (look.askedAt - watched.firstLook.askedAt < LOOKS_NEEDED_SPACING_MS) return false;
    watched.provingLook ??= look;
    return true;
  }

  /** When the two looks were asked that make the proof; none while there is none. */
  proof(id: string): readonly EpochMs[] {
    const watched = this.since.get(id);
    if (watched === undefined || watched.firstLook === null || watched.provingLook === null) return [];
    return [watched.firstLook.at, watched.provingLook.at];
  }

  /** The look did not lack it for sure: count from the start. */
  restart(id: string): void {
    const watched = this.since.get(id);
    if (watched !== undefined) clear(watched);
  }

  /** A look failed or the link was lost: every count starts again. */
  restartAll(): void {
    for (const watched of this.since.values()) clear(watched);
  }

  /** Returns whether a look lacked something, so that another one has to follow. */
  isCounting(): boolean {
    return [...this.since.values()].some(({ firstLook }) => firstLook !== null);
  }

  /** Forgets every command that is not in `open`. */
  keepOnly(open: ReadonlySet<string>): void {
    for (const id of [...this.since.keys()]) if (!open.has(id)) this.since.delete(id);
  }
}

function clear(watched: Watched): void {
  watched.firstLook = null;
  watched.provingLook = null;
}
