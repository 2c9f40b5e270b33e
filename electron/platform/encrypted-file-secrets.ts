import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { hogaError } from '#shared/domain/errors.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { Result } from '#shared/domain/result.ts';
import { writeFileAtomic } from './atomic-file.ts';
import type { PassphraseSecretStore } from './passphrase-secret-store.ts';
import { derivePassphraseKey, PASSPHRASE_COST, seal, unseal } from './sealed-box.ts';
import type { PassphraseCost } from './sealed-box.ts';

const fileSchema = z.strictObject({
  version: z.literal(1),
  kdf: z.literal('scrypt'),
  n: z.int(),
  salt: z.base64(),
  /** A known text sealed with the key: tells a wrong passphrase from a damaged secret. */
  check: z.string(),
  secrets: z.record(z.string(), z.string()),
});
type SecretFile = z.output<typeof fileSchema>;

export const SECRET_FILE_NAME = 'secrets.json';
const CHECK_LABEL = 'hoga passphrase check';
const CHECK_TEXT = 'open';

/**
 * Secrets in one file, each sealed under a key that comes from the owner's passphrase. Names are readable, values are not.
 *
 * The key is in memory from `unlock` to the end of the program; the passphrase is not kept. The file is replaced as a whole
 * and readable by its owner alone.
 *
 * @param cost  of making the key, for new files; lower in tests only
 */
export function createEncryptedFileSecrets(
  folder: string,
  cost: PassphraseCost = PASSPHRASE_COST,
): PassphraseSecretStore {
  const path = join(folder, SECRET_FILE_NAME);
  let opened: { readonly key: Buffer; readonly file: SecretFile } | null = null;

  const change = (update: (secrets: Map<string, string>, key: Buffer) => void): Promise<Result<void>> => {
    if (!opened) return Promise.resolve(err(locked()));
    const { key } = opened;
    const secrets = new Map(Object.entries(opened.file.secrets));
    update(secrets, key);
    const file = { ...opened.file, secrets: Object.fromEntries(secrets) };
    const saved = save(path, file);
    if (saved.ok) opened = { key, file };
    return Promise.resolve(saved);
  };

  return {
    protection: 'passphrase',
    state: () => (opened ? 'ready' : 'locked'),
    hasPassphrase: () => load(path) !== null,
    async create(passphrase) {
      if (load(path) !== null)
        return err(hogaError('validation', 'PASSPHRASE_EXISTS', 'there is a passphrase already'));
      const salt = randomBytes(16);
      const key = await derivePassphraseKey(passphrase, salt, cost);
      if (!key) throw new RangeError(`not a cost: ${cost.n}`);
      const file: SecretFile = {
        version: 1,
        kdf: 'scrypt',
        n: cost.n,
        salt: salt.toString('base64'),
        check: seal(key, CHECK_LABEL, CHECK_TEXT),
        secrets: {},
      };
      const saved = save(path, file);
      if (saved.ok) opened = { key, file };
      return saved;
    },
    async unlock(passphrase) {
      const loaded = load(path);
      if (loaded === null) return err(hogaError('auth', 'PASSPHRASE_MISSING', 'no passphrase was made yet'));
      if (!loaded.ok) return loaded;
      const file = loaded.value;
      const key = await derivePassphraseKey(passphrase, Buffer.from(file.salt, 'base64'), file);
      if (!key) return err(damaged('cost out of range'));
      if (unseal(key, CHECK_LABEL, file.check) !== CHECK_TEXT) {
        return err(hogaError('auth', 'PASSPHRASE_WRONG', 'the passphrase does not open the secrets'));
      }
      opened = { key, file };
      return ok(undefined);
    },
    read(name) {
      if (!opened) return Promise.resolve(err(locked()));
      if (!Object.hasOwn(opened.file.secrets, name)) return Promise.resolve(ok(null));
      const text = unseal(opened.key, name, opened.file.secrets[name] ?? '');
      return Promise.resolve(text === null ? err(damaged(`secret ${name}`)) : ok(text));
    },
    write: (name, secret) => change((secrets, key) => secrets.set(name, seal(key, name, secret))),
    remove: (name) => change((secrets) => secrets.delete(name)),
  };
}

/** Returns null when there is no file. */
function load(path: string): Result<SecretFile> | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    return err(hogaError('storage', 'SECRETS_NOT_READ', 'the secret file cannot be read', {}, cause));
  }
  try {
    const parsed = fileSchema.safeParse(JSON.parse(text));
    return parsed.success ? ok(parsed.data) : err(damaged('not a secret file of this program'));
  } catch {
    return err(damaged('not JSON'));
  }
}

function save(path: string, file: SecretFile): Result<void> {
  try {
    writeFileAtomic(path, `${JSON.stringify(file, null, 2)}\n`);
    return ok(undefined);
  } catch (cause) {
    return err(hogaError('storage', 'SECRETS_NOT_WRITTEN', 'the secret file cannot be written', {}, cause));
  }
}

function locked(): HogaError {
  return hogaError('auth', 'SECRETS_LOCKED', 'the secrets are locked: the passphrase is needed first');
}

function damaged(what: string): HogaError {
  return hogaError('storage', 'SECRETS_DAMAGED', `the secret file is damaged: ${what}`);
}
