import { describe, expect, it } from 'vitest';
import type { Profile } from '#electron/core/accounts/profiles.ts';
import { ProfileStore } from '#electron/core/accounts/profiles.ts';
import type { AccountId } from '#shared/domain/account.ts';
import { DEFAULT_RISK_LIMITS } from '#shared/catalogue/risk-limits.ts';
import { createMemorySecrets, createMemorySettings } from '#test/support/memory-stores.ts';

const PROFILE: Profile = {
  accountId: 'a1' as AccountId,
  label: '주식',
  owner: '어머니',
  color: 'violet',
  isEnabled: true,
  broker: 'kiwoom',
  environment: 'real',
  limits: DEFAULT_RISK_LIMITS,
};
const KEYS = { appKey: 'app-key', secretKey: 'secret-key' };

describe('profile store', () => {
  it('keeps profiles in the settings and keys in the secret store only', async () => {
    const settings = createMemorySettings();
    const secrets = createMemorySecrets();
    const store = new ProfileStore(settings, secrets);
    store.put(PROFILE);
    await store.saveCredentials(PROFILE.accountId, KEYS);
    expect(store.list()).toEqual({ ok: true, value: [PROFILE] });
    expect(await store.credentials(PROFILE.accountId)).toEqual({ ok: true, value: KEYS });
    expect(JSON.stringify([...settings.values])).not.toContain('secret-key');
  });

  it('keeps any number of them, in their order, and changes one alone', () => {
    const store = new ProfileStore(createMemorySettings(), createMemorySecrets());
    const others = ['b2', 'c3'].map((id) => ({ ...PROFILE, accountId: id as AccountId }));
    for (const profile of [PROFILE, ...others]) store.put(profile);
    const changed: Profile = {
      ...PROFILE,
      label: '단타',
      isEnabled: false,
      limits: { ...DEFAULT_RISK_LIMITS, marketOrders: 'refuse', allowedSymbols: ['005930'] },
    };
    store.put(changed);
    expect(store.list()).toEqual({ ok: true, value: [changed, ...others] });
  });

  it('reads what was stored before accounts had an owner, a colour, a switch and limits', () => {
    const before = (accountId: string, environment: string) => ({
      accountId,
      label: '주식',
      broker: 'kiwoom',
      environment,
    });
    const settings = createMemorySettings({ profiles: [before('a1', 'real'), before('b2', 'mock')] });
    const added = { owner: '', isEnabled: true, limits: DEFAULT_RISK_LIMITS };
    expect(new ProfileStore(settings, createMemorySecrets()).list()).toEqual({
      ok: true,
      value: [
        { ...before('a1', 'real'), ...added, color: 'red' },
        { ...before('b2', 'mock'), ...added, color: 'blue' },
      ],
    });
  });

  it('does not trade on limits that it cannot read', () => {
    const stored = { ...PROFILE, limits: { ...DEFAULT_RISK_LIMITS, orderValue: 'everything' } };
    const store = new ProfileStore(createMemorySettings({ profiles: [stored] }), createMemorySecrets());
    expect(store.list()).toMatchObject({ ok: false, error: { code: 'PROFILES_UNREADABLE' } });
  });

  it('removes the keys together with the profile', async () => {
    const secrets = createMemorySecrets();
    const store = new ProfileStore(createMemorySettings(), secrets);
    store.put(PROFILE);
    await store.saveCredentials(PROFILE.accountId, KEYS);
    await store.remove(PROFILE.accountId);
    expect(store.list()).toEqual({ ok: true, value: [] });
    expect(secrets.values.size).toBe(0);
  });

  it('reports a stored list it cannot read and leaves it as it is', () => {
    const settings = createMemorySettings({ profiles: [{ accountId: 42 }] });
    const store = new ProfileStore(settings, createMemorySecrets());
    expect(store.put(PROFILE)).toMatchObject({
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

  it('removes an embedded account while the secrets are locked, and no other', async () => {
    const store = new ProfileStore(createMemorySettings(), createMemorySecrets('locked'));
    const embedded: Profile = { ...PROFILE, accountId: 'e1' as AccountId, environment: 'embedded' };
    store.put(PROFILE);
    store.put(embedded);
    expect(await store.remove(embedded.accountId)).toEqual({ ok: true, value: undefined });
    expect(await store.remove(PROFILE.accountId)).toMatchObject({ error: { code: 'SECRETS_LOCKED' } });
    expect(store.list()).toEqual({ ok: true, value: [PROFILE] });
  });

  it('asks for the passphrase first while the secrets are locked', async () => {
    const store = new ProfileStore(createMemorySettings(), createMemorySecrets('locked'));
    expect(await store.credentials(PROFILE.accountId)).toMatchObject({
      ok: false,
      error: { kind: 'auth', code: 'SECRETS_LOCKED' },
    });
  });
});
