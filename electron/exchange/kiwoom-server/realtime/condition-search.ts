import { KIWOOM_CONDITION_APIS } from '#shared/catalogue/kiwoom/condition-search.ts';
import type { Condition } from '../../market/conditions/condition-table.ts';
import type { BookScope, World } from '../../world.ts';
import type { ConditionFeed } from './feeds/condition-feed.ts';
import { formatResult } from './frame.ts';
import type { Subscriber } from './hub.ts';
import { conditionRow } from './values/condition-values.ts';

/** The condition search as one connection sees it. */
export interface ConditionSearch {
  /** Answers a frame of the search; null for one that gets no answer. */
  answer(service: ConditionService, fields: Readonly<Record<string, unknown>>): string | null;
  /** Forgets the list that was asked for and all that is followed. */
  clear(): void;
}

export type ConditionService = 'CNSRLST' | 'CNSRREQ' | 'CNSRCLR';

export function isConditionService(service: string): service is ConditionService {
  return Object.values(KIWOOM_CONDITION_APIS).some(({ trnm }) => trnm === service);
}

const SCOPES: Readonly<Record<string, BookScope>> = { K: 'KRX', N: 'NXT', A: 'ALL' };
/** Rows of one answer, as of the other lists of the broker. */
const PAGE_ROWS = 100;

/**
 * Answers the frames of the condition search. A search before the list was asked for on the same connection gets no answer.
 * @source Kiwoom REST API guide, 조건검색 (ka10171 to ka10174); Kiwoom-Securities/Kiwoom-REST-API
 */
export function createConditionSearch(
  world: World,
  feed: ConditionFeed,
  subscriber: Subscriber,
): ConditionSearch {
  const followed = new Map<string, { readonly condition: Condition; readonly scope: BookScope }>();
  let isListed = false;

  const list = (): string => {
    isListed = true;
    feed.expectSearch();
    return accept('CNSRLST', { data: feed.conditions.map(({ seq, name }) => [seq, name]) });
  };

  const request = (fields: Readonly<Record<string, unknown>>): string | null => {
    if (!isListed) return null;
    const seq = textOf(fields['seq']);
    const condition = feed.find(seq);
    const scope = SCOPES[textOf(fields['stex_tp'])];
    const searchType = textOf(fields['search_type']);
    if (seq === '') return refuse('CNSRREQ', seq, '필수 파라미터가 누락되어 있습니다. (seq)');
    if (condition === null) return refuseUnknown('CNSRREQ', seq);
    if (scope === undefined) return refuse('CNSRREQ', seq, '거래소구분(stex_tp) 값이 올바르지 않습니다.');
    if (searchType === '0') return page(condition, scope, fields);
    if (searchType === '1') return follow(condition, scope);
    return refuse('CNSRREQ', seq, '조회타입(search_type) 값이 올바르지 않습니다.');
  };

  /** The key of a page is the last code before it, so that whoever enters or leaves meanwhile moves nobody to another page. */
  const page = (
    condition: Condition,
    scope: BookScope,
    fields: Readonly<Record<string, unknown>>,
  ): string => {
    const after = textOf(fields['cont_yn']) === 'Y' ? textOf(fields['next_key']) : '';
    const places = new Map(world.listings.map(({ symbol }, place) => [symbol, place]));
    const start = after === '' ? -1 : places.get(after);
    if (start === undefined) {
      return refuse('CNSRREQ', condition.seq, '연속조회키(next_key) 값이 올바르지 않습니다.');
    }
    const left = feed.members(condition, scope).filter(({ symbol }) => (places.get(symbol) ?? -1) > start);
    const rows = left.slice(0, PAGE_ROWS);
    const isMore = left.length > rows.length;
    return accept('CNSRREQ', {
      seq: condition.seq,
      cont_yn: isMore ? 'Y' : 'N',
      next_key: isMore ? (rows.at(-1)?.symbol ?? '') : '',
      data: rows.map((listing) => conditionRow(world, listing, scope)),
    });
  };

  const follow = (condition: Condition, scope: BookScope): string => {
    end(condition.seq);
    followed.set(condition.seq, { condition, scope });
    const members = feed.follow(condition, scope, subscriber);
    const data = members.map(({ symbol }) => ({ jmcode: `A${symbol}` }));
    return accept('CNSRREQ', { seq: condition.seq, data });
  };

  const end = (seq: string) => {
    const known = followed.get(seq);
    if (known === undefined) return;
    followed.delete(seq);
    feed.unfollow(known.condition, known.scope, subscriber);
  };

  const release = (fields: Readonly<Record<string, unknown>>): string => {
    const seq = textOf(fields['seq']);
    if (seq === '') return refuse('CNSRCLR', seq, '필수 파라미터가 누락되어 있습니다. (seq)');
    if (feed.find(seq) === null) return refuseUnknown('CNSRCLR', seq);
    end(seq);
    return accept('CNSRCLR', { seq });
  };

  return {
    answer(service, fields) {
      switch (service) {
        case 'CNSRLST':
          return list();
        case 'CNSRREQ':
          return request(fields);
        case 'CNSRCLR':
          return release(fields);
      }
    },
    clear() {
      isListed = false;
      for (const seq of [...followed.keys()]) end(seq);
    },
  };
}

function accept(service: ConditionService, body: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ trnm: service, return_code: 0, return_msg: '', ...body });
}

/** Refusals of the socket have code 1 where the guide names no other. */
function refuse(service: ConditionService, seq: string, message: string): string {
  return seq === ''
    ? formatResult(service, 1, message)
    : JSON.stringify({ trnm: service, seq, return_code: 1, return_msg: message });
}

function refuseUnknown(service: ConditionService, seq: string): string {
  return refuse(service, seq.slice(0, 16), '조건검색식이 존재하지 않습니다. 조건검색 목록을 확인하세요.');
}

/** Numbers of conditions come back padded with blanks at times, and clients send them as they came. */
function textOf(value: unknown): string {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' ? value.trim() : '';
}
