import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whether a window could be shown at all. */
export function hasDisplay(
  platform: NodeJS.Platform = process.platform,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): boolean {
  return platform !== 'linux' || Boolean(environment['DISPLAY'] ?? environment['WAYLAND_DISPLAY']);
}

/** Without these, Chromium refuses to start as root; for anybody else they would only take protection away. */
export function rootFlags(userId: number | undefined = process.getuid?.()): string[] {
  return userId === 0 ? ['--no-sandbox', '--test-type'] : [];
}

/**
 * Flags for an app window in a profile of its own: the owner's own browser, its extensions and its history stay out.
 *
 * Nothing is sent anywhere: no updates, no sync, no translation.
 */
export function appWindowFlags(url: string, profile: string, userId?: number): string[] {
  return [
    `--app=${url}`,
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-features=Translate',
    '--password-store=basic',
    '--window-size=1600,1000',
    ...rootFlags(userId),
  ];
}

/** Opens the desk in a browser. The process ends with its last window. */
export function openAppWindow(browser: string, url: string, profile: string): ChildProcess {
  prepareProfile(profile);
  return spawn(browser, appWindowFlags(url, profile), { stdio: 'ignore', windowsHide: false });
}

/** Translation would send a Korean page's text away, and cover it with a popup. */
function prepareProfile(profile: string): void {
  const preferences = join(profile, 'Default', 'Preferences');
  if (existsSync(preferences)) return;
  mkdirSync(join(profile, 'Default'), { recursive: true, mode: 0o700 });
  writeFileSync(preferences, JSON.stringify({ translate: { enabled: false } }));
}
