import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import type { ServerLog } from '../../server-log.ts';
import { formatEntry, type RealtimeHub, type Topic } from '../hub.ts';
import type { Pulse } from './pulses.ts';

/** How often readings are taken. The real server sends these types once a second at most. */
const PULSE_MS = 1_000;

export interface PulseFeed {
  /** What a topic shows right after it was registered; from then on it is read every second until nobody wants it. */
  firstEntry(topic: Topic): readonly string[];
  stop(): void;
}

/** Sends readings of the market to those who registered them, when they have changed. Costs nothing while nobody has. */
export function createPulseFeed(options: {
  readonly pulses: readonly Pulse[];
  readonly hub: RealtimeHub;
  /** Time of the sockets, which runs on when the market's is replayed. */
  readonly clock: Clock;
  readonly log: ServerLog;
}): PulseFeed {
  const { hub, clock, log } = options;
  const pulses = new Map<string, Pulse>(options.pulses.map((pulse) => [pulse.type, pulse]));
  /** The entry sent last, by topic. */
  const watched = new Map<Topic, string | null>();
  let cancelTimer: Unsubscribe | null = null;

  const read = (topic: Topic): string | null => {
    const [type = '', item = ''] = topic.split('|', 2);
    const pulse = pulses.get(type);
    try {
      const values = pulse?.valuesOf(item) ?? null;
      return pulse === undefined || values === null ? null : formatEntry(pulse.type, item, values);
    } catch (error) {
      log.error(`reading of ${topic} failed`, error);
      return null;
    }
  };

  const beat = () => {
    for (const [topic, sent] of watched) {
      if (!hub.hasSubscribers(topic)) {
        watched.delete(topic);
        continue;
      }
      const entry = read(topic);
      if (entry === null || entry === sent) continue;
      watched.set(topic, entry);
      hub.publish(topic, entry);
    }
    cancelTimer = watched.size === 0 ? null : clock.after(PULSE_MS, beat);
  };

  return {
    firstEntry(topic) {
      if (!pulses.has(topic.split('|', 1)[0] ?? '')) return [];
      const entry = read(topic);
      // Others who watch it have the entry sent last: it stays the one to compare with.
      if (!watched.has(topic)) watched.set(topic, entry);
      cancelTimer ??= clock.after(PULSE_MS, beat);
      return entry === null ? [] : [entry];
    },
    stop() {
      cancelTimer?.();
      cancelTimer = null;
      watched.clear();
    },
  };
}
