import type { AccountId } from '#shared/domain/account.ts';
import type { Clock } from '#shared/domain/clock.ts';
import { hogaError } from '#shared/domain/errors.ts';
import { isClosed, isLocal } from '#shared/domain/order-status.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { Result } from '#shared/domain/result.ts';
import type { AccountSummary, KeyTest } from '#shared/contract/requests.ts';
import { DEFAULT_RISK_LIMITS } from '#shared/catalogue/risk-limits.ts';
import type { AccountDesk } from './accounts/account-desk.ts';
import type { AccountDirectory } from './accounts/account-directory.ts';
import { testKeys } from './accounts/key-test.ts';
import type { Profile, ProfileChange, ProfileStore } from './accounts/profiles.ts';
import { EMBEDDED_PROFILE } from './accounts/profiles.ts';
import type { HostWindows } from './ports/host-windows.ts';
import type { Ids } from './ports/ids.ts';
import type { Log } from './ports/log.ts';
import type { SecretStore } from './ports/secret-store.ts';
import { nothing } from './preferences.ts';
import type { RequestHandlers } from './request-handlers.ts';

export interface ProfileHandlerParts {
  readonly accounts: AccountDirectory;
  readonly profiles: ProfileStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly secrets: SecretStore;
  readonly windows: HostWindows;
}

type ProfileRequestName =
  | 'profiles.list'
  | 'profiles.add'
  | 'profiles.update'
  | 'profiles.setEnabled'
  | 'profiles.remove'
  | 'profiles.test'
  | 'profiles.enterCredentials'
  | 'profiles.connect'
  | 'profiles.disconnect'
  | 'limits.set'
  | 'trading.arm';

/** Serves what windows ask about accounts as such: who they are, their keys, their limits, their arming. */
export function createProfileHandlers(parts: ProfileHandlerParts): Pick<RequestHandlers, ProfileRequestName> {
  const { accounts, profiles, clock, ids, log, secrets, windows } = parts;

  /** Tests that run: a second one of the same account would log in beside the first and throw it out. */
  const tests = new Map<AccountId, Promise<KeyTest>>();

  /** Stores a change, then carries it out: what could not be stored does not hold. */
  function change(accountId: AccountId, wanted: ProfileChange): Result<AccountSummary> {
    const found = accounts.find(accountId);
    if (!found.ok) return found;
    const stored = profiles.put({ ...found.value.profile, ...wanted });
    if (!stored.ok) return stored;
    found.value.change(wanted);
    if (wanted.isEnabled !== undefined) accounts.enabledChanged(found.value);
    accounts.announce();
    return ok(found.value.summary());
  }

  function startTest({ profile, broker }: AccountDesk): Promise<KeyTest> {
    return testKeys({
      link: broker,
      newLink: () => accounts.createBroker(profile),
      credentials: () => accounts.credentials(profile),
      clock,
      log,
    });
  }

  return {
    'profiles.list': () => ok(accounts.summaries()),
    'profiles.add': async (wanted) => {
      const accountId = ids.next() as AccountId;
      const profile: Profile = { ...wanted, accountId, isEnabled: true, limits: DEFAULT_RISK_LIMITS };
      const added = accounts.add(profile);
      if (!added.ok) return added;
      const stored = profiles.put(profile);
      if (!stored.ok) {
        await accounts.remove(added.value);
        return stored;
      }
      accounts.announce();
      void added.value.start();
      return ok(added.value.summary());
    },
    'profiles.update': ({ accountId, ...wanted }) => {
      if (wanted.label !== '' || accountId === EMBEDDED_PROFILE.accountId) return change(accountId, wanted);
      return err(hogaError('validation', 'LABEL_REQUIRED', 'an account needs a label', { field: 'label' }));
    },
    'profiles.setEnabled': ({ accountId, isEnabled }) => change(accountId, { isEnabled }),
    'profiles.remove': async ({ accountId }) => {
      const found = accounts.find(accountId);
      if (!found.ok) return found;
      if (accountId === EMBEDDED_PROFILE.accountId) {
        return err(hogaError('validation', 'ACCOUNT_PERMANENT', 'the embedded account cannot be removed'));
      }
      const open = openOrderCount(found.value);
      if (open > 0) {
        const detail = 'orders of the account may still fill';
        return err(hogaError('validation', 'ACCOUNT_HAS_ORDERS', detail, { count: open }));
      }
      const removed = await profiles.remove(accountId);
      if (!removed.ok) return removed;
      await accounts.remove(found.value);
      accounts.announce();
      return ok(null);
    },
    'profiles.test': async ({ accountId }) => {
      const found = accounts.find(accountId);
      if (!found.ok) return found;
      const running = tests.get(accountId) ?? startTest(found.value).finally(() => tests.delete(accountId));
      tests.set(accountId, running);
      return ok(await running);
    },
    'profiles.enterCredentials': async ({ accountId }) => {
      const found = accounts.find(accountId);
      if (!found.ok) return found;
      if (secrets.state() === 'locked') return nothing(await windows.openSecretPrompt({ kind: 'unlock' }));
      const { label } = found.value.profile;
      return nothing(await windows.openSecretPrompt({ kind: 'credentials', accountId, label }));
    },
    'profiles.connect': async ({ accountId }) => {
      const found = accounts.find(accountId);
      return found.ok ? nothing(await found.value.connect()) : found;
    },
    'profiles.disconnect': async ({ accountId }) => {
      const found = accounts.find(accountId);
      if (found.ok) await found.value.disconnect();
      return found.ok ? ok(null) : found;
    },
    'limits.set': ({ accountId, limits }) => change(accountId, { limits }),
    'trading.arm': ({ accountId }) => {
      const found = accounts.find(accountId);
      if (!found.ok) return found;
      const armed = found.value.arm();
      if (!armed.ok) return armed;
      accounts.announce();
      return ok(found.value.summary());
    },
  };
}

/** Orders that work, are on their way, or whose end is not proven. */
function openOrderCount({ orders }: AccountDesk): number {
  return orders.orders().filter(({ status }) => !isClosed(status) && !(isLocal(status) && status !== 'draft'))
    .length;
}
