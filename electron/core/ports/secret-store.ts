import type { Result } from '#shared/domain/result.ts';

/**
 * How secrets are protected here.
 *
 * - `osKeyring`   the operating system's keyring encrypts them
 * - `passphrase`  an encrypted file that the owner's passphrase opens
 * - `memory`      kept until the program ends, never written
 */
export type SecretProtection = 'osKeyring' | 'passphrase' | 'memory';

/** `unavailable`: this machine offers no safe storage; `locked`: a passphrase is needed first. */
export type SecretStoreState = 'ready' | 'locked' | 'unavailable';

/** Small named secrets, encrypted or in memory, never plain on disk. Errors are `auth` (locked) or `storage`. */
export interface SecretStore {
  readonly protection: SecretProtection;
  state(): SecretStoreState;
  read(name: string): Promise<Result<string | null>>;
  write(name: string, secret: string): Promise<Result<void>>;
  remove(name: string): Promise<Result<void>>;
}
