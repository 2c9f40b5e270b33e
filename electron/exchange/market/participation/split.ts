import { ShareStream } from './share-stream.ts';

/** What each party of some division of the market bought and sold: shares, and won. Parties are places. */
export interface Split {
  readonly count: number;
  readonly buyQuantity: Float64Array;
  readonly sellQuantity: Float64Array;
  readonly buyAmount: Float64Array;
  readonly sellAmount: Float64Array;
}

/** What one party, or several together, bought and sold. */
export interface Traded {
  readonly buyQuantity: number;
  readonly sellQuantity: number;
  readonly buyAmount: number;
  readonly sellAmount: number;
}

export const NOTHING_TRADED: Traded = { buyQuantity: 0, sellQuantity: 0, buyAmount: 0, sellAmount: 0 };

export function emptySplit(count: number): Split {
  return {
    count,
    buyQuantity: new Float64Array(count),
    sellQuantity: new Float64Array(count),
    buyAmount: new Float64Array(count),
    sellAmount: new Float64Array(count),
  };
}

/** Adds `other` to `into`. */
export function addSplit(into: Split, other: Split): void {
  for (let place = 0; place < into.count; place += 1) {
    into.buyQuantity[place] = (into.buyQuantity[place] ?? 0) + (other.buyQuantity[place] ?? 0);
    into.sellQuantity[place] = (into.sellQuantity[place] ?? 0) + (other.sellQuantity[place] ?? 0);
    into.buyAmount[place] = (into.buyAmount[place] ?? 0) + (other.buyAmount[place] ?? 0);
    into.sellAmount[place] = (into.sellAmount[place] ?? 0) + (other.sellAmount[place] ?? 0);
  }
}

/** Takes `other` away from `from`. */
export function subtractSplit(from: Split, other: Split): void {
  for (let place = 0; place < from.count; place += 1) {
    from.buyQuantity[place] = (from.buyQuantity[place] ?? 0) - (other.buyQuantity[place] ?? 0);
    from.sellQuantity[place] = (from.sellQuantity[place] ?? 0) - (other.sellQuantity[place] ?? 0);
    from.buyAmount[place] = (from.buyAmount[place] ?? 0) - (other.buyAmount[place] ?? 0);
    from.sellAmount[place] = (from.sellAmount[place] ?? 0) - (other.sellAmount[place] ?? 0);
  }
}

/** What the parties at `places` did together; everybody when left out. */
export function tradedBy(split: Split, places?: readonly number[]): Traded {
  const wanted = places ?? Array.from({ length: split.count }, (_none, place) => place);
  let [buyQuantity, sellQuantity, buyAmount, sellAmount] = [0, 0, 0, 0];
  for (const place of wanted) {
    buyQuantity += split.buyQuantity[place] ?? 0;
    sellQuantity += split.sellQuantity[place] ?? 0;
    buyAmount += split.buyAmount[place] ?? 0;
    sellAmount += split.sellAmount[place] ?? 0;
  }
  return { buyQuantity, sellQuantity, buyAmount, sellAmount };
}

export function netQuantity(traded: Traded): number {
  return traded.buyQuantity - traded.sellQuantity;
}

export function netAmount(traded: Traded): number {
  return traded.buyAmount - traded.sellAmount;
}

export function minus(later: Traded, earlier: Traded): Traded {
  return {
    buyQuantity: later.buyQuantity - earlier.buyQuantity,
    sellQuantity: later.sellQuantity - earlier.sellQuantity,
    buyAmount: later.buyAmount - earlier.buyAmount,
    sellAmount: later.sellAmount - earlier.sellAmount,
  };
}

export function plus(one: Traded, other: Traded): Traded {
  return {
    buyQuantity: one.buyQuantity + other.buyQuantity,
    sellQuantity: one.sellQuantity + other.sellQuantity,
    buyAmount: one.buyAmount + other.buyAmount,
    sellAmount: one.sellAmount + other.sellAmount,
  };
}

/** Shares of both sides, relative to each other. */
export interface SideShares {
  readonly buy: Float64Array;
  readonly sell: Float64Array;
}

export function emptyShares(count: number): SideShares {
  return { buy: new Float64Array(count), sell: new Float64Array(count) };
}

/** Divides bars one after the other, and knows what each party has traded in all of them. */
export class SplitStream {
  private readonly buyQuantities: ShareStream;
  private readonly sellQuantities: ShareStream;
  private readonly buyAmounts: ShareStream;
  private readonly sellAmounts: ShareStream;
  readonly split: Split;

  constructor(count: number) {
    this.buyQuantities = new ShareStream(count);
    this.sellQuantities = new ShareStream(count);
    this.buyAmounts = new ShareStream(count);
    this.sellAmounts = new ShareStream(count);
    this.split = {
      count,
      buyQuantity: this.buyQuantities.parts,
      sellQuantity: this.sellQuantities.parts,
      buyAmount: this.buyAmounts.parts,
      sellAmount: this.sellAmounts.parts,
    };
  }

  add(volume: number, turnover: number, { buy, sell }: SideShares): void {
    this.buyQuantities.add(volume, buy);
    this.sellQuantities.add(volume, sell);
    this.buyAmounts.add(turnover, buy);
    this.sellAmounts.add(turnover, sell);
  }

  copyFrom(other: SplitStream): void {
    this.buyQuantities.copyFrom(other.buyQuantities);
    this.sellQuantities.copyFrom(other.sellQuantities);
    this.buyAmounts.copyFrom(other.buyAmounts);
    this.sellAmounts.copyFrom(other.sellAmounts);
  }
}
