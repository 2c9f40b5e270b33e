import type { ConditionMembers } from '#shared/contract/api.ts';
import type { DeskEvent } from '#shared/contract/events.ts';
import type { AccountId } from '#shared/domain/account.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { AccountDesk } from './accounts/account-desk.ts';
import { ConditionDesk } from './accounts/condition-desk.ts';
import type { BrokerApi } from './brokers/broker-api.ts';
import type { MarketDataService } from './market-data/market-data-service.ts';
import { nothing } from './preferences.ts';
import type { RequestHandlers } from './request-handlers.ts';

export interface ApiHandlerParts {
  readonly market: Pick<MarketDataService, 'watchStreams'>;
  account(accountId: AccountId): Result<AccountDesk>;
  publish(event: DeskEvent): void;
}

type ApiRequestName =
  'api.call' | 'api.watch' | 'conditions.list' | 'conditions.search' | 'conditions.start' | 'conditions.stop';

export interface ApiHandlers {
  readonly handlers: Pick<RequestHandlers, ApiRequestName>;
  /** A window is gone: conditions that only it followed are followed no more. */
  forget(clientId: string): void;
}

/** Serves what windows ask of a broker's own API. */
export function createApiHandlers({ market, account, publish }: ApiHandlerParts): ApiHandlers {
  const conditionDesks = new Map<BrokerApi, ConditionDesk>();

  function apiOf(accountId: AccountId): Result<BrokerApi> {
    const found = account(accountId);
    if (!found.ok) return found;
    const { api } = found.value.broker;
    return api === null ? err(notOffered(accountId)) : ok(api);
  }

  function conditionsOf(accountId: AccountId): Result<ConditionDesk> {
    const api = apiOf(accountId);
    if (!api.ok) return api;
    let desk = conditionDesks.get(api.value);
    if (desk === undefined) {
      desk = new ConditionDesk(api.value.conditions, (match) =>
        publish({ type: 'condition-match', accountId, ...match }),
      );
      conditionDesks.set(api.value, desk);
    }
    return ok(desk);
  }

  return {
    handlers: {
      'api.call': async ({ accountId, ...query }) => {
        const api = apiOf(accountId);
        return api.ok ? api.value.call(query) : api;
      },
      'api.watch': ({ streams }, clientId) => ok(market.watchStreams(clientId, streams)),
      'conditions.list': async ({ accountId }) => {
        const api = apiOf(accountId);
        return api.ok ? api.value.conditions.list() : api;
      },
      'conditions.search': async ({ accountId, conditionId, cursor }) => {
        const api = apiOf(accountId);
        return api.ok ? api.value.conditions.search(conditionId, cursor) : api;
      },
      'conditions.start': async ({ accountId, conditionId }, clientId): Promise<Result<ConditionMembers>> => {
        const desk = conditionsOf(accountId);
        return desk.ok ? desk.value.start(clientId, conditionId) : desk;
      },
      'conditions.stop': async ({ accountId, conditionId }, clientId) => {
        const desk = conditionsOf(accountId);
        return desk.ok ? nothing(await desk.value.stop(clientId, conditionId)) : desk;
      },
    },
    forget(clientId) {
      for (const desk of conditionDesks.values()) desk.forget(clientId);
    },
  };
}

const notOffered = (accountId: AccountId) =>
  hogaError('validation', 'API_NOT_OFFERED', 'this broker has no such API', { accountId });
