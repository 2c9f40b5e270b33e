import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ensureBuilt } from '#electron/launcher/build.ts';
import { createChildren } from '#electron/launcher/children.ts';
import type {
  AccountSnapshot,
  DeskSnapshot,
  RequestName,
  RequestPayload,
} from '#shared/contract/requests.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Result } from '#shared/domain/result.ts';
import type { LaunchedDesk } from '#test/support/launch-desk.ts';
import { launchDesk, ROOT } from '#test/support/launch-desk.ts';
import { ask, cookieOf, RawPage } from '#test/support/test-host.ts';

let home: string;
let desk: LaunchedDesk | null = null;
let page: RawPage | null = null;
let lastId = 0;

beforeAll(() => ensureBuilt(ROOT, createChildren(), () => undefined), 120_000);
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'hoga-damaged-'));
  mkdirSync(join(home, 'data'), { recursive: true });
  mkdirSync(join(home, 'config'), { recursive: true });
});
afterEach(async () => {
  page?.close();
  await desk?.stop();
  page = null;
  desk = null;
  rmSync(home, { recursive: true, force: true });
});

async function open(): Promise<void> {
  desk = await launchDesk({ home });
  const { port } = desk.host;
  const answer = await ask(port, new URL(await desk.url()).search);
  page = await RawPage.open(port, { cookie: cookieOf(answer.headers), origin: `http://127.0.0.1:${port}` });
}

async function request<Name extends RequestName>(
  name: Name,
  payload: RequestPayload<Name>,
): Promise<Result<unknown>> {
  lastId += 1;
  page?.send({ id: lastId, name, payload });
  return (await page?.reply(lastId))?.result ?? { ok: false, error: {} as HogaError };
}

const accountId = 'embedded' as never;

async function gate(): Promise<string> {
  const snapshot = await request('desk.open', { windowId: 'main' });
  const [account] = snapshot.ok ? (snapshot.value as DeskSnapshot).accounts : [];
  const now = account?.condition.gate;
  return now === undefined
    ? 'none'
    : now.state === 'armed'
      ? 'armed'
      : `${now.reason} ${now.error?.code ?? ''}`;
}

const gateIs = (expected: string) => expect.poll(gate, { timeout: 20_000, interval: 200 }).toBe(expected);

let requests = 0;
async function place(): Promise<Result<Order>> {
  requests += 1;
  const preview = await request('market.snapshot', { symbol: '005930' });
  const { lastPrice } =
    (preview.ok ? (preview.value as { quote: { lastPrice: number } }).quote : { lastPrice: 0 }) ?? {};
  return (await request('order.place', {
    requestId: `damaged-${String(requests).padStart(4, '0')}`,
    accountId,
    intent: {
      symbol: '005930',
      side: 'buy',
      type: 'limit',
      timeInForce: 'day',
      venue: 'KRX',
      price: (Math.floor((lastPrice * 0.97) / 1_000) * 1_000) as never,
      stopPrice: null,
      funding: { kind: 'cash' },
      quantity: requests as never,
    },
    accepted: [],
  })) as Result<Order>;
}

const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code);
const orders = async () => {
  const answer = await request('account.snapshot', { accountId });
  return answer.ok ? (answer.value as AccountSnapshot).orders : [];
};

describe.skipIf(process.platform !== 'linux')('a desk whose files are damaged', () => {
  it('opens without the ledger, takes no order, and leaves the file as it is', async () => {
    const path = join(home, 'data/ledger.sqlite');
    const content = `not a database at all ${'x'.repeat(5_000)}`;
    writeFileSync(path, content);
    await open();
    await gateIs('storage LEDGER_CORRUPT');
    expect(codeOf(await place())).toBe('TRADING_LEDGER_UNAVAILABLE');
    expect(readFileSync(path, 'utf8')).toBe(content);
  });

  it('opens with settings put aside, whole, and trades', async () => {
    writeFileSync(join(home, 'config/settings.json'), '{"theme": "dar');
    await open();
    await gateIs('armed');
    const kept = readdirSync(join(home, 'config')).filter((name) => name.startsWith('settings.json.'));
    expect(kept.map((name) => readFileSync(join(home, 'config', name), 'utf8'))).toContain('{"theme": "dar');
    expect(desk?.log()).toContain('SETTINGS_UNREADABLE');
  });

  it('opens with the exchange’s state put aside, whole, and trades', async () => {
    writeFileSync(join(home, 'data/exchange-1.json'), '{"version":1,');
    await open();
    await gateIs('armed');
    const kept = readdirSync(join(home, 'data')).filter((name) => name.includes('.corrupt-'));
    expect(kept.map((name) => readFileSync(join(home, 'data', name), 'utf8'))).toEqual(['{"version":1,']);
  });

  it('takes no order from the moment its ledger is gone, and goes on once it is back', async () => {
    await open();
    await gateIs('armed');
    await expect.poll(async () => codeOf(await place()), { timeout: 20_000, interval: 500 }).toBe('ok');
    const path = join(home, 'data/ledger.sqlite');
    renameSync(path, `${path}.moved`);
    expect(codeOf(await place())).toMatch(/LEDGER_GONE|TRADING_LEDGER_UNAVAILABLE/);
    await gateIs('storage LEDGER_GONE');
    const before = await orders();
    renameSync(`${path}.moved`, path);
    await gateIs('armed');
    expect(codeOf(await place())).toBe('ok');
    expect(await orders()).toHaveLength(before.length + 1);
  });

  it('takes no order while the disk is full, and goes on when there is room', async () => {
    const data = join(home, 'data');
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', data], { stdio: 'ignore' });
    } catch {
      // Only root may mount; the ledger's own tests fill a disk without.
      return;
    }
    try {
      await open();
      await gateIs('armed');
      await expect.poll(async () => codeOf(await place()), { timeout: 20_000, interval: 500 }).toBe('ok');
      const known = (await orders()).length;
      fill(join(data, 'ballast'));
      await expect
        .poll(async () => codeOf(await place()), { timeout: 20_000, interval: 200 })
        .toMatch(/LEDGER|TRADING_LEDGER/);
      await gateIs('storage LEDGER_DISK_FULL');
      unlinkSync(join(data, 'ballast'));
      await gateIs('armed');
      await expect.poll(async () => codeOf(await place()), { timeout: 20_000, interval: 500 }).toBe('ok');
      expect((await orders()).length).toBeGreaterThan(known);
      await desk?.restart('kill');
    } finally {
      page?.close();
      await desk?.stop();
      desk = null;
      execFileSync('umount', [data], { stdio: 'ignore' });
    }
  });
});

/** Takes all the room that is left. */
function fill(path: string): void {
  try {
    for (let size = 1 << 20; size >= 1; size = size >> 1) {
      for (;;) {
        try {
          writeFileSync(path, Buffer.alloc(size), { flag: 'a' });
        } catch {
          break;
        }
      }
    }
  } catch {
    // Full.
  }
}
