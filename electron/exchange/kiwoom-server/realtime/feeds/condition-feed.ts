import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import type { Condition } from '../../../market/conditions/condition-table.ts';
import type { Conditions, Survey } from '../../../market/conditions/conditions.ts';
import type { BookScope, Listing, World } from '../../../world.ts';
import type { ServerLog } from '../../server-log.ts';
import type { Subscriber } from '../hub.ts';
import { conditionEntry } from '../values/condition-values.ts';

/** How often followed conditions are looked at. */
const BEAT_MS = 1_000;
/** Pause between two pieces of the work that makes the first answers quick. */
const PREPARE_PAUSE_MS = 20;

export interface ConditionFeed {
  readonly conditions: readonly Condition[];
  find(seq: string): Condition | null;
  /** Somebody has asked for the list and will search soon. */
  expectSearch(): void;
  members(condition: Condition, scope: BookScope): readonly Listing[];
  /** Returns who meets the condition now; from then on the subscriber is told who enters and leaves. */
  follow(condition: Condition, scope: BookScope, subscriber: Subscriber): readonly Listing[];
  unfollow(condition: Condition, scope: BookScope, subscriber: Subscriber): void;
  stop(): void;
}

interface Followed {
  readonly condition: Condition;
  readonly scope: BookScope;
  readonly subscribers: Set<Subscriber>;
  members: ReadonlySet<string>;
}

/** Looks at the conditions that somebody follows about once a second, once for all who follow. Costs nothing while nobody does. */
export function createConditionFeed(options: {
  readonly world: World;
  readonly conditions: Conditions;
  /** Time of the sockets, which runs on when the market's is replayed. */
  readonly clock: Clock;
  readonly log: ServerLog;
}): ConditionFeed {
  const { world, conditions, clock, log } = options;
  const followed = new Map<string, Followed>();
  let cancelBeat: Unsubscribe | null = null;
  let cancelPreparing: Unsubscribe | null = null;

  /** Tells everyone who follows what has changed, and returns who meets the condition now. */
  const update = (one: Followed, survey: Survey): readonly Listing[] => {
    const { condition, scope, subscribers, members } = one;
    const listings = survey.members(condition);
    const now = new Set(listings.map(({ symbol }) => symbol));
    one.members = now;
    const tell = (symbol: string, change: 'enter' | 'leave') => {
      const entry = conditionEntry(world, { seq: condition.seq, symbol, scope, change });
      for (const subscriber of subscribers) subscriber.enqueue(entry);
    };
    for (const symbol of members) if (!now.has(symbol)) tell(symbol, 'leave');
    for (const symbol of now) if (!members.has(symbol)) tell(symbol, 'enter');
    return listings;
  };

  const beat = () => {
    const surveys = new Map<BookScope, Survey>();
    try {
      for (const one of followed.values()) {
        const survey = surveys.get(one.scope) ?? conditions.survey(one.scope);
        surveys.set(one.scope, survey);
        update(one, survey);
      }
    } catch (error) {
      log.error('evaluating the conditions failed', error);
    }
    cancelBeat = followed.size === 0 ? null : clock.after(BEAT_MS, beat);
  };

  const prepare = () => {
    let isMore = false;
    try {
      isMore = conditions.prepare();
    } catch (error) {
      log.error('preparing the conditions failed', error);
    }
    cancelPreparing = isMore ? clock.after(PREPARE_PAUSE_MS, prepare) : null;
  };

  return {
    conditions: conditions.all,
    find: (seq) => conditions.find(seq),
    expectSearch() {
      cancelPreparing ??= clock.after(PREPARE_PAUSE_MS, prepare);
    },
    members: (condition, scope) => conditions.survey(scope).members(condition),
    follow(condition, scope, subscriber) {
      const key = keyOf(condition, scope);
      const known = followed.get(key) ?? { condition, scope, subscribers: new Set(), members: new Set() };
      // The new one has the whole list in the answer; only those before are told what has changed.
      known.subscribers.delete(subscriber);
      const listings = update(known, conditions.survey(scope));
      known.subscribers.add(subscriber);
      followed.set(key, known);
      cancelBeat ??= clock.after(BEAT_MS, beat);
      return listings;
    },
    unfollow(condition, scope, subscriber) {
      const key = keyOf(condition, scope);
      const known = followed.get(key);
      known?.subscribers.delete(subscriber);
      if (known?.subscribers.size === 0) followed.delete(key);
    },
    stop() {
      cancelBeat?.();
      cancelPreparing?.();
      cancelBeat = null;
      cancelPreparing = null;
      followed.clear();
    },
  };
}

const keyOf = ({ seq }: Condition, scope: BookScope) => `${seq}/${scope}`;
