const SPAN_MS = 1000;

/**
 * Counts requests over the last second, as it slides; those on the wire count until a second after their answer, because
 * nobody here knows when the broker counted them. Times are monotonic milliseconds given by the caller.
 */
export class RequestWindow {
  private readonly answeredAt: number[] = [];
  private inFlight = 0;

  take(): void {
    this.inFlight += 1;
  }

  settle(now: number): void {
    this.inFlight -= 1;
    this.forget(now);
    this.answeredAt.push(now);
  }

  count(now: number): number {
    this.forget(now);
    return this.inFlight + this.answeredAt.length;
  }

  /**
   * Returns when fewer than `limit` requests count: `now` or earlier means already, infinity not before another is
   * answered.
   */
  availableAt(now: number, limit: number): number {
    const surplus = this.count(now) - limit;
    if (surplus < 0) return now;
    const leaving = this.answeredAt[surplus];
    return leaving === undefined ? Number.POSITIVE_INFINITY : leaving + SPAN_MS;
  }

  private forget(now: number): void {
    let old = 0;
    while (old < this.answeredAt.length && (this.answeredAt[old] ?? 0) <= now - SPAN_MS) old += 1;
    if (old > 0) this.answeredAt.splice(0, old);
  }
}
