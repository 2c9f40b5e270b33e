import type { TradingSession, TradingSessionPhase } from '#shared/domain/trading-session.ts';
import type { BookVenue } from '#shared/domain/venue.ts';

/** Venues that are in the same phase, to be named together. */
export interface SessionLabel {
  readonly venues: readonly BookVenue[];
  readonly phase: TradingSessionPhase;
}

/** Returns the phases of the venues an instrument trades on: NXT only where it is eligible, venues alike in one label. */
export function sessionLabels(
  sessions: readonly TradingSession[],
  isNxtEligible: boolean,
): readonly SessionLabel[] {
  const labels: SessionLabel[] = [];
  for (const { venue, phase } of sessions) {
    if (venue === 'NXT' && !isNxtEligible) continue;
    const alike = labels.findIndex((label) => label.phase === phase);
    if (alike === -1) labels.push({ venues: [venue], phase });
    else labels[alike] = { venues: [...(labels[alike]?.venues ?? []), venue], phase };
  }
  return labels;
}
