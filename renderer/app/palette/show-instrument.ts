import type { LinkGroup } from '#shared/contract/vocabulary.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { setLink } from '#renderer/bridge/desk-actions.ts';
import { findPanel } from '../panel-registry.ts';
import { parsePanelParams } from '../workspace/panel-params.ts';
import { workspaceStore } from '../workspace/workspace-store.ts';

/** Shows an instrument where the attention is: in the active panel's colour group, else in the first. */
export function showInstrument(symbol: InstrumentSymbol): void {
  const panel = workspaceStore.getState().api?.activePanel;
  const isLinkable = panel !== undefined && findPanel(panel.api.component)?.defaultLink !== 'none';
  if (panel === undefined || !isLinkable) {
    setLink(FIRST_GROUP, symbol);
    return;
  }
  const { link } = parsePanelParams(panel.params);
  if (link === null) panel.api.updateParameters({ symbol });
  else setLink(link, symbol);
}

const FIRST_GROUP: LinkGroup = 'amber';
