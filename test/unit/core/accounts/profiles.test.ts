import { describe, expect, it } from 'vitest';
import type { Profile } from '#electron/core/accounts/profiles.ts';
import { ProfileStore } from '#electron/core/accounts/profiles.ts';
import type { AccountId } from '#shared/domain/account.ts';
import { createMemorySecrets, createMemorySettings } from '#test/support/memory-stores.ts';

const PROFILE: Profile = {
  accountId: 'a1' as AccountId,
  label: '주식',
  broker: 'kiwoom',
  environment: 'real',
};
const KEYS = { appKey: 'app-key', secretKey: 'secret-key' };

describe('profile store', () => {
  it('keeps profiles in the settings and keys in the secret store only', async () => {
    const settings = createMemorySettings();
    const secrets = createMemorySecrets();
    const store = new ProfileStore(settings, secrets);
    store.add(PROFILE);
    await store.saveCredentials(PROFILE.accountId, KEYS);
    expect(store.list()).toEqual({ ok: true, value: [PROFILE] });
    expect(await store.credentials(PROFILE.accountId)).toEqual({ ok: true, value: KEYS });
    expect(JSON.stringify([...settings.values])).not.toContain('secret-key');
  });

  it('removes the keys together with the profile', async () => {
    const secrets = createMemorySecrets();
    const store = new ProfileStore(createMemorySettings(), secrets);
    store.add(PROFILE);
    await store.saveCredentials(PROFILE.accountId, KEYS);
    await store.remove(PROFILE.accountId);
    expect(store.list()).toEqual({ ok: true, value: [] });
    expect(secrets.values.size).toBe(0);
  });

  it('reports a stored list it cannot read and leaves it as it is', () => {
    const settings = createMemorySettings({ profiles: [{ accountId: 42 }] });
    const store = new ProfileStore(settings, createMemorySecrets());
    expect(store.add(PROFILE)).toMatchObject({
      ok: false,
      error: { kind: 'storage', code: 'PROFILES_UNREADABLE' },
    });
    expect(settings.values.get('profiles')).toEqual([{ accountId: 42 }]);
  });

  it.each([
    ['nothing is stored', null, 'CREDENTIALS_MISSING'],
    ['what is stored is not a key pair', '{"appKey":"x"}', 'CREDENTIALS_UNREADABLE'],
    ['what is stored is not JSON', '{{', 'CREDENTIALS_UNREADABLE'],
  ])('says so when %s', async (_title, stored, code) => {
    const secrets = createMemorySecrets();
    if (stored !== null) secrets.values.set('credentials.a1', stored);
    const store = new ProfileStore(createMemorySettings(), secrets);
    expect(await store.credentials(PROFILE.accountId)).toMatchObject({ ok: false, error: { code } });
  });

  it('asks for the passphrase first while the secrets are locked', async () => {
    const store = new ProfileStore(createMemorySettings(), createMemorySecrets('locked'));
    expect(await store.credentials(PROFILE.accountId)).toMatchObject({
      ok: false,
      error: { kind: 'auth', code: 'SECRETS_LOCKED' },
    });
  });
});
