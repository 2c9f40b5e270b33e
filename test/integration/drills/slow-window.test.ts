import { afterEach, describe, expect, it } from 'vitest';
import type { Drill } from '#test/support/drill/drill.ts';
import { startDrill, SYMBOL, value } from '#test/support/drill/drill.ts';
import { DrillWindow } from '#test/support/drill/drill-window.ts';
import { price } from '#shared/domain/price.ts';

let drill: Drill;
afterEach(() => drill.close());

const RATE = 2_000;
const WATCH = [{ symbol: SYMBOL, channels: ['quote', 'book', 'trades'], priority: 'focused' }] as const;
const interests = WATCH.map((each) => ({ ...each, channels: [...each.channels] }));

/** Values of one print of the feed; `place` makes each one different. */
const print = (place: number) => ({
  '20': '100000',
  '10': `+${68_000 + (place % 2) * 100}`,
  '11': '0',
  '12': '0.00',
  '27': '+68100',
  '28': '+67900',
  '15': `+${(place % 97) + 1}`,
  '13': String(1_000_000 + place),
  '14': '70000',
  '16': '+68000',
  '17': '+68500',
  '18': '+67500',
  '25': '2',
  '228': '100.00',
  '290': '2',
});

async function flood(seconds: number): Promise<number> {
  let sent = 0;
  for (let step = 0; step < seconds * 10; step += 1) {
    for (let each = 0; each < RATE / 10; each += 1) {
      drill.exchange.publish('0B', SYMBOL, print(sent));
      sent += 1;
    }
    await drill.pass(100);
  }
  return sent;
}

const volumesOf = (window: DrillWindow) =>
  window.batches.flatMap(({ trades }) => trades.map((trade) => Number(trade.quantity)));

describe('a window that stops reading for half a minute of a busy market', () => {
  it('costs no event and no trade, and the other window notices nothing', { timeout: 120_000 }, async () => {
    drill = await startDrill();
    const slow = new DrillWindow('window-2');
    drill.desk.attach(slow);
    await drill.settled(drill.desk.handle('window-2', 'market.watch', { interests }));
    await drill.pass(1_000);
    const [before, slowBefore] = [volumesOf(drill.window).length, volumesOf(slow).length];
    slow.isReading = false;
    const batchesBefore = slow.batches.length;
    const sent = await flood(15);
    value(await drill.place({ price: price(60_000) }));
    const more = await flood(15);
    expect(slow.batches).toHaveLength(batchesBefore);
    // Order events never wait.
    expect(slow.events('order').at(-1)?.order.status).toBe('accepted');
    slow.isReading = true;
    await drill.pass(1_000);
    const marked = slow.batches.slice(batchesBefore).some(({ tradeGaps }) => tradeGaps.includes(SYMBOL));
    const [fast, late] = [volumesOf(drill.window).slice(before), volumesOf(slow).slice(slowBefore)];
    expect(fast).toHaveLength(sent + more);
    expect(marked || late.length === sent + more).toBe(true);
    // What the slow one gets is the same, in the same order, and in few batches.
    expect(late).toEqual(fast.slice(-late.length));
    expect(slow.batches.length - batchesBefore).toBeLessThan(10);
    const numbers = slow.envelopes.map(({ sequence }) => sequence);
    expect(numbers).toEqual(numbers.map((_number, place) => (numbers[0] ?? 0) + place));
  });

  it('is told of the hole when it stays away for longer than can be kept', { timeout: 120_000 }, async () => {
    drill = await startDrill();
    drill.window.isReading = false;
    const seen = drill.window.batches.length;
    await flood(60);
    drill.window.isReading = true;
    await drill.pass(1_000);
    const [batch] = drill.window.batches.slice(seen);
    expect(batch?.tradeGaps).toContain(SYMBOL);
    expect(batch?.trades.length).toBeLessThanOrEqual(100_000);
  });
});
