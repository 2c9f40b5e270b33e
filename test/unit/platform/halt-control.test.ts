import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startHaltControl } from '#electron/platform/halt-control.ts';
import { createKillSwitch } from '#electron/platform/kill-switch.ts';
import type { HaltAddress } from '#shared/contract/halt-control.ts';
import { HALT_ADDRESS_FILE } from '#shared/contract/halt-control.ts';
import { ok } from '#shared/domain/result.ts';
import { createFakeIds } from '#test/support/fake-ids.ts';
import { SILENT_LOG } from '#test/support/silent-log.ts';

let folder: string;
let asked: string[];
let control: { close(): void };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hoga-halt-'));
  asked = [];
  const desk = {
    handle(_client: string, name: string) {
      asked.push(name);
      return Promise.resolve(ok(name === 'desk.open' ? { accounts: [], halts: [] } : { accounts: [] }));
    },
  };
  control = await startHaltControl(folder, createKillSwitch(desk, createFakeIds()), SILENT_LOG);
});

afterEach(() => {
  control.close();
  rmSync(folder, { recursive: true, force: true });
});

const path = () => join(folder, HALT_ADDRESS_FILE);
const address = () => JSON.parse(readFileSync(path(), 'utf8')) as HaltAddress;

function call(method: string, headers: Record<string, string>): Promise<Response> {
  return fetch(`http://127.0.0.1:${address().port}/`, { method, headers });
}

describe('the kill switch for the command line', () => {
  it('halts for who has the token, and tells how that stands', async () => {
    const answer = await call('POST', { authorization: `Bearer ${address().token}` });
    expect(await answer.json()).toEqual({ lines: [], isAnythingLeft: false });
    expect(asked).toContain('trading.haltAll');
  });

  it('only asks on GET', async () => {
    await call('GET', { authorization: `Bearer ${address().token}` });
    expect(asked).not.toContain('trading.haltAll');
  });

  it.each<[string, () => Record<string, string>]>([
    ['no token', () => ({})],
    ['a wrong token', () => ({ authorization: `Bearer ${'x'.repeat(43)}` })],
    ['a page of some site', () => ({ authorization: `Bearer ${address().token}`, origin: 'https://a.test' })],
  ])('does nothing for %s', async (_name, headers) => {
    expect((await call('POST', headers())).status).toBe(403);
    expect(asked).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')(
    'keeps its address to the owner, and takes it away at the end',
    () => {
      expect(statSync(path()).mode & 0o777).toBe(0o600);
      control.close();
      expect(() => statSync(path())).toThrow('ENOENT');
    },
  );
});
