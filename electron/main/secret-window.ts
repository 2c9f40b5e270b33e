import { BrowserWindow } from 'electron';
import type { Session } from 'electron';
import type { SecretPrompt } from '#electron/core/ports/host-windows.ts';
import type { SecretPrompts } from '#electron/platform/secret-prompts.ts';
import { secretAddress } from './origins.ts';
import { GUEST_PREFERENCES } from './window.ts';

/**
 * Opens the form for a secret: a window without script, without preload, in a session of its own.
 *
 * The desk's pages can neither reach it nor learn what is typed in it.
 */
export async function openSecretWindow(
  prompt: SecretPrompt,
  prompts: SecretPrompts,
  session: Session,
): Promise<void> {
  const window = new BrowserWindow({
    width: 520,
    height: 600,
    title: 'Hoga',
    backgroundColor: '#14171c',
    autoHideMenuBar: true,
    minimizable: false,
    maximizable: false,
    webPreferences: { ...GUEST_PREFERENCES, session, javascript: false, devTools: false },
  });
  await window.loadURL(secretAddress(prompts.add(prompt)));
}
