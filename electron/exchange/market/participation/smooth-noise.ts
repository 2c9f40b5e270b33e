/** Turns a seed and a place into a number in [-1, 1). */
export function noiseAt(seed: number, place: number): number {
  let hash = Math.imul(seed ^ Math.imul(place | 0, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 0x80000000 - 1;
}

/** Noise that wanders from one value to the next within `length` places. */
export function smoothNoiseAt(seed: number, place: number, length: number): number {
  const scaled = place / length;
  const start = Math.floor(scaled);
  const part = scaled - start;
  const eased = part * part * (3 - 2 * part);
  const from = noiseAt(seed, start);
  return from + (noiseAt(seed, start + 1) - from) * eased;
}

/**
 * How fast a smooth noise rises, about -1 to 1 in size. It keeps its sign for about `length` places, and its sum over any stretch stays
 * bounded: whoever buys like this for years ends up near where he began.
 */
export function swingAt(seed: number, place: number, length: number): number {
  const rise = smoothNoiseAt(seed, place + 1, length) - smoothNoiseAt(seed, place, length);
  return (rise * length) / 1.5;
}
