/** What goes wrong. Times in milliseconds. */
export type FaultEffect =
  /** Never processed; the connection is dropped. */
  | { readonly kind: 'lose-request' }
  /** Processed; the connection is dropped in place of an answer. */
  | { readonly kind: 'lose-answer' }
  | { readonly kind: 'delay'; readonly ms: number; readonly part: 'request' | 'answer' }
  /** Processed; after so many bytes of the answer, its head counted, the connection is reset. */
  | { readonly kind: 'reset-mid-byte'; readonly bytes: number }
  /** The answer waits until a fill of its order was pushed and `leadMs` have passed since, `ms` at most. */
  | { readonly kind: 'fill-before-answer'; readonly ms: number; readonly leadMs: number }
  /** Order lists show what they would have shown `ms` ago. */
  | { readonly kind: 'lagging-order-list'; readonly ms: number }
  /** HTTP 429 with outer code 5; not processed. */
  | { readonly kind: 'rate-limit' }
  /** The token of the call is taken back: this call and all that follow with it meet 8005. */
  | { readonly kind: 'token-invalid' }
  /** Nothing is sent, answered or closed any more. Calls are processed when `isProcessed`. */
  | { readonly kind: 'half-open'; readonly isProcessed: boolean }
  /** Every call is answered with 503, or its connection dropped; sockets are closed and none is let in. */
  | { readonly kind: 'maintenance'; readonly answer: '503' | 'drop' }
  /** A frame is sent again, `ms` later. */
  | { readonly kind: 'duplicate-pushes'; readonly ms: number }
  /** Up to `window` frames are held and sent in another order, after `ms` at the latest. */
  | { readonly kind: 'shuffle-pushes'; readonly window: number; readonly ms: number }
  | { readonly kind: 'delay-pushes'; readonly ms: number }
  | { readonly kind: 'lose-pushes' }
  /** R10001, then the end of the connection. */
  | { readonly kind: 'session-replaced' }
  /** The connection breaks without a goodbye. */
  | { readonly kind: 'cut-socket' };

export type FaultKind = FaultEffect['kind'];
export type EffectOf<Kind extends FaultKind> = Extract<FaultEffect, { readonly kind: Kind }>;

/** When a fault strikes. An opportunity is a call, frame or socket that its targets name. */
export interface FaultTrigger {
  /** Of an opportunity, from 0 to 1. */
  readonly chance: number;
  /** How often in all; null: as often as it comes. */
  readonly times: number | null;
  /** Opportunities that are let pass first. */
  readonly skip: number;
  /** From when on, counted from when the fault was switched on. */
  readonly afterMs: number;
  /** For how long from then; null: until it is switched off. */
  readonly forMs: number | null;
}

export interface Fault {
  readonly effect: FaultEffect;
  /** API ids, real-time types and groups of them; see `FAULT_TARGETS`. */
  readonly targets: readonly string[];
  readonly trigger: FaultTrigger;
}

/** Words for many targets at once, besides API ids and real-time types. */
export const FAULT_TARGETS = {
  all: 'every call and socket',
  orders: 'orders, amendments and cancellations of shares and gold, on credit too',
  pushes: 'every REAL frame',
  sockets: 'every socket and every frame to it',
} as const;

/** @source Kiwoom REST API guide, sections 주문, 신용주문 and 금현물 주문 */
const ORDER_API = /^kt(1000[0-36-9]|5000[0-3])$/;

/** What a call may be targeted by. */
export function namesOfCall(apiId: string): ReadonlySet<string> {
  return new Set(['all', apiId, ...(ORDER_API.test(apiId) ? ['orders'] : [])]);
}

/** What a frame to a client may be targeted by; `types` of the messages in it, none for what is no REAL frame. */
export function namesOfFrame(types: readonly string[]): ReadonlySet<string> {
  return new Set(['all', 'sockets', ...(types.length === 0 ? [] : ['pushes', ...types])]);
}

export const NAMES_OF_SOCKET: ReadonlySet<string> = new Set(['all', 'sockets']);
