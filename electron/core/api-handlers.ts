import type { AccountId } from '#shared/domain/account.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { AccountDesk } from './accounts/account-desk.ts';
import type { BrokerApi } from './brokers/broker.ts';
import type { RequestHandlers } from './request-handlers.ts';

export interface ApiHandlerParts {
  account(accountId: AccountId): Result<AccountDesk>;
}

type ApiHandlers = Pick<
  RequestHandlers,
  'api.call' | 'api.watch' | 'conditions.list' | 'conditions.search' | 'conditions.start' | 'conditions.stop'
>;

/** Serves what windows ask of a broker's own API. */
export function createApiHandlers({ account }: ApiHandlerParts): ApiHandlers {
  function apiOf(accountId: AccountId): Result<BrokerApi> {
    const found = account(accountId);
    if (!found.ok) return found;
    const { api } = found.value.broker;
    return api === null ? err(notOffered(accountId)) : ok(api);
  }

  return {
    'api.call': async ({ accountId, ...query }) => {
      const api = apiOf(accountId);
      return api.ok ? api.value.call(query) : api;
    },
    'api.watch': ({ streams }) => ok({ denied: streams }),
    'conditions.list': ({ accountId }) => err(notOffered(accountId)),
    'conditions.search': ({ accountId }) => err(notOffered(accountId)),
    'conditions.start': ({ accountId }) => err(notOffered(accountId)),
    'conditions.stop': ({ accountId }) => err(notOffered(accountId)),
  };
}

const notOffered = (accountId: AccountId) =>
  hogaError('validation', 'API_NOT_OFFERED', 'this broker has no such API', { accountId });
