import { createStore } from 'zustand/vanilla';
import type { BridgeLink } from '#shared/contract/bridge.ts';
import type { HogaError } from '#shared/domain/errors.ts';

/** `opening`: before the first snapshot; `reopening`: a gap was seen or the link came back; `failed`: could not open. */
export type DeskPhase = 'opening' | 'open' | 'reopening' | 'failed';

interface ConnectionState {
  readonly link: BridgeLink;
  readonly phase: DeskPhase;
  readonly error: HogaError | null;
  readonly version: string;
  readonly host: 'electron' | 'browser' | null;
  readonly windowId: string;
  /** Core's clock minus the window's. */
  readonly clockOffsetMs: number;
}

export const connectionStore = createStore<ConnectionState>(() => ({
  link: 'connected',
  phase: 'opening',
  error: null,
  version: '',
  host: null,
  windowId: 'main',
  clockOffsetMs: 0,
}));

/** Nothing on the screen may be taken for current. */
export function isDeskCurrent(state: ConnectionState): boolean {
  return state.link === 'connected' && state.phase === 'open';
}

/** Core's time now, in milliseconds since 1970, as well as this window knows it. */
export function deskNow(): number {
  return Date.now() + connectionStore.getState().clockOffsetMs;
}
