import { globalShortcut } from 'electron';
import type { Log } from '#electron/core/ports/log.ts';
import { HALT_ACCELERATOR } from './menu.ts';

/**
 * Binds the kill switch to a key of the whole system: it needs no window that answers. Where another program has the key
 * the menu and the page's own key remain, and the log says so.
 *
 * @returns gives the key back
 */
export function bindHaltKey(halt: () => void, log: Log): () => void {
  let isBound = false;
  try {
    isBound = globalShortcut.register(HALT_ACCELERATOR, halt);
  } catch (error) {
    log.warn('the kill switch has no key of the system', { error: String(error) });
  }
  if (!isBound) log.warn('the kill switch has no key of the system', { key: HALT_ACCELERATOR });
  return () => {
    if (isBound) globalShortcut.unregister(HALT_ACCELERATOR);
  };
}
