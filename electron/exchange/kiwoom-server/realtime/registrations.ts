import {
  isKiwoomRealtimeTypeId,
  kiwoomRealtimeType,
  type KiwoomRealtimeTypeId,
} from '#shared/catalogue/kiwoom-realtime.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { MarketModels } from '../../market/market-models.ts';
import type { World } from '../../world.ts';
import { findScopedListing } from '../wording/symbol-code.ts';
import { topicOf, type Topic } from './hub.ts';
import type { RegistrationRequest } from './registration-request.ts';

export interface RegistrationLimits {
  /** Different items in one group. */
  readonly itemsPerGroup: number;
  /** Different items over all groups of a session; null: no limit. */
  readonly itemsPerSession: number | null;
}

/** Topics that a request starts and ends for its session. */
export interface RegistrationChange {
  readonly started: readonly Topic[];
  readonly ended: readonly Topic[];
}

/** What one session has registered, by group. A topic held by two groups is received once. */
export interface Registrations {
  /** @returns the text of the refusal; then nothing has changed */
  register(request: RegistrationRequest): Result<RegistrationChange, string>;
  remove(request: RegistrationRequest): RegistrationChange;
  topics(): readonly Topic[];
}

interface Entry {
  readonly topic: Topic;
  readonly item: string;
}

/** Bounds what one session can make the server remember; no client is known to use more than a few. */
const MAX_GROUPS = 200;

/** Where the items of registrations are looked up. */
export interface ItemMarket {
  readonly world: World;
  readonly market: MarketModels;
}

export function createRegistrations(options: {
  readonly world: World;
  readonly market: MarketModels;
  readonly accountNumber: string;
  readonly limits: RegistrationLimits;
}): Registrations {
  const groups = new Map<string, Map<Topic, Entry>>();
  const held = () => new Set([...groups.values()].flatMap((group) => [...group.keys()]));
  const changeSince = (before: ReadonlySet<Topic>): RegistrationChange => {
    const after = held();
    return {
      started: [...after].filter((topic) => !before.has(topic)),
      ended: [...before].filter((topic) => !after.has(topic)),
    };
  };

  return {
    register(request) {
      if (request.elements.length === 0) return err('등록 리스트(data)가 없습니다.');
      const entries = resolveEntries(request, options);
      if (!entries.ok) return entries;
      const current = request.keepsExisting ? (groups.get(request.group) ?? new Map<Topic, Entry>()) : [];
      const group = new Map([...current, ...entries.value.map((entry) => [entry.topic, entry] as const)]);
      const others = [...groups].filter(([name]) => name !== request.group).map(([, other]) => other);
      const problem =
        others.length >= MAX_GROUPS
          ? `세션당 그룹 수(${MAX_GROUPS})를 초과하였습니다.`
          : limitProblem(group, others, options.limits);
      if (problem !== null) return err(problem);
      const before = held();
      groups.set(request.group, group);
      return ok(changeSince(before));
    },
    remove(request) {
      const before = held();
      const group = groups.get(request.group);
      for (const { items, types } of request.elements) {
        for (const type of types) {
          for (const item of items) group?.delete(entryOf(type, item, options.accountNumber).topic);
        }
      }
      if (request.elements.length === 0 || group?.size === 0) groups.delete(request.group);
      return changeSince(before);
    },
    topics: () => [...held()],
  };
}

function limitProblem(
  group: ReadonlyMap<Topic, Entry>,
  others: readonly ReadonlyMap<Topic, Entry>[],
  limits: RegistrationLimits,
): string | null {
  const itemsOf = (maps: readonly ReadonlyMap<Topic, Entry>[]) =>
    new Set(maps.flatMap((map) => [...map.values()].map(({ item }) => item)).filter((item) => item !== ''));
  if (itemsOf([group]).size > limits.itemsPerGroup) {
    return `그룹당 실시간 등록 가능 종목 수(${limits.itemsPerGroup})를 초과하였습니다.`;
  }
  if (limits.itemsPerSession !== null && itemsOf([group, ...others]).size > limits.itemsPerSession) {
    return `세션당 실시간 등록 가능 종목 수(${limits.itemsPerSession})를 초과하였습니다.`;
  }
  return null;
}

/** Unlisted codes stay silent beside listed ones, as on the real server; a request that names only such codes is refused. */
function resolveEntries(
  request: RegistrationRequest,
  options: ItemMarket & { readonly accountNumber: string },
): Result<readonly Entry[], string> {
  const entries: Entry[] = [];
  let unlisted: string | null = null;
  let isAnyListed = false;
  for (const { items, types } of request.elements) {
    for (const type of types) {
      if (!isKiwoomRealtimeTypeId(type))
        return err(`실시간 항목(type)이 올바르지 않습니다. type=${type.slice(0, 8)}`);
      for (const item of items) {
        const problem = itemProblem(type, item, options);
        if (problem === 'missing') return err(`실시간 등록 요소(item)가 없습니다. type=${type}`);
        if (problem === 'malformed')
          return err(`종목코드 형식이 올바르지 않습니다. item=${item.slice(0, 20)}`);
        if (problem === 'unlisted') unlisted = item;
        else isAnyListed = true;
        entries.push(entryOf(type, item, options.accountNumber));
      }
    }
  }
  if (unlisted !== null && !isAnyListed) return err(`종목 정보가 없습니다. item=${unlisted}`);
  return ok(entries);
}

/** Warrants have values but no book: other types say nothing of them. */
const WARRANT_TYPES: ReadonlySet<string> = new Set(['0m', '0u']);

type ItemProblem = 'missing' | 'malformed' | 'unlisted';

function itemProblem(type: KiwoomRealtimeTypeId, item: string, market: ItemMarket): ItemProblem | null {
  const { itemFormat } = kiwoomRealtimeType(type);
  if (itemFormat === 'none' || (itemFormat === 'codeOrAll' && item === '')) return null;
  if (item === '') return 'missing';
  switch (itemFormat) {
    case 'goldUnit':
      return item === 'MGD' || item === 'MGU' ? null : 'unlisted';
    case 'sectorCode':
      return market.market.indices.sector(item) === null ? 'unlisted' : null;
    case 'code':
    case 'suffixedCode':
    case 'codeOrAll': {
      if (WARRANT_TYPES.has(type) && market.market.warrants.find(item) !== null) return null;
      const found = findScopedListing(market.world, item);
      if (found === 'malformed') return 'malformed';
      return typeof found === 'string' ? 'unlisted' : null;
    }
  }
}

/** Orders and holdings follow the account, the market's phase follows nothing: their items do not count. */
function entryOf(type: string, item: string, accountNumber: string): Entry {
  if (type === '00' || type === '04') return { topic: topicOf(type, accountNumber), item: '' };
  if (type === '0s') return { topic: topicOf(type, ''), item: '' };
  const code = /^A[0-9A-Z]{6}/.test(item) ? item.slice(1) : item;
  return { topic: topicOf(type, code), item: code };
}
