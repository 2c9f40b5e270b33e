import { KIWOOM_REALTIME_TYPES } from '#shared/catalogue/kiwoom-realtime.ts';

/** What a message is about: a type and an item, or an account for the types that follow one. */
export type Topic = string;

/** Someone who receives entries of REAL frames, already written as JSON. */
export interface Subscriber {
  enqueue(entry: string): void;
}

/** Who wants what. An entry is written once and handed to every subscriber as the same string. */
export interface RealtimeHub {
  subscribe(topic: Topic, subscriber: Subscriber): void;
  unsubscribe(topic: Topic, subscriber: Subscriber): void;
  hasSubscribers(topic: Topic): boolean;
  publish(topic: Topic, entry: string): void;
  /** Hands one entry to everyone on any of the topics, once each. */
  publishToAny(topics: readonly Topic[], entry: string): void;
  /** Topics with at least one subscriber. */
  topicCount(): number;
}

export type RealtimeValues = Readonly<Record<string, string>>;
export type ServedType = keyof typeof KIWOOM_REALTIME_TYPES;

export function topicOf(type: string, item: string): Topic {
  return `${type}|${item}`;
}

/** Display names that differ from the catalogue's title. @source Kiwoom REST API guide, sample message of type 04 */
const DISPLAY_NAMES: Readonly<Record<string, string>> = { '04': '현물잔고' };

/** Writes one entry of a REAL frame. */
export function formatEntry(type: ServedType, item: string, values: RealtimeValues): string {
  const name = DISPLAY_NAMES[type] ?? KIWOOM_REALTIME_TYPES[type].nameKo;
  return JSON.stringify({ type, name, item, values });
}

export function createRealtimeHub(): RealtimeHub {
  const subscribers = new Map<Topic, Set<Subscriber>>();
  return {
    subscribe(topic, subscriber) {
      const set = subscribers.get(topic) ?? new Set();
      subscribers.set(topic, set.add(subscriber));
    },
    unsubscribe(topic, subscriber) {
      const set = subscribers.get(topic);
      set?.delete(subscriber);
      if (set?.size === 0) subscribers.delete(topic);
    },
    hasSubscribers: (topic) => subscribers.has(topic),
    publish(topic, entry) {
      for (const subscriber of subscribers.get(topic) ?? []) subscriber.enqueue(entry);
    },
    publishToAny(topics, entry) {
      const receivers = new Set(topics.flatMap((topic) => [...(subscribers.get(topic) ?? [])]));
      for (const subscriber of receivers) subscriber.enqueue(entry);
    },
    topicCount: () => subscribers.size,
  };
}
