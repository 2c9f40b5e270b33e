/** Steps that a share is rounded to. */
const STEPS = 65_536;

/**
 * Gives a growing total out to parties by shares that may change from one addition to the next.
 *
 * The parts add up to the total exactly after every addition and never shrink, and each is within a few units of its exact share, however
 * small the additions are. The parties are served in a chain: each takes its part of what the ones before it left, and what rounding
 * withholds is carried to its next addition.
 */
export class ShareStream {
  readonly parts: Float64Array;
  private readonly carried: Float64Array;

  constructor(readonly count: number) {
    this.parts = new Float64Array(count);
    this.carried = new Float64Array(count);
  }

  /** @param shares  relative to each other; not all zero */
  add(total: number, shares: Float64Array): void {
    let left = total;
    let sharesLeft = 0;
    for (const share of shares) sharesLeft += share;
    const last = this.count - 1;
    for (let place = 0; place < last; place += 1) {
      const share = shares[place] ?? 0;
      const ratio = sharesLeft <= 0 ? 0 : Math.min(STEPS, Math.round((share / sharesLeft) * STEPS));
      const exact = (this.carried[place] ?? 0) + ratio * left;
      const part = Math.min(left, Math.floor(exact / STEPS));
      this.carried[place] = Math.max(0, Math.min(STEPS - 1, exact - part * STEPS));
      this.parts[place] = (this.parts[place] ?? 0) + part;
      left -= part;
      sharesLeft -= share;
    }
    this.parts[last] = (this.parts[last] ?? 0) + left;
  }

  copyFrom(other: ShareStream): void {
    this.parts.set(other.parts);
    this.carried.set(other.carried);
  }
}
