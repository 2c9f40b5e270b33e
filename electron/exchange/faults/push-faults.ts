import type { Unsubscribe } from '#shared/domain/clock.ts';
import { isRecord, parseFrame } from '../kiwoom-server/realtime/frame.ts';
import type { ActiveFault } from './active-fault.ts';
import type { Waits } from './waits.ts';

/** Hands a frame on towards its client. */
export type Send = (frame: string) => void;

/** Types of the messages in a REAL frame, each once; none for what is no REAL frame. */
export function typesOfFrame(frame: string): readonly string[] {
  const parsed = parseFrame(frame);
  const data = parsed?.service === 'REAL' ? parsed.fields['data'] : null;
  if (!Array.isArray(data)) return [];
  const types = data.map((entry: unknown) => (isRecord(entry) ? entry['type'] : null));
  return [...new Set(types)].filter((type) => typeof type === 'string');
}

/** Frames of one socket that one fault holds back to mix them. */
interface Shuffle {
  readonly frames: { readonly frame: string; readonly send: Send }[];
  cancel: Unsubscribe;
}

/** Treats one frame of one socket as a fault says. What it holds back it sends by itself, when its wait is over. */
export type ApplyPushFault = (active: ActiveFault, socketId: number, frame: string, send: Send) => void;

/** Holds, repeats, mixes and loses frames. */
export function createPushFaults(waits: Waits): ApplyPushFault {
  const shuffles = new WeakMap<ActiveFault, Map<number, Shuffle>>();

  const shuffle = (
    active: ActiveFault,
    window: number,
    ms: number,
    socketId: number,
    frame: string,
    send: Send,
  ) => {
    const ofFault = shuffles.get(active) ?? new Map<number, Shuffle>();
    shuffles.set(active, ofFault);
    const held = ofFault.get(socketId) ?? { frames: [], cancel: () => undefined };
    ofFault.set(socketId, held);
    const empty = () => {
      held.cancel();
      ofFault.delete(socketId);
      for (const each of mixed(active, held.frames)) each.send(each.frame);
    };
    held.frames.push({ frame, send });
    if (held.frames.length === 1) held.cancel = waits.later(ms, empty);
    if (held.frames.length >= window) empty();
  };

  return (active, socketId, frame, send) => {
    const { effect } = active.fault;
    switch (effect.kind) {
      case 'lose-pushes':
        return;
      case 'delay-pushes':
        return void waits.later(effect.ms, () => send(frame));
      case 'duplicate-pushes':
        send(frame);
        if (effect.ms === 0) send(frame);
        else waits.later(effect.ms, () => send(frame));
        return;
      case 'shuffle-pushes':
        return shuffle(active, effect.window, effect.ms, socketId, frame, send);
      default:
        send(frame);
    }
  };
}

/** In another order than they came in, when there are two or more. */
function mixed<T>({ random }: ActiveFault, items: readonly T[]): readonly T[] {
  const rest = [...items];
  const out: T[] = [];
  while (rest.length > 0) out.push(...rest.splice(random.integer(0, rest.length - 1), 1));
  const isSame = out.every((item, place) => item === items[place]);
  return isSame ? [...out.slice(1), ...out.slice(0, 1)] : out;
}
