import { describe, expect, it } from 'vitest';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import { createArmedDesk, pass } from '#test/support/order-desk.ts';
import { createSafetyHandlers } from '#electron/core/safety-handlers.ts';
import type { AccountDirectory } from '#electron/core/accounts/account-directory.ts';
import type { OrderDesk } from '#test/support/order-desk.ts';

const ACCOUNTS = 3;
const ORDERS = 40;
/** Real time of a slow disk, for each row that the ledger writes. */
const WRITE_MS = 5;

async function armed(): Promise<OrderDesk> {
  const desk = await createArmedDesk();
  for (let index = 0; index < ORDERS; index += 1) {
    await desk.place({ price: price(60_000 + (index % 10) * 1_000), quantity: quantity(1 + index * 3) });
  }
  return desk;
}

function directoryOf(desks: readonly OrderDesk[]): AccountDirectory {
  const all = desks.map(({ service }, index) => ({ profile: { accountId: `a${index}` }, orders: service }));
  return { all: () => all } as unknown as AccountDirectory;
}

describe('halting every account', () => {
  it('has closed every gate within 100 ms, before the first of many cancels is written to a slow disk', async () => {
    const desks = await Promise.all(Array.from({ length: ACCOUNTS }, armed));
    const handlers = createSafetyHandlers(directoryOf(desks));
    const startedAt = performance.now();
    const closedAt: number[] = [];
    for (const { service, ledger } of desks) {
      service.onGate(({ state }) => state === 'blocked' && closedAt.push(performance.now() - startedAt));
      ledger.onAppend = () => {
        for (const until = performance.now() + WRITE_MS; performance.now() < until;);
      };
    }
    const reply = handlers['trading.haltAll']({ requestId: 'halt-all' }, 'window');
    expect(closedAt).toHaveLength(ACCOUNTS);
    expect(Math.max(...closedAt)).toBeLessThan(100);
    expect(await reply).toMatchObject({
      ok: true,
      value: { accounts: Array.from({ length: ACCOUNTS }, () => ({ canceling: ORDERS })) },
    });
    for (const desk of desks) {
      desk.ledger.onAppend = null;
      await pass(desk.clock, 6_000);
      expect(desk.broker.venue.working()).toEqual([]);
      expect(desk.service.haltReport()?.legs.every(({ state }) => state === 'canceled')).toBe(true);
    }
  });
});
