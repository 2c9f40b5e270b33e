import type { FC } from 'react';
import type { JsonValue } from '#shared/contract/requests.ts';
import type { LinkGroup } from '#shared/contract/vocabulary.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';

/** What the workspace gives each panel. */
export interface PanelProps {
  /** Of this panel in this window; kept in the saved layout. */
  readonly panelId: string;
  /** The colour group whose instrument the panel shows; null for a panel of its own. */
  readonly linkGroup: LinkGroup | null;
  /** The instrument to show; null while none is chosen. */
  readonly symbol: InstrumentSymbol | null;
  /** Chooses an instrument: for the whole colour group, or for this panel alone when it has none. */
  readonly setSymbol: (symbol: InstrumentSymbol) => void;
  /** The panel's tab is in front of its group. Panels behind another tab show nothing and should want nothing. */
  readonly isVisible: boolean;
  /** The panel has the trader's attention: the last one clicked or tabbed into. */
  readonly isActive: boolean;
  /** What the panel saved with the layout, as `setState` left it; null at first. Check it: it comes from a file. */
  readonly state: JsonValue | null;
  readonly setState: (state: JsonValue) => void;
  /** Text of the tab, for a count or a name (`미체결 3`); null gives back the default title. */
  readonly setTitle: (title: string | null) => void;
}

export type PanelComponent = FC<PanelProps>;
