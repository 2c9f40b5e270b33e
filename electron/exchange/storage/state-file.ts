import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { hogaError } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';

/** What `readState` found: nothing, text that parses, or a file put aside because it does not. */
export type StoredState =
  | { readonly kind: 'none' }
  | { readonly kind: 'found'; readonly value: unknown }
  | { readonly kind: 'corrupt'; readonly movedTo: string; readonly reason: string };

/**
 * Reads the state file.
 *
 * A file that does not parse is renamed and never overwritten. `STATE_UNREADABLE` when it exists and cannot be read or moved:
 * starting anyway would lose it at the next write.
 */
export function readState(path: string, stamp: string): Result<StoredState> {
  if (!existsSync(path)) return ok({ kind: 'none' });
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    return err(unreadable(path, cause));
  }
  try {
    return ok({ kind: 'found', value: JSON.parse(text) });
  } catch (cause) {
    return putAside(path, stamp, cause instanceof Error ? cause.message : String(cause));
  }
}

/** Renames a file whose content is of no use, so that nothing overwrites it. */
export function putAside(path: string, stamp: string, reason: string): Result<StoredState> {
  const movedTo = `${path}.corrupt-${stamp}`;
  try {
    renameSync(path, movedTo);
  } catch (cause) {
    return err(unreadable(path, cause));
  }
  return ok({ kind: 'corrupt', movedTo, reason });
}

/**
 * Writes the state so that either the old or the new one survives a crash: to a file beside it, flushed, then renamed over it.
 *
 * `STATE_NOT_WRITTEN` on a full disk or a read-only folder; the old file is then still there.
 */
export function writeState(path: string, value: unknown): Result<void> {
  const beside = `${path}.new`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFlushed(beside, JSON.stringify(value));
    renameSync(beside, path);
    flushFolder(dirname(path));
    return ok(undefined);
  } catch (cause) {
    removeQuietly(beside);
    return err(hogaError('storage', 'STATE_NOT_WRITTEN', `cannot write ${path}`, { path }, cause));
  }
}

/** The write has failed already; what it left behind matters less than saying so. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    return;
  }
}

function writeFlushed(path: string, text: string): void {
  const file = openSync(path, 'w', 0o600);
  try {
    const bytes = Buffer.from(text, 'utf8');
    for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes the rename itself last. Windows cannot open a folder; there the rename is as lasting as it gets. */
function flushFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function unreadable(path: string, cause: unknown) {
  return hogaError('storage', 'STATE_UNREADABLE', `cannot read ${path}`, { path }, cause);
}
