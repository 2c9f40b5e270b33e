import { createStore } from 'zustand/vanilla';
import type { ApiStream, ApiStreamUpdate } from '#shared/contract/api.ts';
import type { Unsubscribe } from '#shared/domain/clock.ts';
import { atMostEvery, oncePerFrame } from './frame.ts';

/** Most raw streams one window may have; the contract refuses more. */
export const MAX_STREAMS = 500;

/** Cells that change faster cannot be read. */
const TELL_GAP_MS = 100;

interface StreamsState {
  /** What all panels of the window want, each stream once. */
  readonly wanted: readonly ApiStream[];
  /** Keys (`streamKey`) of those the broker does not have or had no room for. */
  readonly denied: ReadonlySet<string>;
}

export const streamsStore = createStore<StreamsState>(() => ({ wanted: [], denied: new Set() }));

const declared = new Map<symbol, readonly ApiStream[]>();
const latest = new Map<string, ApiStreamUpdate>();
const listeners = new Set<(updates: readonly ApiStreamUpdate[]) => void>();
let changed = new Map<string, ApiStreamUpdate>();

const mergeSoon = oncePerFrame(() => {
  const wanted = mergeStreams([...declared.values()]);
  const before = streamsStore.getState().wanted;
  if (wanted.map(streamKey).join(' ') === before.map(streamKey).join(' ')) return;
  const kept = new Set(wanted.map(streamKey));
  for (const key of latest.keys()) if (!kept.has(key)) latest.delete(key);
  streamsStore.setState({ wanted });
});

const tellSoon = atMostEvery(TELL_GAP_MS, () => {
  const updates = [...changed.values()];
  changed = new Map();
  for (const listener of [...listeners]) listener(updates);
});

export function streamKey({ type, item }: ApiStream): string {
  return `${type}:${item}`;
}

/** Declares raw real-time streams a panel wants, until the returned function is called. */
export function declareStreams(streams: readonly ApiStream[]): Unsubscribe {
  const key = Symbol('streams');
  declared.set(key, streams);
  mergeSoon();
  return () => {
    if (declared.delete(key)) mergeSoon();
  };
}

/** Each stream once, in the order declared, the first `MAX_STREAMS`. */
export function mergeStreams(wishes: readonly (readonly ApiStream[])[]): readonly ApiStream[] {
  const merged = new Map<string, ApiStream>();
  for (const stream of wishes.flat()) {
    if (!merged.has(streamKey(stream))) merged.set(streamKey(stream), stream);
  }
  return [...merged.values()].slice(0, MAX_STREAMS);
}

/** Takes the streams of a batch. */
export function applyStreams(updates: readonly ApiStreamUpdate[]): void {
  for (const update of updates) {
    latest.set(streamKey(update), update);
    changed.set(streamKey(update), update);
  }
  if (updates.length > 0 && listeners.size > 0) tellSoon();
}

/** Returns the latest values of a stream since it was wanted. */
export function latestStream(stream: ApiStream): ApiStreamUpdate | undefined {
  return latest.get(streamKey(stream));
}

/** Calls with all streams that changed, at most ten times a second, the latest values of each. */
export function subscribeStreams(listener: (updates: readonly ApiStreamUpdate[]) => void): Unsubscribe {
  const own = (updates: readonly ApiStreamUpdate[]): void => listener(updates);
  listeners.add(own);
  return () => void listeners.delete(own);
}

export function setDeniedStreams(denied: readonly ApiStream[]): void {
  streamsStore.setState({ denied: new Set(denied.map(streamKey)) });
}
