/** Returns the part of `amount` that falls to `quantity` out of `whole` shares, cut to whole won; all of it to all of them. */
export function partOf(amount: number, quantity: number, whole: number): number {
  if (quantity > whole) throw new Error(`sold ${quantity} of ${whole} shares`);
  const exact = amount * quantity;
  return Number.isSafeInteger(exact)
    ? Math.floor(exact / whole)
    : Number((BigInt(amount) * BigInt(quantity)) / BigInt(whole));
}
