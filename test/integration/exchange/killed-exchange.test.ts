import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runExchange, type ExchangeProcess } from '#test/support/exchange-process.ts';
import { createKiwoomClient, type KiwoomClient } from '#test/support/kiwoom-client.ts';

const KILLS = 20;

let folder = '';
let exchange: ExchangeProcess | null = null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoga-killed-'));
});
afterEach(async () => {
  await kill();
  rmSync(folder, { recursive: true, force: true });
});

async function start(state: string): Promise<{ client: KiwoomClient; market: string }> {
  exchange = runExchange(['--activity', '0', '--quota', 'off', '--state', join(folder, state)]);
  const { rest, market } = await exchange.started();
  const client = createKiwoomClient(rest);
  await client.authenticate();
  return { client, market };
}

/** As the system ends a process that has no say in it. */
async function kill(): Promise<void> {
  exchange?.child.kill('SIGKILL');
  await exchange?.ended();
  exchange = null;
}

/** Numbers and open quantities of all that works, as the account's list shows them. */
async function open(client: KiwoomClient): Promise<Record<string, string>> {
  const { body } = await client.post('/api/dostk/acnt', 'ka10075', {
    all_stk_tp: '0',
    trde_tp: '0',
    stex_tp: '0',
  });
  const rows = body['oso'] as readonly Record<string, string>[];
  return Object.fromEntries(rows.map((row) => [row['ord_no'], row['oso_qty']]));
}

async function buy(client: KiwoomClient, quantity: number): Promise<string> {
  const quote = await client.post('/api/dostk/stkinfo', 'ka10001', { stk_cd: '005930' });
  const lowest = String(quote.body['lst_pric']).replace(/^[+-]/, '');
  const terms = { dmst_stex_tp: 'KRX', stk_cd: '005930', ord_uv: lowest, trde_tp: '0', cond_uv: '' };
  const answer = await client.post('/api/dostk/ordr', 'kt10000', { ...terms, ord_qty: String(quantity) });
  return String(answer.body['ord_no']);
}

async function cancel(client: KiwoomClient, number: string): Promise<void> {
  const terms = { dmst_stex_tp: 'KRX', orig_ord_no: number, stk_cd: '005930', cncl_qty: '0' };
  expect((await client.post('/api/dostk/ordr', 'kt10003', terms)).body['return_code']).toBe(0);
}

describe('an exchange that is killed right after it answered', () => {
  test(`has every order and cancel, ${KILLS} times in a row`, async () => {
    const expected: Record<string, string> = {};
    const markets = new Set<string>();
    for (let round = 1; round <= KILLS; round += 1) {
      const { client, market } = await start('state.json');
      markets.add(market);
      expect(await open(client)).toEqual(expected);
      const oldest = Object.keys(expected)[0];
      if (round % 4 === 0 && oldest !== undefined) {
        await cancel(client, oldest);
        delete expected[oldest];
      } else expected[await buy(client, round)] = String(round);
      await kill();
    }
    expect(await open((await start('state.json')).client)).toEqual(expected);
    expect(markets.size).toBe(1);
  }, 180_000);

  test('is another market when its state is another', async () => {
    const first = await start('one.json');
    await kill();
    expect((await start('two.json')).market).not.toBe(first.market);
  });
});
