import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SafeStorage } from 'electron';
import { z } from 'zod';
import type { SecretStore, SecretStoreState } from '#electron/core/ports/secret-store.ts';
import { writeFileAtomic } from '#electron/platform/atomic-file.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { Result } from '#shared/domain/result.ts';

const fileSchema = z.strictObject({ version: z.literal(1), secrets: z.record(z.string(), z.base64()) });
type Sealed = Readonly<Record<string, string>>;

export const KEYRING_FILE_NAME = 'keyring-secrets.json';

/**
 * Secrets encrypted by the operating system's keyring, through Electron. To be made after the app is ready.
 *
 * On Linux without a keyring Electron would encrypt with a password that everybody knows (`basic_text`): that is refused,
 * and the store says that it is unavailable.
 */
export function createSafeStorageSecrets(
  safeStorage: SafeStorage,
  folder: string,
  platform: NodeJS.Platform = process.platform,
): SecretStore {
  const path = join(folder, KEYRING_FILE_NAME);
  const state = (): SecretStoreState => (isProtected(safeStorage, platform) ? 'ready' : 'unavailable');

  const change = (update: (sealed: Sealed) => Sealed): Promise<Result<void>> => {
    if (state() !== 'ready') return Promise.resolve(err(unavailable()));
    const loaded = load(path);
    if (!loaded.ok) return Promise.resolve(loaded);
    try {
      const file = { version: 1, secrets: update(loaded.value) };
      writeFileAtomic(path, `${JSON.stringify(file, null, 2)}\n`);
      return Promise.resolve(ok(undefined));
    } catch (cause) {
      return Promise.resolve(
        err(hogaError('storage', 'SECRETS_NOT_WRITTEN', 'the secret file cannot be written', {}, cause)),
      );
    }
  };

  return {
    protection: 'osKeyring',
    state,
    read(name) {
      if (state() !== 'ready') return Promise.resolve(err(unavailable()));
      const loaded = load(path);
      if (!loaded.ok) return Promise.resolve(loaded);
      const sealed = Object.hasOwn(loaded.value, name) ? loaded.value[name] : undefined;
      return Promise.resolve(sealed === undefined ? ok(null) : decrypt(safeStorage, sealed));
    },
    write: (name, secret) =>
      change((sealed) => ({ ...sealed, [name]: safeStorage.encryptString(secret).toString('base64') })),
    remove: (name) =>
      change((sealed) => Object.fromEntries(Object.entries(sealed).filter(([known]) => known !== name))),
  };
}

function isProtected(safeStorage: SafeStorage, platform: NodeJS.Platform): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  if (platform !== 'linux') return true;
  return !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend());
}

function decrypt(safeStorage: SafeStorage, sealed: string): Result<string> {
  try {
    return ok(safeStorage.decryptString(Buffer.from(sealed, 'base64')));
  } catch (cause) {
    return err(hogaError('storage', 'SECRETS_DAMAGED', 'the keyring does not open this secret', {}, cause));
  }
}

function load(path: string): Result<Sealed> {
  try {
    const parsed = fileSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    if (parsed.success) return ok(parsed.data.secrets);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return ok({});
    if (!(cause instanceof SyntaxError)) {
      return err(hogaError('storage', 'SECRETS_NOT_READ', 'the secret file cannot be read', {}, cause));
    }
  }
  return err(hogaError('storage', 'SECRETS_DAMAGED', 'the secret file is not one of this program'));
}

function unavailable(): HogaError {
  return hogaError('auth', 'SECRETS_UNAVAILABLE', 'this machine offers no safe storage for secrets');
}
