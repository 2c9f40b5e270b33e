import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SafeStorage } from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSafeStorageSecrets, KEYRING_FILE_NAME } from '#electron/main/safe-storage-secrets.ts';
import { ok } from '#shared/domain/result.ts';
import { safeStorage } from '#test/support/fake-electron/electron.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoga-keyring-'));
  Object.assign(safeStorage, { isAvailable: true, backend: 'gnome_libsecret' });
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (platform: NodeJS.Platform = 'linux') =>
  createSafeStorageSecrets(safeStorage as unknown as SafeStorage, folder, platform);

describe('secrets in the system keyring', () => {
  it('are there again after a restart, and not readable in the file', async () => {
    await open().write('key', 'plain-value');
    expect(await open().read('key')).toEqual(ok('plain-value'));
    const path = join(folder, KEYRING_FILE_NAME);
    expect(readFileSync(path, 'utf8')).not.toContain('plain-value');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it.each(['basic_text', 'unknown'])('are refused on Linux with the backend %s', async (backend) => {
    safeStorage.backend = backend;
    const store = open();
    expect(store.state()).toBe('unavailable');
    expect(await store.write('key', 'x')).toMatchObject({
      ok: false,
      error: { kind: 'auth', code: 'SECRETS_UNAVAILABLE' },
    });
    expect(await store.read('key')).toMatchObject({ ok: false, error: { code: 'SECRETS_UNAVAILABLE' } });
  });

  it.each(['darwin', 'win32'] as const)('do not ask for a backend on %s, which has one only', (platform) => {
    safeStorage.backend = 'basic_text';
    expect(open(platform).state()).toBe('ready');
  });

  it('are refused where nothing can be encrypted', () => {
    safeStorage.isAvailable = false;
    expect([open('linux').state(), open('win32').state()]).toEqual(['unavailable', 'unavailable']);
  });

  it('can be removed; what was never written is null', async () => {
    const store = open();
    await store.write('key', 'value');
    await store.remove('key');
    expect([await store.read('key'), await store.read('constructor')]).toEqual([ok(null), ok(null)]);
  });

  it.each(['', '{', '[]', '{"version":2,"secrets":{}}'])(
    'in a damaged file are an error, and it stays: %j',
    async (text) => {
      const path = join(folder, KEYRING_FILE_NAME);
      writeFileSync(path, text);
      expect(await open().read('key')).toMatchObject({ ok: false, error: { code: 'SECRETS_DAMAGED' } });
      expect(await open().write('key', 'x')).toMatchObject({ ok: false, error: { code: 'SECRETS_DAMAGED' } });
      expect(readFileSync(path, 'utf8')).toBe(text);
    },
  );

  it('that another keyring sealed are an error', async () => {
    const path = join(folder, KEYRING_FILE_NAME);
    writeFileSync(
      path,
      JSON.stringify({ version: 1, secrets: { key: Buffer.from([0xa5, 0xa5]).toString('base64') } }),
    );
    expect(await open().read('key')).toMatchObject({ ok: false, error: { code: 'SECRETS_DAMAGED' } });
  });
});
