import type { Log } from '#electron/core/ports/log.ts';

/**
 * A fault that nobody caught leaves the desk in an unknown state: it is logged and the program ends. What was in flight is
 * in the ledger, and the next start reconciles it.
 */
export function endOnFault(log: Log, end: (message: string) => void): void {
  const onFault = (fault: unknown): void => {
    log.error('fault', { fault });
    end(fault instanceof Error ? fault.message : String(fault));
  };
  process.on('uncaughtException', onFault);
  process.on('unhandledRejection', onFault);
}
