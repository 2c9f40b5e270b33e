import type { CacheFiles } from '#electron/core/ports/cache-files.ts';
import type { SecretStore, SecretStoreState } from '#electron/core/ports/secret-store.ts';
import type { SettingsStore } from '#electron/core/ports/settings-store.ts';
import { hogaError } from '#shared/domain/errors.ts';
import { err, ok } from '#shared/domain/result.ts';

/** Settings in memory; `isBroken` makes every write fail as a full disk does. */
export function createMemorySettings(initial: Readonly<Record<string, unknown>> = {}) {
  const values = new Map<string, unknown>(Object.entries(initial));
  const fault = { isBroken: false };
  const failure = () => err(hogaError('storage', 'SETTINGS_NOT_WRITTEN', 'no space left'));
  const store: SettingsStore = {
    get: (key) => structuredClone(values.get(key)),
    set(key, value) {
      if (fault.isBroken) return failure();
      values.set(key, structuredClone(value));
      return ok(undefined);
    },
    remove(key) {
      if (fault.isBroken) return failure();
      values.delete(key);
      return ok(undefined);
    },
  };
  return Object.assign(store, { fault, values });
}

/** Secrets in memory, behind a lock that the test turns. */
export function createMemorySecrets(initialState: SecretStoreState = 'ready') {
  const values = new Map<string, string>();
  const lock = { state: initialState };
  const locked = () => err(hogaError('auth', 'SECRETS_LOCKED', 'the passphrase is needed first'));
  const store: SecretStore = {
    protection: 'memory',
    state: () => lock.state,
    read: (name) => Promise.resolve(lock.state === 'ready' ? ok(values.get(name) ?? null) : locked()),
    write(name, secret) {
      if (lock.state !== 'ready') return Promise.resolve(locked());
      values.set(name, secret);
      return Promise.resolve(ok(undefined));
    },
    remove(name) {
      if (lock.state !== 'ready') return Promise.resolve(locked());
      values.delete(name);
      return Promise.resolve(ok(undefined));
    },
  };
  return Object.assign(store, { lock, values });
}

/** Cache files in memory. */
export function createMemoryCache(initial: Readonly<Record<string, string>> = {}) {
  const files = new Map(Object.entries(initial));
  const cache: CacheFiles = {
    read: (name) => files.get(name) ?? null,
    write(name, text) {
      files.set(name, text);
      return ok(undefined);
    },
  };
  return Object.assign(cache, { files });
}
