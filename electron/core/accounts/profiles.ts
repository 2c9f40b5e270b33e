import { z } from 'zod';
import type { AccountId, BrokerEnvironment, BrokerId } from '#shared/domain/account.ts';
import { hogaError } from '#shared/domain/errors.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { Result } from '#shared/domain/result.ts';
import type { SecretStore } from '../ports/secret-store.ts';
import type { SettingsStore } from '../ports/settings-store.ts';

/** An account the owner has set up: everything but its keys. */
export interface Profile {
  readonly accountId: AccountId;
  readonly label: string;
  readonly broker: BrokerId;
  readonly environment: BrokerEnvironment;
}

/** The key pair of one account. Lives in core and the secret store only. */
export interface Credentials {
  readonly appKey: string;
  readonly secretKey: string;
}

const SETTINGS_KEY = 'profiles';

const storedProfiles = z.array(
  z.object({
    accountId: z
      .string()
      .regex(/^[\w-]{1,64}$/)
      .transform((id) => id as AccountId),
    label: z.string(),
    broker: z.enum(['kiwoom', 'kis']),
    environment: z.enum(['real', 'mock']),
  }),
);

const storedCredentials = z.object({ appKey: z.string().min(1), secretKey: z.string().min(1) });

/** Profiles in the settings, their keys in the secret store. */
export class ProfileStore {
  constructor(
    private readonly settings: SettingsStore,
    private readonly secrets: SecretStore,
  ) {}

  /** Rejects with `storage` when the stored list does not parse: nothing is thrown away then. */
  list(): Result<readonly Profile[]> {
    const stored = this.settings.get(SETTINGS_KEY);
    if (stored === undefined) return ok([]);
    const parsed = storedProfiles.safeParse(stored);
    if (parsed.success) return ok(parsed.data);
    return err(hogaError('storage', 'PROFILES_UNREADABLE', `stored profiles: ${parsed.error.message}`));
  }

  add(profile: Profile): Result<void> {
    const known = this.list();
    return known.ok ? this.settings.set(SETTINGS_KEY, [...known.value, profile]) : known;
  }

  /** Removes the profile and its keys. */
  async remove(accountId: AccountId): Promise<Result<void>> {
    const known = this.list();
    if (!known.ok) return known;
    const removed = await this.secrets.remove(secretName(accountId));
    if (!removed.ok) return removed;
    return this.settings.set(
      SETTINGS_KEY,
      known.value.filter((profile) => profile.accountId !== accountId),
    );
  }

  /** `auth` errors: `CREDENTIALS_MISSING`, `SECRETS_LOCKED`; `storage` when the store is broken. */
  async credentials(accountId: AccountId): Promise<Result<Credentials>> {
    const secret = await this.secrets.read(secretName(accountId));
    if (!secret.ok) return secret;
    if (secret.value === null) return err(hogaError('auth', 'CREDENTIALS_MISSING', 'no key pair is stored'));
    const parsed = storedCredentials.safeParse(parseJson(secret.value));
    if (parsed.success) return ok(parsed.data);
    return err(hogaError('storage', 'CREDENTIALS_UNREADABLE', 'the stored key pair does not parse'));
  }

  saveCredentials(accountId: AccountId, credentials: Credentials): Promise<Result<void>> {
    return this.secrets.write(secretName(accountId), JSON.stringify(credentials));
  }
}

function secretName(accountId: AccountId): string {
  return `credentials.${accountId}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
