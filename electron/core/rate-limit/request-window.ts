const SPAN_MS = 1000;

/** Counts requests over the last second, as it slides. Times are monotonic milliseconds given by the caller. */
export class RequestWindow {
  private readonly sentAt: number[] = [];

  add(now: number): void {
    this.forget(now);
    this.sentAt.push(now);
  }

  count(now: number): number {
    this.forget(now);
    return this.sentAt.length;
  }

  /** Returns when fewer than `limit` requests lie in the last second; `now` or earlier means already. */
  availableAt(now: number, limit: number): number {
    const surplus = this.count(now) - limit;
    const leaving = surplus < 0 ? undefined : this.sentAt[surplus];
    return leaving === undefined ? now : leaving + SPAN_MS;
  }

  private forget(now: number): void {
    let old = 0;
    while (old < this.sentAt.length && (this.sentAt[old] ?? 0) <= now - SPAN_MS) old += 1;
    if (old > 0) this.sentAt.splice(0, old);
  }
}
