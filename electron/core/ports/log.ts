export type LogFields = Readonly<Record<string, unknown>>;

/** Structured log. Implementations redact secrets by field name and by known value before anything is written. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** Registers a value that must never appear in the log. */
  redact(secret: string): void;
  child(fields: LogFields): Log;
}
