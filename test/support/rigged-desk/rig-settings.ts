/** What a rigged desk's processes are told before they start. */
export interface RigSettings {
  /** Where the exchange leaves its address. */
  readonly folder: string;
  /** Of the background traders: 1 is the usual market, near 0 one that stands still with its books full. */
  readonly activity: number;
  /** Added to the wall clock. */
  readonly clockOffsetMs: number;
}

/**
 * What happens to an order, amend or cancel on its way. `requestLost`: the exchange never sees it. `answerLost`: it does
 * what is asked and its answer is lost. `...Held`: that part waits until the fault is taken away.
 */
export type OrderFault = 'requestLost' | 'requestHeld' | 'answerLost' | 'answerHeld';

/** Marks a request that no fault may touch. */
export const UNTOUCHED_HEADER = 'x-rig-untouched';

/** How a customer reaches the embedded exchange. */
export interface ExchangeAddress {
  readonly url: string;
  readonly appKey: string;
  readonly secretKey: string;
}

export interface RigStatus {
  /** API ids of the order requests that have arrived, in order. */
  readonly arrived: readonly string[];
  readonly held: number;
}
