import type { ErrorContext, HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import { sqliteCode } from '../sqlite-driver.ts';

const BUSY = [5, 6];
const CORRUPT = [11, 26];
const READ_ONLY = 8;
const FULL = 13;

export function storageError(
  code: string,
  detail: string,
  cause?: unknown,
  context: ErrorContext = {},
): HogaError {
  return hogaError('storage', code, detail, context, cause);
}

/** Why a file could not be opened as the ledger. */
export function openFailure(cause: unknown): HogaError {
  const code = sqliteCode(cause);
  if (code !== null && BUSY.includes(code)) {
    return storageError('LEDGER_IN_USE', 'another program has the ledger open', cause);
  }
  if (isCorrupt(cause)) return corrupt(cause);
  return storageError('LEDGER_UNAVAILABLE', 'the ledger file cannot be opened', cause);
}

export function writeFailure(cause: unknown): HogaError {
  switch (sqliteCode(cause)) {
    case FULL:
      return storageError('LEDGER_DISK_FULL', 'no room on the disk for the ledger', cause);
    case READ_ONLY:
      return storageError('LEDGER_READ_ONLY', 'the ledger file may not be written', cause);
    default:
      return storageError('LEDGER_WRITE_FAILED', 'the ledger cannot be written', cause);
  }
}

export function readFailure(cause: unknown): HogaError {
  return isCorrupt(cause)
    ? corrupt(cause)
    : storageError('LEDGER_READ_FAILED', 'the ledger cannot be read', cause);
}

/** Rows are not as they were written. */
export function chainBroken(firstBadSequence: number): HogaError {
  const detail = `row ${firstBadSequence} of the ledger is not what was written, or is missing`;
  return storageError('LEDGER_CHAIN_BROKEN', detail, undefined, { firstBadSequence });
}

export function gone(): HogaError {
  return storageError('LEDGER_GONE', 'the ledger file was removed or replaced while it was open');
}

export function closed(): HogaError {
  return storageError('LEDGER_CLOSED', 'the ledger is closed');
}

function isCorrupt(cause: unknown): boolean {
  const code = sqliteCode(cause);
  return code !== null && CORRUPT.includes(code);
}

function corrupt(cause: unknown): HogaError {
  return storageError('LEDGER_CORRUPT', 'the ledger file is damaged or no database', cause);
}
