import { createStore } from 'zustand/vanilla';

export type DialogName = 'settings' | 'about' | 'keys' | 'notices' | 'halt' | 'haltReport' | 'resume';

interface DialogState {
  /** The one dialog that is open. */
  readonly open: DialogName | null;
  /** The command palette lies over everything, dialogs included. */
  readonly isPaletteOpen: boolean;
}

export const dialogStore = createStore<DialogState>(() => ({ open: null, isPaletteOpen: false }));

export function openDialog(name: DialogName): void {
  dialogStore.setState({ open: name, isPaletteOpen: false });
}

export function closeDialog(): void {
  dialogStore.setState({ open: null });
}

export function setPaletteOpen(isPaletteOpen: boolean): void {
  dialogStore.setState({ isPaletteOpen });
}
