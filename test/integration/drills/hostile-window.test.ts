import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BrowserHost } from '#electron/browser-host/browser-host.ts';
import { startBrowserHost } from '#electron/browser-host/browser-host.ts';
import { createRendererFiles } from '#electron/platform/renderer-files.ts';
import { createSecretPrompts } from '#electron/platform/secret-prompts.ts';
import { createSecretReceiver } from '#electron/platform/secret-receiver.ts';
import { createUuidIds } from '#electron/platform/uuid-ids.ts';
import { REQUEST_SCHEMAS } from '#shared/contract/schemas.ts';
import { createMemorySecrets } from '#test/support/memory-stores.ts';
import type { Drill } from '#test/support/drill/drill.ts';
import { startDrill, value } from '#test/support/drill/drill.ts';
import { ask, cookieOf, RawPage } from '#test/support/test-host.ts';

const FRAMES = 10_000;
let drill: Drill;
let host: BrowserHost;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hoga-hostile-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  drill = await startDrill();
  const prompts = createSecretPrompts(drill.clock);
  const secrets = Object.assign(createMemorySecrets(), {
    create: () => Promise.reject(new Error('not in this drill')),
    unlock: () => Promise.reject(new Error('not in this drill')),
  });
  host = value(
    await startBrowserHost({
      desk: drill.desk,
      clock: drill.clock,
      ids: createUuidIds(drill.clock),
      log: drill.log,
      files: createRendererFiles(folder),
      prompts,
      receiver: createSecretReceiver(drill.desk, secrets, secrets as never),
      port: 0,
    }),
  );
});

afterEach(async () => {
  await host.close();
  await drill.close();
  rmSync(folder, { recursive: true });
});

async function openPage(): Promise<RawPage> {
  const answer = await ask(host.port, new URL(host.oneTimeUrl()).search);
  const headers = { cookie: cookieOf(answer.headers), origin: `http://127.0.0.1:${host.port}` };
  return RawPage.open(host.port, headers);
}

const junk = fc.oneof(
  fc.anything({ withBigInt: false, maxDepth: 2 }),
  fc.string(),
  fc.constantFrom(null, -1, 1e308, ''),
);
const keys = [
  'accountId',
  'requestId',
  'clientOrderId',
  'intent',
  'accepted',
  'price',
  'quantity',
  'symbol',
  'interests',
  'interval',
  'cursor',
  'key',
  'value',
  'windowId',
  'layout',
  'group',
  '__proto__',
  'constructor',
];
const names = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...Object.keys(REQUEST_SCHEMAS)) },
  {
    weight: 2,
    arbitrary: fc.oneof(
      fc.string(),
      fc.constantFrom('__proto__', 'constructor', 'toString', 'x'.repeat(500)),
    ),
  },
);
const payload = fc.oneof(
  { weight: 3, arbitrary: fc.dictionary(fc.constantFrom(...keys), junk, { maxKeys: 6 }) },
  { weight: 1, arbitrary: junk },
);
const frame = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .record({ id: fc.nat({ max: 1_000_000 }), name: names, payload })
      .map((each) => textOf(each)),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ id: junk, name: junk, payload: junk, seen: junk }, { requiredKeys: [] })
      .map((each) => textOf(each)),
  },
  { weight: 1, arbitrary: fc.oneof(fc.string({ maxLength: 200 }), fc.json()) },
);

const textOf = (each: unknown): string => JSON.stringify(each) ?? 'undefined';

describe('a window that runs hostile script', () => {
  it(
    `changes nothing with ${FRAMES} frames, and the window beside it is served`,
    { timeout: 120_000 },
    async () => {
      const { orders: before } = await drill.snapshot();
      const other = await openPage();
      let hostile = await openPage();
      let answered = 0;
      let lostConnections = 0;
      const frames = fc.sample(frame, { numRuns: FRAMES, seed: 7 });
      for (let from = 0; from < frames.length; from += 250) {
        if (hostile.closeCode !== null) {
          lostConnections += 1;
          hostile = await openPage();
        }
        const page = hostile;
        for (const each of frames.slice(from, from + 250)) page.send(each);
        // A frame that is surely answered ends each volley.
        page.send({ id: 9_000_000 + from, name: 'profiles.list', payload: {} });
        await Promise.race([
          page.reply(9_000_000 + from).catch(() => null),
          page.until(() => page.closeCode !== null),
        ]);
        answered += page.frames.length;
        page.frames.length = 0;
        await drill.pass(4_000);
      }
      expect(answered).toBeGreaterThan(FRAMES / 2);
      expect(lostConnections).toBeLessThan(10);
      const after = await drill.snapshot();
      expect(after.orders).toEqual(before);
      expect(drill.wire.sent).toEqual([]);
      expect(drill.gate()).toBe('armed');
      expect(drill.log.entries.filter(({ level }) => level === 'error')).toEqual([]);
      other.send({ id: 1, name: 'desk.open', payload: { windowId: 'main' } });
      expect((await other.reply(1)).result.ok).toBe(true);
      hostile.close();
      other.close();
    },
  );

  it('that floods the host with requests for pages gets refusals, and nobody else suffers', async () => {
    const paths = fc.sample(
      fc.oneof(
        fc.webPath().map((path) => (path.startsWith('/') ? path : `/${path}`)),
        fc.constantFrom(
          '/../../etc/passwd',
          '/%2e%2e/%2e%2e/etc/passwd',
          '//evil.test/',
          '/assets/..%2f..%2findex.html',
          '/secret/x',
          '/\\..\\..\\x',
          '/%00',
          '/%',
        ),
      ),
      { numRuns: 1_000, seed: 11 },
    );
    const statuses = new Set<number>();
    for (const path of paths) {
      const safe = path.replaceAll(/[^\x21-\x7e]/g, '') || '/';
      statuses.add((await ask(host.port, safe, { method: path.length % 2 === 0 ? 'GET' : 'POST' })).status);
    }
    expect([...statuses].filter((status) => status < 400 || status >= 500)).toEqual([]);
    expect(readdirSync(folder).toSorted()).toEqual(['assets', 'index.html']);
    const page = await openPage();
    page.send({ id: 1, name: 'desk.open', payload: { windowId: 'main' } });
    expect((await page.reply(1)).result.ok).toBe(true);
    page.close();
  });
});
