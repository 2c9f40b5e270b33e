import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrokerConditions, ConditionMatch } from '#electron/core/brokers/broker-api.ts';
import type { ConditionPage } from '#shared/contract/api.ts';
import type { Result } from '#shared/domain/result.ts';
import { startCoverageDesk, type CoverageDesk } from '#test/api-coverage/coverage-desk.ts';

const ABOVE_AVERAGE = '12';

let desk: CoverageDesk;
let conditions: BrokerConditions;

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.detail}`);
  return result.value;
}

beforeAll(async () => {
  desk = await startCoverageDesk();
  valueOf(await desk.broker.connect());
  if (desk.broker.api === null) throw new Error('no API');
  ({ conditions } = desk.broker.api);
});
afterAll(() => desk.stop());

/** Lets the market go on a second at a time until `isDone`; the frames of a second arrive between two. */
async function goOnUntil(isDone: () => boolean) {
  for (let second = 0; second < 240 && !isDone(); second += 1) {
    desk.clock.advance(1_000);
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}

describe('the condition search of the exchange, with the desk’s own client', () => {
  it('lists the ready conditions', async () => {
    const listed = valueOf(await conditions.list());
    expect(listed.length).toBeGreaterThanOrEqual(12);
    expect(listed[0]).toEqual({ id: '0', name: '골든크로스 5/20' });
  });

  it('searches page by page', async () => {
    const symbols: unknown[] = [];
    let cursor: string | null = null;
    do {
      const page: ConditionPage = valueOf(await conditions.search(ABOVE_AVERAGE, cursor));
      symbols.push(...page.rows.map((row) => row['9001']));
      cursor = page.cursor;
    } while (cursor !== null);
    expect(symbols.length).toBeGreaterThan(100);
    expect(new Set(symbols).size).toBe(symbols.length);
  });

  it('reads a row in won, shares and percent', async () => {
    const { rows } = valueOf(await conditions.search('11', null));
    for (const row of rows) {
      const day = desk.exchange.world.day(String(row['9001']), 'KRX');
      expect(row['10']).toBe(day.lastPrice);
      expect(row['13']).toBe(day.volume);
      const percent = ((day.lastPrice - day.basePrice) / day.basePrice) * 100;
      expect(Number(row['12'])).toBeCloseTo(percent, 1);
    }
  });

  it('follows: whoever enters and leaves leads from the first members to those of a search, until it is stopped', async () => {
    const heard: ConditionMatch[] = [];
    conditions.onMatch((match) => heard.push(match));
    const members = new Set(valueOf(await conditions.start(ABOVE_AVERAGE)).members);
    expect(members.size).toBeGreaterThan(100);
    const changes = () => new Set(heard.map(({ change }) => change)).size;
    await goOnUntil(() => changes() === 2);
    expect(changes()).toBe(2);
    const stopped = await conditions.stop(ABOVE_AVERAGE);
    expect(stopped.ok).toBe(true);
    for (const { symbol, change, conditionId } of heard) {
      expect(conditionId).toBe(ABOVE_AVERAGE);
      expect(members.has(symbol)).toBe(change === 'leave');
      if (change === 'enter') members.add(symbol);
      else members.delete(symbol);
    }
    const count = heard.length;
    for (let second = 0; second < 30; second += 1) {
      desk.clock.advance(1_000);
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    expect(heard).toHaveLength(count);
  });
});
