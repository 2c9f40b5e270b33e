import type { JsonValue } from '#shared/contract/requests.ts';
import type { LinkGroup } from '#shared/contract/vocabulary.ts';
import { LINK_GROUPS } from '#shared/contract/vocabulary.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';

/** What a panel keeps in the saved layout. */
export interface PanelParams {
  readonly link: LinkGroup | null;
  /** The instrument of a panel without a colour group. */
  readonly symbol: InstrumentSymbol | null;
  readonly state: JsonValue | null;
}

/** Reads parameters of a saved layout, taking nothing for granted: they come from a file. */
export function parsePanelParams(saved: unknown): PanelParams {
  const { link, symbol, state } = (typeof saved === 'object' && saved !== null ? saved : {}) as Readonly<
    Record<string, unknown>
  >;
  return {
    link: LINK_GROUPS.find((group) => group === link) ?? null,
    symbol: typeof symbol === 'string' ? symbol : null,
    state: (state as JsonValue | undefined) ?? null,
  };
}
