import { pino } from 'pino';
import type { Logger } from 'pino';
import type { Log, LogFields } from '#electron/core/ports/log.ts';
import type { LineSink } from './bounded-log-file.ts';
import { createValueRedactor, redactFields } from './redaction.ts';
import type { ValueRedactor } from './redaction.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/**
 * A structured log of one JSON object a line, redacted before it leaves the process: by the names of fields, and by every
 * value that was registered as a secret, also one registered by a child.
 */
export function createPinoLog(sink: LineSink, level: LogLevel = 'info'): Log {
  const redactor = createValueRedactor();
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line: string) => sink.write(redactor.scrub(line)) },
  );
  return wrap(logger, redactor);
}

function wrap(logger: Logger, redactor: ValueRedactor): Log {
  const write =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, fields: LogFields = {}): void =>
      logger[level](redactFields(fields), message);
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    redact: redactor.add,
    child: (fields) => wrap(logger.child(redactFields(fields) as Record<string, unknown>), redactor),
  };
}
