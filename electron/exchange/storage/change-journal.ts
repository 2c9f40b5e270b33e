import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { hogaError } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { parseEntry, type ChangeEntry } from './world-snapshot.ts';

/** Beside the state file: what orders and accounts did since that was written. */
export function journalPath(statePath: string): string {
  return `${statePath}.changes`;
}

/**
 * Adds one line. When this returns, the line outlives the process however that ends; a power cut it may not outlive,
 * because waiting for the disk would hold every answer back.
 */
export function appendEntry(statePath: string, entry: ChangeEntry): Result<void> {
  const path = journalPath(statePath);
  let file: number | null = null;
  try {
    file = openSync(path, 'a', 0o600);
    const bytes = Buffer.from(`${JSON.stringify(entry)}\n`, 'utf8');
    for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
    return ok(undefined);
  } catch (cause) {
    return err(hogaError('storage', 'STATE_NOT_WRITTEN', `cannot write ${path}`, { path }, cause));
  } finally {
    if (file !== null) closeSync(file);
  }
}

/**
 * Returns the lines as far as they make sense, in order. A last line without its end was being written when the process was
 * killed: what it tells had not been answered yet.
 *
 * @param onWarning  told of a line in the middle that makes no sense; it and what follows are left out
 */
export function readEntries(statePath: string, onWarning: (message: string) => void): readonly ChangeEntry[] {
  const path = journalPath(statePath);
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  const entries: ChangeEntry[] = [];
  for (const [place, line] of lines.entries()) {
    const parsed = parseEntry(line);
    if (!parsed.ok) {
      onWarning(`Line ${place + 1} of ${path} is damaged (${parsed.error}); it and what follows are lost.`);
      break;
    }
    entries.push(parsed.value);
  }
  return entries;
}

/** Ends the journal: all of it is in the state file now. Failing leaves lines that are known to be old. */
export function removeJournal(statePath: string): void {
  try {
    rmSync(journalPath(statePath), { force: true });
  } catch {
    return;
  }
}

/** Renames the journal of a state file that was put aside. */
export function putJournalAside(statePath: string, stamp: string): void {
  const path = journalPath(statePath);
  try {
    if (existsSync(path)) renameSync(path, `${path}.corrupt-${stamp}`);
  } catch {
    // Its lines name another market, so nothing reads them.
  }
}
