import { ipcMain } from 'electron';
import ElectronStore from 'electron-store';
import type { OpenSettingsFile } from '#electron/platform/conf-settings.ts';

/** A synchronous channel that the library opens for renderers that use it; ours use the contract alone. */
const LIBRARY_CHANNEL = 'electron-store-get-data';

/** Opens the settings as Electron's own store: the same file and format as in the browser host. */
export const openElectronSettings: OpenSettingsFile = ({ fileName, ...options }) => {
  const store = new ElectronStore<Record<string, unknown>>({ ...options, name: fileName });
  ipcMain.removeAllListeners(LIBRARY_CHANNEL);
  return store;
};
