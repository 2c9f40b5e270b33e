import type { SecretPrompt } from '#electron/core/ports/host-windows.ts';
import type { SecretStore } from '#electron/core/ports/secret-store.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err } from '#shared/domain/result.ts';
import type { PassphraseSecretStore } from './passphrase-secret-store.ts';
import type { SecretAnswer } from './secret-form.ts';

/** What a host's secret form may do with its answer: the part of the desk that takes secrets. */
export interface SecretDesk {
  acceptCredentials(
    accountId: string,
    credentials: { appKey: string; secretKey: string },
  ): Promise<Result<void>>;
  secretsUnlocked(): Promise<void>;
}

/** Where the answers of the secret form go. */
export interface SecretReceiver {
  /** Stores what the owner typed. An error is shown in the form, which then may be sent again. */
  accept(prompt: SecretPrompt, answer: SecretAnswer): Promise<Result<void>>;
  /** The prompt to be answered before this one; null when it can be answered at once. */
  prerequisite(prompt: SecretPrompt): SecretPrompt | null;
  /** Whether there is nothing left to type: the store is open already. */
  isSettled(prompt: SecretPrompt): boolean;
}

/** @param passphrases  the store when a passphrase protects it, or null when the system's keyring does */
export function createSecretReceiver(
  desk: SecretDesk | Promise<SecretDesk>,
  secrets: SecretStore,
  passphrases: PassphraseSecretStore | null,
): SecretReceiver {
  const open = async (kind: 'unlock' | 'createPassphrase', passphrase: string): Promise<Result<void>> => {
    if (!passphrases)
      return err(hogaError('auth', 'SECRETS_UNAVAILABLE', 'no passphrase protects this store'));
    const opened = await (kind === 'unlock'
      ? passphrases.unlock(passphrase)
      : passphrases.create(passphrase));
    if (opened.ok) await (await desk).secretsUnlocked();
    return opened;
  };
  return {
    async accept(prompt, answer) {
      if (prompt.kind === 'credentials' && answer.kind === 'credentials') {
        const { appKey, secretKey } = answer;
        return (await desk).acceptCredentials(prompt.accountId, { appKey, secretKey });
      }
      if (prompt.kind !== 'credentials' && answer.kind === 'passphrase') {
        return open(prompt.kind, answer.passphrase);
      }
      return err(hogaError('validation', 'SECRET_ANSWER_MISMATCH', 'answer to another prompt'));
    },
    prerequisite(prompt) {
      if (!passphrases || secrets.state() !== 'locked') return null;
      const needed = passphrases.hasPassphrase() ? 'unlock' : 'createPassphrase';
      return prompt.kind === needed ? null : { kind: needed };
    },
    isSettled: (prompt) => prompt.kind !== 'credentials' && secrets.state() === 'ready',
  };
}
