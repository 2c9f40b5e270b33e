import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import { DAY_MS, epochMs } from '#shared/domain/time.ts';
import type { Trade } from '#shared/domain/trade.ts';
import { Tape, TAPE_LENGTH } from '#renderer/panels/tape/tape.ts';
import { FAKE_NOW } from '#test/support/fake-bridge.ts';

/** A print that brings the day's volume to `cumulative`. */
function print(cumulative: number, size = 1, at = FAKE_NOW): Trade {
  return {
    symbol: '005930',
    price: price(71_000),
    quantity: quantity(size),
    aggressor: 'buy',
    cumulativeVolume: quantity(cumulative),
    eventTime: epochMs(at),
  };
}

/** Prints of one share each, from one volume to another, oldest first. */
const run = (from: number, to: number): readonly Trade[] =>
  Array.from({ length: to - from + 1 }, (_, place) => print(from + place));

const text = (tape: Tape, minimum = 0) =>
  tape
    .lines(minimum)
    .map((line) => (typeof line === 'object' ? line.cumulativeVolume : line))
    .join(' ');

describe('the tape', () => {
  it('shows the newest print first', () => {
    const tape = new Tape();
    tape.append(run(1, 3));
    expect(text(tape)).toBe('3 2 1');
  });

  it('takes a print once', () => {
    const tape = new Tape();
    tape.append(run(1, 3));
    tape.append(run(2, 4));
    expect(text(tape)).toBe('4 3 2 1');
  });

  it('keeps the last two thousand', () => {
    const tape = new Tape();
    tape.append(run(1, TAPE_LENGTH + 500));
    expect(tape.trades).toHaveLength(TAPE_LENGTH);
    expect(tape.trades[0]?.cumulativeVolume).toBe(501);
  });

  it('leaves out small prints when asked, and finds them again', () => {
    const tape = new Tape();
    tape.append([print(5, 5), print(6, 1), print(16, 10)]);
    expect(text(tape, 5)).toBe('16 5');
    expect(text(tape)).toBe('16 6 5');
  });

  it('starts anew on another day, when the volume begins again', () => {
    const tape = new Tape();
    tape.append(run(1, 3));
    tape.append([print(1, 1, FAKE_NOW + DAY_MS)]);
    expect(text(tape)).toBe('1');
  });
});

describe('a hole in the tape', () => {
  it('shows at the top while the missing prints are on their way, and between prints once newer ones come', () => {
    const tape = new Tape();
    tape.append(run(1, 3));
    tape.markGap();
    expect(text(tape)).toBe('openGap 3 2 1');
    tape.append([print(8)]);
    expect(text(tape)).toBe('8 gap 3 2 1');
  });

  it('closes when the fetched prints reach back over it', () => {
    const tape = new Tape();
    tape.append(run(1, 3));
    tape.markGap();
    tape.append([print(8)]);
    tape.merge(run(2, 8));
    expect(text(tape)).toBe('8 7 6 5 4 3 2 1');
  });

  it('closes when the fetched prints join exactly', () => {
    const tape = new Tape();
    tape.append(run(1, 3));
    tape.markGap();
    tape.merge(run(4, 6));
    expect(text(tape)).toBe('6 5 4 3 2 1');
  });

  it('stays marked when the fetched prints do not reach back far enough', () => {
    const tape = new Tape();
    tape.append(run(1, 3));
    tape.merge(run(6, 7));
    expect(text(tape)).toBe('7 6 gap 3 2 1');
  });

  it('shows even where small prints are left out', () => {
    const tape = new Tape();
    tape.append(run(1, 3));
    tape.merge([print(20, 10)]);
    expect(text(tape, 5)).toBe('20 gap');
  });

  it('leaves no mark on an empty tape', () => {
    const tape = new Tape();
    tape.markGap();
    tape.merge(run(5, 6));
    expect(text(tape)).toBe('6 5');
  });

  it('whatever is lost and fetched again, prints stay in order, each once', () => {
    const chunk = fc.record({
      from: fc.integer({ min: 1, max: 60 }),
      length: fc.integer({ min: 1, max: 20 }),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('append', 'merge', 'gap'), chunk)), (steps) => {
        const tape = new Tape();
        for (const [step, { from, length }] of steps) {
          if (step === 'gap') tape.markGap();
          else tape[step](run(from, from + length));
        }
        const volumes = tape.trades.map(({ cumulativeVolume }) => cumulativeVolume);
        expect(volumes).toEqual([...new Set(volumes)].toSorted((a, b) => a - b));
      }),
    );
  });
});
