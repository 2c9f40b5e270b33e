import type { ApiCondition, ConditionMembers, ConditionPage } from '#shared/contract/api.ts';
import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import { ListenerSet } from '../../../listener-set.ts';
import type { Log } from '../../../ports/log.ts';
import type { AnswerBody } from '../../../transport/broker-call.ts';
import type { BrokerConditions, ConditionMatch } from '../../broker-api.ts';
import type { ConditionAnswerName } from '../kiwoom-dialect.ts';
import type { KstDay } from '../parse/kst-stamp.ts';
import { formatApiCursor, parseApiCursor } from './api-cursor.ts';
import { decodeMatch, parseConditions, parseMembers, parseSearch } from './condition-answers.ts';
import { ConditionLanes, noSession } from './condition-lanes.ts';

export interface ConditionSearchParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly day: KstDay;
  /** False when there is no session. */
  readonly send: (text: string) => boolean;
  /** Which books are searched: `K` KRX, `N` NXT, `A` both. */
  readonly venue: 'K' | 'N' | 'A';
  readonly answerTimeoutMs: number;
}

/** A condition that is followed. */
interface Followed {
  readonly members: Set<InstrumentSymbol>;
  /** Events that come while the list of members is on its way happened after it was made. Null when none is. */
  early: ConditionMatch[] | null;
}

/** A condition that could not be followed again after a reconnect is tried again this much later. */
const RESTART_DELAY_MS = 30_000;
/** Cursors of a search are told from those of other calls by this name. */
const SEARCH = 'ka10172';

/**
 * Condition search over the socket. The list of conditions is asked for once per connection, because a search is not
 * answered before it. @source Kiwoom REST API guide, 조건검색; Kiwoom-Securities/Kiwoom-REST-API
 */
export class KiwoomConditions implements BrokerConditions {
  private readonly lanes: ConditionLanes;
  private readonly matches = new ListenerSet<ConditionMatch>();
  private readonly followed = new Map<string, Followed>();
  /** The list as asked for on this connection. */
  private listed: Promise<Result<readonly ApiCondition[]>> | null = null;
  /** Starts and stops happen one after the other. */
  private turn: Promise<unknown> = Promise.resolve();
  private restartTimer: Unsubscribe | null = null;

  constructor(private readonly parts: ConditionSearchParts) {
    this.lanes = new ConditionLanes(parts.clock, parts.answerTimeoutMs, parts.send);
  }

  list(): Promise<Result<readonly ApiCondition[]>> {
    const listed = this.lanes
      .ask({ trnm: 'CNSRLST' })
      .then((answer) => (answer.ok ? parseConditions(answer.value) : answer));
    this.listed = listed;
    void listed.then((answer) => {
      if (!answer.ok && this.listed === listed) this.listed = null;
    });
    return listed;
  }

  async search(conditionId: string, cursor: string | null): Promise<Result<ConditionPage>> {
    const asked = { seq: conditionId };
    const nextKey = parseApiCursor(SEARCH, asked, cursor);
    if (nextKey === undefined) return err(foreignCursor());
    const known = await this.checkListed(conditionId);
    if (!known.ok) return known;
    const paging = nextKey === null ? { cont_yn: 'N', next_key: '' } : { cont_yn: 'Y', next_key: nextKey };
    const answer = await this.lanes.ask({ ...this.request(conditionId, '0'), ...paging });
    if (!answer.ok) return answer;
    const page = parseSearch(answer.value);
    if (!page.ok) return page;
    if (page.value.nextKey !== null && page.value.nextKey === nextKey) return err(repeated());
    const next = page.value.nextKey === null ? null : formatApiCursor(SEARCH, asked, page.value.nextKey);
    return ok({ rows: page.value.rows, cursor: next });
  }

  start(conditionId: string): Promise<Result<ConditionMembers>> {
    return this.inTurn(async () => {
      const known = this.followed.get(conditionId);
      if (known !== undefined) return ok({ members: [...known.members] });
      const begun: Followed = { members: new Set(), early: [] };
      this.followed.set(conditionId, begun);
      const members = await this.fetchMembers(conditionId);
      if (!members.ok) {
        this.followed.delete(conditionId);
        return members;
      }
      this.takeMembers(begun, members.value);
      return ok({ members: [...begun.members] });
    });
  }

  stop(conditionId: string): Promise<Result<void>> {
    return this.inTurn(async () => {
      if (!this.followed.delete(conditionId)) return ok(undefined);
      const answer = await this.lanes.ask({ trnm: 'CNSRCLR', seq: conditionId });
      // Without a session nothing is followed any more.
      return answer.ok || answer.error.code === 'LINK_CLOSED' ? ok(undefined) : answer;
    });
  }

  onMatch(listener: (match: ConditionMatch) => void): Unsubscribe {
    return this.matches.add(listener);
  }

  /** Takes an answer's frame. */
  answer(name: ConditionAnswerName, frame: AnswerBody): void {
    if (!this.lanes.answer(name, frame))
      this.parts.log.debug('condition frame that answers nothing', { name });
  }

  /** Takes the events among the entries of a REAL frame, in order. */
  takeFrame(data: unknown): void {
    if (this.followed.size === 0 || !Array.isArray(data)) return;
    for (const entry of data as readonly unknown[]) {
      const match = decodeMatch(entry, this.parts.day);
      if (match === null) this.eventLost();
      else if (match !== undefined) this.takeMatch(match);
    }
  }

  /** A new session: what was followed is followed again, and what was missed is told. */
  linked(): void {
    this.listed = null;
    this.restartAll(true);
  }

  unlinked(): void {
    this.listed = null;
    this.restartTimer?.();
    this.restartTimer = null;
    this.lanes.failAll(noSession());
  }

  private inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = this.turn.then(act);
    this.turn = done.catch(() => undefined);
    return done;
  }

  private request(conditionId: string, searchType: '0' | '1') {
    return { trnm: 'CNSRREQ', seq: conditionId, search_type: searchType, stex_tp: this.parts.venue } as const;
  }

  private async checkListed(conditionId: string): Promise<Result<void>> {
    const conditions = await (this.listed ?? this.list());
    if (!conditions.ok) return conditions;
    return conditions.value.some(({ id }) => id === conditionId) ? ok(undefined) : err(unknown(conditionId));
  }

  private async fetchMembers(conditionId: string): Promise<Result<readonly InstrumentSymbol[]>> {
    const known = await this.checkListed(conditionId);
    if (!known.ok) return known;
    const answer = await this.lanes.ask(this.request(conditionId, '1'));
    return answer.ok ? parseMembers(answer.value) : answer;
  }

  /** Takes the list of members, then what happened since it was made. */
  private takeMembers(followed: Followed, members: readonly InstrumentSymbol[]): void {
    followed.members.clear();
    for (const symbol of members) followed.members.add(symbol);
    const early = followed.early ?? [];
    followed.early = null;
    for (const match of early) this.takeMatch(match);
  }

  private takeMatch(match: ConditionMatch): void {
    const followed = this.followed.get(match.conditionId);
    if (followed === undefined) return;
    if (followed.early !== null) {
      followed.early.push(match);
      return;
    }
    if (match.change === 'enter') followed.members.add(match.symbol);
    else followed.members.delete(match.symbol);
    this.matches.emit(match);
  }

  private restartAll(isNewSession: boolean): void {
    this.restartTimer?.();
    this.restartTimer = null;
    for (const conditionId of this.followed.keys()) {
      void this.inTurn(() => this.restart(conditionId, isNewSession));
    }
  }

  private async restart(conditionId: string, isNewSession: boolean): Promise<void> {
    const followed = this.followed.get(conditionId);
    if (followed === undefined) return;
    // Whether it is ended or was not running, the next request begins it.
    if (!isNewSession) await this.lanes.ask({ trnm: 'CNSRCLR', seq: conditionId });
    followed.early = [];
    const members = await this.fetchMembers(conditionId);
    if (!members.ok) return this.restartFailed(conditionId, followed, members.error);
    const before = [...followed.members];
    const early = followed.early;
    followed.early = null;
    this.tellDifference(conditionId, before, new Set(members.value));
    for (const match of early) this.takeMatch(match);
  }

  private restartFailed(conditionId: string, followed: Followed, { code, detail }: HogaError): void {
    followed.early = null;
    this.parts.log.warn('condition not followed again', { conditionId, code, detail });
    if (code === 'CONDITION_UNKNOWN') {
      // Its owner has deleted it: nothing meets it any more.
      this.tellDifference(conditionId, [...followed.members], new Set());
      this.followed.delete(conditionId);
    } else if (code !== 'LINK_CLOSED') {
      this.restartLater();
    }
  }

  private tellDifference(
    conditionId: string,
    before: readonly InstrumentSymbol[],
    now: ReadonlySet<InstrumentSymbol>,
  ): void {
    const at = this.parts.day.instant(null);
    for (const symbol of before) {
      if (!now.has(symbol)) this.takeMatch({ conditionId, symbol, change: 'leave', at });
    }
    for (const symbol of now) {
      if (!before.includes(symbol)) this.takeMatch({ conditionId, symbol, change: 'enter', at });
    }
  }

  /** An event in a form that cannot be read: the members are asked for anew, a while later for all that come together. */
  private eventLost(): void {
    if (this.restartTimer === null) this.parts.log.warn('event of a condition not readable');
    this.restartLater();
  }

  private restartLater(): void {
    this.restartTimer ??= this.parts.clock.after(RESTART_DELAY_MS, () => this.restartAll(false));
  }
}

const unknown = (conditionId: string) =>
  hogaError('validation', 'CONDITION_UNKNOWN', `no condition ${conditionId} in the broker's list`, {
    conditionId,
  });

const foreignCursor = () =>
  hogaError('validation', 'PAGE_CURSOR_UNKNOWN', 'the page cursor is not one of this search; not sent');

const repeated = () => hogaError('protocol', 'PAGES_REPEAT', 'the same page of a search was offered twice');
