import type { App } from 'electron';
import type { Clock } from '#electron/core/ports/clock.ts';
import type { Log } from '#electron/core/ports/log.ts';

/** A window that dies more often than this is left closed. */
const RELOAD_PAUSE_MS = 10_000;

/** Logs what dies, and gives a window whose page process died a new one. Nothing is ever sent anywhere. */
export function watchCrashes(app: App, clock: Clock, log: Log): void {
  const reloadedAt = new WeakMap<object, number>();
  app.on('render-process-gone', (_event, contents, { reason, exitCode }) => {
    log.error('page process gone', { reason, exitCode });
    if (reason === 'clean-exit' || contents.isDestroyed()) return;
    const now = clock.monotonicNow();
    const last = reloadedAt.get(contents);
    if (last !== undefined && now - last < RELOAD_PAUSE_MS) return;
    reloadedAt.set(contents, now);
    contents.reload();
  });
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    log.error('child process gone', { type, reason, exitCode });
  });
}
