import { createHash, timingSafeEqual } from 'node:crypto';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { apiFailure, type ApiFailure } from '../rest/api-failure.ts';

/** One customer: an app key and the account it stands for. */
export interface Customer {
  readonly appKey: string;
  /** Ten digits; also the id of the account in the world. */
  readonly accountNumber: string;
}

/**
 * The only pair that is accepted, when keys are strict. Whoever knows its secret may have more accounts than one: an app key
 * that begins with this one and a dot names an account of its own, under the same secret.
 */
export interface StrictKeys {
  readonly appKey: string;
  readonly secretKey: string;
}

export interface KeyRegistrySnapshot {
  readonly customers: readonly {
    readonly appKey: string;
    readonly secretHash: string;
    readonly accountNumber: string;
  }[];
}

/** Who may log in. Secrets are kept as hashes only. */
export interface KeyRegistry {
  /**
   * Checks a key pair. Unless keys are strict, the first use of an app key binds its secret and opens an account.
   * @returns 8001 for a key that is not known, 8002 for a wrong secret, 8009 when no more accounts fit
   */
  authenticate(appKey: string, secretKey: string): Result<Customer, ApiFailure>;
  snapshot(): KeyRegistrySnapshot;
}

const MAX_CUSTOMERS = 10_000;
const PRODUCT_CODE = '11';

interface Entry extends Customer {
  readonly secretHash: string;
}

export function createKeyRegistry(options: {
  readonly strictKeys: StrictKeys | null;
  /** Called for each new customer; the account may exist already. */
  readonly openAccount: (accountNumber: string) => void;
  /** Called after each change of what `snapshot` returns. */
  readonly onChange?: () => void;
  readonly restore?: KeyRegistrySnapshot | undefined;
}): KeyRegistry {
  const byAppKey = new Map<string, Entry>();
  const takenNumbers = new Set<string>();
  const add = (entry: Entry): Entry => {
    byAppKey.set(entry.appKey, entry);
    takenNumbers.add(entry.accountNumber);
    return entry;
  };
  for (const customer of options.restore?.customers ?? []) add(customer);

  const enrol = (appKey: string, secretHash: string): Entry => {
    const accountNumber = deriveAccountNumber(appKey, takenNumbers);
    options.openAccount(accountNumber);
    const entry = add({ appKey, secretHash, accountNumber });
    options.onChange?.();
    return entry;
  };

  return {
    authenticate(appKey, secretKey) {
      const { strictKeys } = options;
      if (strictKeys !== null && !isOneOf(appKey, strictKeys)) return err(apiFailure('8001'));
      if (strictKeys !== null && !sameHash(hashOf(secretKey), hashOf(strictKeys.secretKey))) {
        return err(apiFailure('8001'));
      }
      const secretHash = hashSecret(appKey, secretKey);
      const known = byAppKey.get(appKey);
      if (known === undefined) {
        if (byAppKey.size >= MAX_CUSTOMERS) return err(apiFailure('8009', '개설 가능한 계좌 수 초과'));
        return ok(enrol(appKey, secretHash));
      }
      // A strict pair was already checked; its secret may have changed since the state was saved.
      if (strictKeys === null && !sameHash(known.secretHash, secretHash)) {
        return err(apiFailure('8002', 'Secret Key가 일치하지 않습니다'));
      }
      return ok(known);
    },
    snapshot: () => ({
      customers: [...byAppKey.values()].map(({ appKey, secretHash, accountNumber }) => ({
        appKey,
        secretHash,
        accountNumber,
      })),
    }),
  };
}

function isOneOf(appKey: string, strict: StrictKeys): boolean {
  return appKey === strict.appKey || appKey.startsWith(`${strict.appKey}.`);
}

/** Returns the account number of an app key: always the same one, unless another key took it first. */
function deriveAccountNumber(appKey: string, taken: ReadonlySet<string>): string {
  for (let attempt = 0; ; attempt += 1) {
    const digest = createHash('sha256').update(`account/${attempt}/${appKey}`).digest();
    const number = `8${String(digest.readUInt32BE(0) % 10_000_000).padStart(7, '0')}${PRODUCT_CODE}`;
    if (!taken.has(number)) return number;
  }
}

function hashSecret(appKey: string, secretKey: string): string {
  return hashOf(`${appKey.length}/${appKey}/${secretKey}`);
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function sameHash(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
