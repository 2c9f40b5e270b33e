import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorld, type WorldOptions } from '#electron/exchange/create-world.ts';
import { readState, writeState } from '#electron/exchange/storage/state-file.ts';
import type { WorldEvent } from '#electron/exchange/world.ts';
import { kstDate, kstInstant, timeOfDay } from '#shared/domain/time.ts';
import { intentOf, listingsOf, TEN_O_CLOCK } from '#test/support/quiet-world.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoga-state-'));
  path = join(folder, 'exchange.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ASK = { symbol: '005930', venue: 'KRX', side: 'sell', price: 253_500, quantity: 10 } as const;

function open(options: Partial<WorldOptions> = {}, start: number = TEN_O_CLOCK) {
  const clock = createVirtualClock(start);
  const warnings: string[] = [];
  const world = createWorld({
    clock,
    seed: 1,
    activity: 0,
    listings: listingsOf('005930', '068760'),
    statePath: path,
    onWarning: (message) => warnings.push(message),
    ...options,
  });
  world.openAccount('trader');
  return { clock, world, warnings };
}

/** Ten bought at 253,500, an order for 20 half amended, one canceled. */
function trade() {
  const { clock, world } = open({ seedBooks: [ASK] });
  world.start();
  world.submit('trader', intentOf({ quantity: 10 }));
  world.submit('trader', intentOf({ price: 250_000, quantity: 20 }));
  world.submit('trader', intentOf({ price: 240_000, quantity: 5 }));
  world.cancel('trader', 3, { symbol: '005930', venue: 'KRX', quantity: null });
  return { clock, world };
}

function accountOf({ world }: { readonly world: ReturnType<typeof createWorld> }) {
  return {
    cash: world.cash('trader'),
    holdings: world.holdings('trader'),
    orders: world.orders('trader'),
    fills: world.fills('trader'),
  };
}

describe('a restart on the same day', () => {
  it('gives accounts, holdings, orders and fills back', () => {
    const first = trade();
    const before = accountOf(first);
    first.world.stop();
    expect(accountOf(open())).toEqual(before);
  });

  it('loses nothing when the process is killed a moment after an order', () => {
    const first = trade();
    first.clock.advance(500);
    expect(accountOf(open())).toEqual(accountOf(first));
  });

  it('has an order on disk before anybody hears of it', () => {
    const first = open();
    first.world.start();
    const onDisk: number[] = [];
    first.world.onEvent((event) => {
      if (event.type === 'order') onDisk.push(open().world.orders('trader').length);
    });
    first.world.submit('trader', intentOf({ price: 250_000, quantity: 20 }));
    expect(onDisk).toEqual([1]);
  });

  it('loses nothing when the process is killed right after an answer', () => {
    const first = trade();
    expect(accountOf(open())).toEqual(accountOf(first));
    first.world.cancel('trader', 2, { symbol: '005930', venue: 'KRX', quantity: null });
    expect(accountOf(open())).toEqual(accountOf(first));
  });

  it('takes what was recorded before a full write into account once', () => {
    const first = trade();
    const journal = readFileSync(`${path}.changes`, 'utf8');
    first.clock.advance(500);
    expect(existsSync(`${path}.changes`)).toBe(false);
    // Killed between the full write and the end of the journal.
    writeFileSync(`${path}.changes`, journal);
    expect(accountOf(open())).toEqual(accountOf(first));
  });

  it('leaves out a change that was half written when it was killed, and goes on behind it', () => {
    const first = trade();
    const before = accountOf(first);
    const journal = readFileSync(`${path}.changes`, 'utf8');
    first.world.submit('trader', intentOf({ price: 230_000, quantity: 1 }));
    const all = readFileSync(`${path}.changes`, 'utf8');
    writeFileSync(`${path}.changes`, all.slice(0, (journal.length + all.length) / 2));
    const second = open();
    expect(accountOf(second)).toEqual(before);
    second.world.submit('trader', intentOf({ price: 220_000, quantity: 1 }));
    expect(accountOf(open())).toEqual(accountOf(second));
  });

  it('keeps a fill that came without a request', () => {
    const first = open({ activity: 1 });
    first.world.start();
    const best = first.world.book('005930', 'KRX').bids[0]?.price ?? 0;
    first.world.submit('trader', intentOf({ price: best, quantity: 1 }));
    expect(first.world.fills('trader')).toEqual([]);
    while (first.world.fills('trader').length === 0) first.clock.advance(10_000);
    first.clock.advance(1_000);
    expect(open({}, first.clock.now()).world.fills('trader')).toEqual(first.world.fills('trader'));
  });

  it('puts open orders back into the book, where they fill and can be canceled under their numbers', () => {
    const first = trade();
    first.world.stop();
    const { world } = open();
    expect(world.book('005930', 'KRX').bids).toEqual([{ price: 250_000, size: 20 }]);
    const events: WorldEvent[] = [];
    world.onEvent((event) => events.push(event));
    world.openAccount('other');
    world.submit('trader', intentOf({ side: 'sell', price: 250_000, quantity: 4 }));
    expect(world.orders('trader').find(({ number }) => number === 2)).toMatchObject({
      status: 'partiallyFilled',
      filled: 4,
      leaves: 16,
    });
    expect(world.cancel('trader', 2, { symbol: '005930', venue: 'KRX', quantity: null }).ok).toBe(true);
    expect(world.cash('trader').reserved).toBe(0);
  });

  it('goes on counting order and fill numbers', () => {
    const first = trade();
    first.world.stop();
    const { world } = open({ seedBooks: [ASK] });
    const order = world.submit('trader', intentOf({ quantity: 1 }));
    expect(order.ok && order.value.number).toBe(5);
    expect(world.fills('trader').map(({ fillNumber }) => fillNumber)).toEqual([1, 2]);
  });

  it('takes prices up where they were', () => {
    const first = open({ activity: 1 });
    first.world.start();
    first.clock.advance(600_000);
    const last = first.world.day('005930', 'ALL').lastPrice;
    first.world.stop();
    const second = open({ activity: 1 }, TEN_O_CLOCK + 660_000);
    expect(second.world.day('005930', 'ALL').lastPrice).toBe(last);
    const [bar] = second.world.bars('005930', 'ALL', { unit: 'minute', count: 1 }, null, 1);
    expect(bar?.close).toBe(last);
    expect(second.world.listing('005930')?.basePrice).toBe(first.world.listing('005930')?.basePrice);
  });
});

describe('a restart on a later day', () => {
  const MONDAY = kstInstant(kstDate('20261123'), timeOfDay('10:00'));

  it('expires yesterday’s orders, keeps cash and holdings, and never reuses a number', () => {
    const first = trade();
    first.world.stop();
    const { world } = open({}, MONDAY);
    expect(world.orders('trader')).toEqual([]);
    expect(world.cash('trader')).toMatchObject({ reserved: 0, depositD1: 100_000_000 - 2_535_380 });
    expect(world.holdings('trader')).toMatchObject([{ quantity: 10, boughtToday: 0, boughtYesterday: 10 }]);
    const order = world.submit('trader', intentOf({ price: 250_000 }));
    expect(order.ok && order.value.number).toBe(5);
  });

  it('makes the last price the base price and keeps the day as it was', () => {
    const first = open({ activity: 1 });
    first.world.start();
    first.clock.advance(600_000);
    const { lastPrice: close, open: opened, high, low, volume } = first.world.day('005930', 'KRX');
    first.world.stop();
    const { world } = open({}, MONDAY);
    expect(world.listing('005930')?.basePrice).toBe(close);
    const [yesterday] = world.bars('005930', 'KRX', { unit: 'day' }, null, 1);
    expect(yesterday).toMatchObject({ open: opened, high, low, close, volume });
  });

  it('takes the regular close as base price, not what the evening made of it', () => {
    const evening = (time: string) => kstInstant(kstDate('20261120'), timeOfDay(time));
    const kst = { session: 'kst', activity: 1, listings: listingsOf('005930') } as const;
    const first = open(kst, evening('15:29'));
    first.world.start();
    first.clock.advance(120_000);
    const close = first.world.day('005930', 'KRX').lastPrice;
    first.clock.setNow(evening('17:00'));
    first.clock.advance(300_000);
    first.world.stop();
    const second = open(kst, evening('18:00'));
    second.world.start();
    second.clock.advance(300_000);
    second.world.stop();
    const { world } = open(kst, kstInstant(kstDate('20261123'), timeOfDay('07:00')));
    expect(world.listing('005930')?.basePrice).toBe(close);
  });

  it('fills the days between from the seed', () => {
    const first = trade();
    first.world.stop();
    const { world } = open({}, kstInstant(kstDate('20261127'), timeOfDay('10:00')));
    const days = world.bars('005930', 'KRX', { unit: 'day' }, null, 6);
    expect(days[0]?.close).toBe(world.listing('005930')?.basePrice);
    expect(days.length).toBe(6);
  });
});

describe('the name of a market', () => {
  it('stays with its state file, and is another without it', () => {
    const first = trade();
    first.world.stop();
    expect(open().world.marketId).toBe(first.world.marketId);
    rmSync(path);
    expect(open().world.marketId).not.toBe(first.world.marketId);
  });

  it('keeps the changes of a deleted state file out of the next one', () => {
    trade();
    rmSync(path);
    const second = open();
    second.world.start();
    expect(second.world.orders('trader')).toEqual([]);
    expect(accountOf(open())).toEqual(accountOf(second));
  });
});

describe('a damaged state file', () => {
  it.each([
    ['cut in the middle', (text: string) => text.slice(0, text.length / 2)],
    ['empty', () => ''],
    ['not of our making', () => '{"hello":"world"}'],
    ['with a field of the wrong type', (text: string) => text.replace('"nextNumber":5', '"nextNumber":"5"')],
    [
      'with books that do not balance',
      (text: string) => text.replace('"deposit":100000000', '"deposit":900000000'),
    ],
  ])('%s is put aside, never overwritten, and the exchange starts anew', (_, damage) => {
    const first = trade();
    first.world.stop();
    const damaged = damage(readFileSync(path, 'utf8'));
    writeFileSync(path, damaged);
    const { world, warnings } = open();
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('damaged');
    expect(world.cash('trader').deposit).toBe(100_000_000);
    expect(world.orders('trader')).toEqual([]);
    world.stop();
    const [kept] = readdirSync(folder).filter((name) => name.includes('.corrupt-'));
    expect(readFileSync(join(folder, kept ?? ''), 'utf8')).toBe(damaged);
  });
});

describe('a state file that cannot be used', () => {
  it('stops the start with a clear error when it cannot be read', () => {
    mkdirSync(path);
    expect(() => open()).toThrow(/STATE_UNREADABLE.*exchange\.json/);
  });

  it('lets the market go on with one warning when it cannot be written', () => {
    const blocked = join(folder, 'file');
    writeFileSync(blocked, '');
    const { clock, world, warnings } = open({ statePath: join(blocked, 'exchange.json') });
    world.start();
    world.submit('trader', intentOf({ price: 250_000 }));
    clock.advance(1_000);
    world.submit('trader', intentOf({ price: 250_000 }));
    clock.advance(1_000);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('cannot write');
    expect(world.orders('trader')).toHaveLength(2);
  });

  it.skipIf(process.getuid?.() === 0)('keeps the old file when the folder is read-only', () => {
    expect(writeState(path, { old: true }).ok).toBe(true);
    chmodSync(folder, 0o500);
    const written = writeState(path, { old: false });
    chmodSync(folder, 0o700);
    expect(written.ok).toBe(false);
    expect(readState(path, 'now')).toEqual({ ok: true, value: { kind: 'found', value: { old: true } } });
  });

  it('removes its half-written file when the last step fails', () => {
    mkdirSync(path);
    const written = writeState(path, { a: 1 });
    expect(written).toMatchObject({ ok: false, error: { kind: 'storage', code: 'STATE_NOT_WRITTEN' } });
    expect(readdirSync(folder)).toEqual(['exchange.json']);
  });

  it('leaves no half-written file behind', () => {
    expect(writeState(path, { a: 1 }).ok).toBe(true);
    expect(readdirSync(folder)).toEqual(['exchange.json']);
  });

  it.skipIf(process.platform === 'win32')('is only readable by its owner', () => {
    writeState(path, {});
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});

describe('a world without a state path', () => {
  it('keeps nothing and writes nothing', () => {
    const { world, clock } = open({ statePath: null });
    world.start();
    world.submit('trader', intentOf({ price: 250_000 }));
    clock.advance(5_000);
    world.stop();
    expect(readdirSync(folder)).toEqual([]);
  });
});
