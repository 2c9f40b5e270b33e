import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEncryptedFileSecrets, SECRET_FILE_NAME } from '#electron/platform/encrypted-file-secrets.ts';
import { createMemorySecrets } from '#electron/platform/memory-secrets.ts';
import { derivePassphraseKey, PASSPHRASE_COST, seal, unseal } from '#electron/platform/sealed-box.ts';
import { ok } from '#shared/domain/result.ts';

/** Cheap, so that the tests are quick; the real cost is checked once. */
const COST = { n: 16 };
const PASSPHRASE = '긴 비밀 문장';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoga-secrets-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = () => createEncryptedFileSecrets(folder, COST);
const path = () => join(folder, SECRET_FILE_NAME);

async function createWith(secrets: Record<string, string>) {
  const store = open();
  await store.create(PASSPHRASE);
  for (const [name, secret] of Object.entries(secrets)) await store.write(name, secret);
  return store;
}

describe('secrets in an encrypted file', () => {
  it('are locked until the passphrase is given', async () => {
    await createWith({ key: 'value' });
    const store = open();
    expect([store.state(), store.hasPassphrase(), store.protection]).toEqual(['locked', true, 'passphrase']);
    expect(await store.read('key')).toMatchObject({
      ok: false,
      error: { kind: 'auth', code: 'SECRETS_LOCKED' },
    });
    expect(await store.write('key', 'x')).toMatchObject({ ok: false, error: { code: 'SECRETS_LOCKED' } });
    expect(await store.unlock(PASSPHRASE)).toEqual(ok(undefined));
    expect([store.state(), await store.read('key')]).toEqual(['ready', ok('value')]);
  });

  it('stay locked after a wrong passphrase, and open with the right one', async () => {
    await createWith({ key: 'value' });
    const store = open();
    expect(await store.unlock('wrong')).toMatchObject({
      ok: false,
      error: { kind: 'auth', code: 'PASSPHRASE_WRONG' },
    });
    expect(store.state()).toBe('locked');
    expect(await store.unlock(PASSPHRASE)).toEqual(ok(undefined));
  });

  it('open however the Hangul of the passphrase was composed', async () => {
    await createWith({});
    expect(await open().unlock(PASSPHRASE.normalize('NFD'))).toEqual(ok(undefined));
  });

  it('are nowhere in the file, nor is the passphrase', async () => {
    await createWith({ key: 'plain-value' });
    const text = readFileSync(path(), 'utf8');
    expect(text).not.toContain('plain-value');
    expect(text).not.toContain(Buffer.from('plain-value').toString('base64'));
    expect(text).not.toContain(PASSPHRASE);
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual([SECRET_FILE_NAME]);
  });

  it('are sealed anew each time, so that equal secrets do not look equal', async () => {
    await createWith({ one: 'same', two: 'same' });
    const { secrets } = JSON.parse(readFileSync(path(), 'utf8')) as { secrets: Record<string, string> };
    expect(secrets['one']).not.toBe(secrets['two']);
  });

  it('can be removed', async () => {
    const store = await createWith({ key: 'value' });
    await store.remove('key');
    expect(await store.read('key')).toEqual(ok(null));
    expect(readFileSync(path(), 'utf8')).not.toContain('"key"');
  });

  it('that were never written are null, also under names that every object knows', async () => {
    const store = await createWith({});
    expect([await store.read('none'), await store.read('constructor')]).toEqual([ok(null), ok(null)]);
  });

  it('cannot be swapped for one another in the file', async () => {
    await createWith({ mock: 'mock-key', real: 'real-key' });
    const file = JSON.parse(readFileSync(path(), 'utf8')) as { secrets: Record<string, string> };
    [file.secrets['mock'], file.secrets['real']] = [file.secrets['real'] ?? '', file.secrets['mock'] ?? ''];
    writeFileSync(path(), JSON.stringify(file));
    const store = open();
    await store.unlock(PASSPHRASE);
    expect(await store.read('mock')).toMatchObject({
      ok: false,
      error: { kind: 'storage', code: 'SECRETS_DAMAGED' },
    });
  });

  it.each([
    '',
    '{',
    '[]',
    '{"version":2}',
    '{"version":1,"kdf":"scrypt","n":1e9,"salt":"","check":"","secrets":{}}',
  ])('in a damaged file are an error, and the file stays: %s', async (text) => {
    writeFileSync(path(), text);
    const store = open();
    expect(await store.unlock(PASSPHRASE)).toMatchObject({ ok: false, error: { code: 'SECRETS_DAMAGED' } });
    expect(await store.create(PASSPHRASE)).toMatchObject({ ok: false, error: { code: 'PASSPHRASE_EXISTS' } });
    expect(readFileSync(path(), 'utf8')).toBe(text);
  });

  it('that cannot be written are a storage error and keep their old value', async () => {
    const store = await createWith({ key: 'old' });
    rmSync(folder, { recursive: true });
    expect(await store.write('key', 'new')).toMatchObject({ ok: false, error: { kind: 'storage' } });
    expect(await store.read('key')).toEqual(ok('old'));
  });
});

describe('the key from a passphrase', () => {
  it('costs a guess as much as is planned', () => {
    expect(PASSPHRASE_COST.n).toBeGreaterThanOrEqual(2 ** 17);
  });

  it('can be made at the planned cost, and opens what it sealed', async () => {
    const key = await derivePassphraseKey(PASSPHRASE, Buffer.alloc(16), PASSPHRASE_COST);
    if (!key) throw new Error('refused');
    expect(unseal(key, 'label', seal(key, 'label', '값'))).toBe('값');
  });

  it.each([0, 1, 3, 2 ** 21, -16, 1.5, NaN])('is refused at the cost %d', async (n) => {
    expect(await derivePassphraseKey('x', Buffer.alloc(16), { n })).toBeNull();
  });

  it('does not open a box that was changed anywhere', async () => {
    const key = (await derivePassphraseKey('x', Buffer.alloc(16), COST)) ?? Buffer.alloc(32);
    const box = Buffer.from(seal(key, 'label', 'text'), 'base64');
    for (let at = 0; at < box.length; at += 1) {
      const changed = Buffer.from(box);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(unseal(key, 'label', changed.toString('base64'))).toBeNull();
    }
    expect(unseal(key, 'label', '')).toBeNull();
  });
});

describe('secrets in memory', () => {
  it('can be read back until the end', async () => {
    const store = createMemorySecrets();
    await store.write('key', 'value');
    expect([store.state(), store.protection, await store.read('key')]).toEqual([
      'ready',
      'memory',
      ok('value'),
    ]);
    await store.remove('key');
    expect(await store.read('key')).toEqual(ok(null));
  });
});
