import type { Log } from '#electron/core/ports/log.ts';

/** A log that says nothing. */
export const SILENT_LOG: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  redact: () => undefined,
  child: () => SILENT_LOG,
};
