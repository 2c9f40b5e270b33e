import type { Log, LogFields } from '#electron/core/ports/log.ts';

export interface LogEntry {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: LogFields;
}

/** A log that keeps what it is told. Children write to the same list. */
export interface RecordingLog extends Log {
  readonly entries: readonly LogEntry[];
  readonly redacted: readonly string[];
}

export function createRecordingLog(): RecordingLog {
  const entries: LogEntry[] = [];
  const redacted: string[] = [];
  const write =
    (level: LogEntry['level']) =>
    (message: string, fields: LogFields = {}) =>
      void entries.push({ level, message, fields });
  const log: RecordingLog = {
    entries,
    redacted,
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    redact: (secret) => void redacted.push(secret),
    child: () => log,
  };
  return log;
}
