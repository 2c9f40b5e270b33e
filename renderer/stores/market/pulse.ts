/** When market data last arrived; read on a timer by what shows data age, so it needs no listeners. */
export interface MarketPulse {
  /** Desk time of the last batch that held data; null before the first. */
  lastBatchAt: number | null;
  /** From core's receipt of the batch's oldest message to its arrival here. */
  latencyMs: number;
}

export const marketPulse: MarketPulse = { lastBatchAt: null, latencyMs: 0 };
