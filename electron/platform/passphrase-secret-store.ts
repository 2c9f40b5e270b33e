import type { SecretStore } from '#electron/core/ports/secret-store.ts';
import type { Result } from '#shared/domain/result.ts';

/** A secret store that a passphrase opens. */
export interface PassphraseSecretStore extends SecretStore {
  /** Whether a passphrase was made before; otherwise one has to be created first. */
  hasPassphrase(): boolean;
  /** Makes the store. Fails with `validation` when there is one already. */
  create(passphrase: string): Promise<Result<void>>;
  /** Opens the store for this run. `auth` `PASSPHRASE_WRONG` leaves it locked. */
  unlock(passphrase: string): Promise<Result<void>>;
}
