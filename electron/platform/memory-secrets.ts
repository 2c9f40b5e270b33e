import type { SecretStore } from '#electron/core/ports/secret-store.ts';
import { ok } from '#shared/domain/result.ts';

/** Secrets that end with the program: for machines without safe storage, and for tests. */
export function createMemorySecrets(): SecretStore {
  const secrets = new Map<string, string>();
  return {
    protection: 'memory',
    state: () => 'ready',
    read: (name) => Promise.resolve(ok(secrets.get(name) ?? null)),
    write(name, secret) {
      secrets.set(name, secret);
      return Promise.resolve(ok(undefined));
    },
    remove(name) {
      secrets.delete(name);
      return Promise.resolve(ok(undefined));
    },
  };
}
