import { randomBytes, randomInt } from 'node:crypto';
import type { Clock } from '#electron/core/ports/clock.ts';
import type { Ids } from '#electron/core/ports/ids.ts';

/** A step of the counter within one millisecond; the 12 bits of `rand_a` and 30 of `rand_b` carry it. */
const COUNTER_BITS = 42n;
const RANDOM_BITS = 32n;

/**
 * UUID version 7 (RFC 9562 §5.7, counter as in §6.2 method 1): sorted as text, ids come in the order they were made, also
 * within one millisecond and when the machine's clock is set back.
 */
export function createUuidIds(clock: Clock): Ids {
  let lastMs = 0;
  let counter = 0n;
  return {
    next() {
      const now = Math.max(clock.now(), lastMs);
      // A fresh start in the lower half leaves room to count up; 2^41 steps in one millisecond do not happen.
      counter = now > lastMs ? randomBits(COUNTER_BITS - 1n) : counter + 1n;
      lastMs = now;
      return formatUuid(BigInt(now), counter, randomBits(RANDOM_BITS));
    },
    random: () => randomInt(2 ** 48 - 1) / (2 ** 48 - 1),
  };
}

function randomBits(bits: bigint): bigint {
  return BigInt(`0x${randomBytes(8).toString('hex')}`) & ((1n << bits) - 1n);
}

function formatUuid(timeMs: bigint, counter: bigint, tail: bigint): string {
  const high = counter >> 30n;
  const low = counter & ((1n << 30n) - 1n);
  const value = (timeMs << 80n) | (0x7n << 76n) | (high << 64n) | (0b10n << 62n) | (low << 32n) | tail;
  const hex = value.toString(16).padStart(32, '0');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
