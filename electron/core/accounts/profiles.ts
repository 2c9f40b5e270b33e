import { z } from 'zod';
import type { Account, AccountColor, AccountId, BrokerEnvironment } from '#shared/domain/account.ts';
import { ACCOUNT_COLORS, BROKER_ENVIRONMENTS, BROKER_IDS } from '#shared/domain/account.ts';
import { hogaError } from '#shared/domain/errors.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { Result } from '#shared/domain/result.ts';
import type { RiskLimits } from '#shared/domain/risk-limits.ts';
import { DEFAULT_RISK_LIMITS } from '#shared/catalogue/risk-limits.ts';
import { riskLimitsSchema } from '#shared/contract/risk-limits-schema.ts';
import type { SecretStore } from '../ports/secret-store.ts';
import type { SettingsStore } from '../ports/settings-store.ts';

/** An account the owner has set up: everything but its keys. */
export interface Profile extends Omit<Account, 'accountNumber'> {
  readonly limits: RiskLimits;
}

/** What an owner may change about an account. Broker and environment are its identity. */
export type ProfileChange = Partial<Pick<Profile, 'label' | 'owner' | 'color' | 'isEnabled' | 'limits'>>;

/** The key pair of one account. Lives in core and the secret store only. */
export interface Credentials {
  readonly appKey: string;
  readonly secretKey: string;
}

const SETTINGS_KEY = 'profiles';

/** Colours of accounts that were set up before accounts had any. */
const FIRST_COLORS: Readonly<Record<BrokerEnvironment, AccountColor>> = {
  real: 'red',
  mock: 'blue',
  embedded: 'teal',
};

/** The account of the embedded exchange that is always there. Its label is empty: windows name it in their language. */
export const EMBEDDED_PROFILE: Profile = {
  accountId: 'embedded' as AccountId,
  label: '',
  owner: '',
  color: FIRST_COLORS.embedded,
  isEnabled: true,
  broker: 'kiwoom',
  environment: 'embedded',
  limits: DEFAULT_RISK_LIMITS,
};

const storedProfile = z
  .object({
    accountId: z
      .string()
      .regex(/^[\w-]{1,64}$/)
      .transform((id) => id as AccountId),
    label: z.string(),
    owner: z.string().default(''),
    color: z.enum(ACCOUNT_COLORS).optional(),
    isEnabled: z.boolean().default(true),
    broker: z.enum(BROKER_IDS),
    environment: z.enum(BROKER_ENVIRONMENTS),
    limits: riskLimitsSchema.default(DEFAULT_RISK_LIMITS),
  })
  .transform((stored): Profile => {
    const { color = FIRST_COLORS[stored.environment] } = stored;
    return { ...stored, color };
  });

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
    const parsed = z.array(storedProfile).safeParse(stored);
    if (parsed.success) return ok(parsed.data);
    return err(hogaError('storage', 'PROFILES_UNREADABLE', `stored profiles: ${parsed.error.message}`));
  }

  /** Adds the profile, or puts it in the place of the one with its id. */
  put(profile: Profile): Result<void> {
    const known = this.list();
    if (!known.ok) return known;
    const isKnown = known.value.some(({ accountId }) => accountId === profile.accountId);
    const next = isKnown
      ? known.value.map((each) => (each.accountId === profile.accountId ? profile : each))
      : [...known.value, profile];
    return this.settings.set(SETTINGS_KEY, next);
  }

  /** Removes the profile and its keys. An embedded one never had any in the store, which may stay locked for it. */
  async remove(accountId: AccountId): Promise<Result<void>> {
    const known = this.list();
    if (!known.ok) return known;
    const environment = known.value.find((profile) => profile.accountId === accountId)?.environment;
    const removed =
      environment === 'embedded' ? ok(undefined) : await this.secrets.remove(secretName(accountId));
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
