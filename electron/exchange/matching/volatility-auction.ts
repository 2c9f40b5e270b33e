import { VI_DURATION_MS } from '#shared/catalogue/volatility-interruption.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { EngineState } from './engine-state.ts';
import type { ViTrigger } from './volatility.ts';

/**
 * Starts the auction of a volatility interruption, or lengthens the auction that is about to cross.
 *
 * It ends 120 s later plus a random time; the state that is published shows the 120 s alone.
 */
export function beginVolatilityAuction(state: EngineState, trigger: ViTrigger, at: EpochMs): void {
  const { random, policy } = state.settings;
  const extra = Math.floor(random() * (policy.viRandomEndMs + 1));
  state.guard.activate(trigger, at);
  state.auction = {
    kind: state.auction?.kind ?? 'volatility',
    dueAt: (at + VI_DURATION_MS + extra) as EpochMs,
    isInterruption: true,
  };
  state.markBookChanged();
  state.emit({ type: 'viTriggered', vi: state.vi, at });
}

/** Ends the interruption that runs, if any; its auction is the caller's to end. */
export function releaseVolatility(state: EngineState, at: EpochMs): void {
  if (!state.guard.isActive) return;
  state.guard.release();
  state.emit({ type: 'viReleased', vi: state.vi, at });
}
