/** Where the server says what it does. Lines hold no token, secret or request body. */
export interface ServerLog {
  info(line: string): void;
  warn(line: string): void;
  error(line: string, cause?: unknown): void;
}

export const SILENT_LOG: ServerLog = { info: () => {}, warn: () => {}, error: () => {} };

/** Returns a log that writes one line each with `write`, stamped by `stamp`. */
export function createLineLog(write: (text: string) => void, stamp: () => string): ServerLog {
  const line = (level: string, text: string) => write(`${stamp()} ${level} ${text.replaceAll('\n', ' ')}\n`);
  return {
    info: (text) => line('info', text),
    warn: (text) => line('warn', text),
    error: (text, cause) => {
      const detail = cause instanceof Error ? (cause.stack ?? cause.message) : '';
      line('error', detail === '' ? text : `${text}: ${detail}`);
    },
  };
}
