import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Where log lines go. */
export interface LineSink {
  write(line: string): void;
}

export interface BoundedLogFileOptions {
  readonly maxBytes?: number;
  readonly keptFiles?: number;
  /** Told when a line could not be written, once until lines can be written again. */
  readonly onFailure?: (cause: unknown) => void;
}

const MAX_FILE_BYTES = 5 * 1024 * 1024;
const KEPT_FILES = 3;

/**
 * Appends lines to a file, which moves to `path.1` when it is full, and so on; the oldest is overwritten.
 *
 * Each line is written at once, so that a crash loses none. A disk that is full or read-only, or a folder that cannot be
 * made, loses lines, never the desk.
 */
export function createBoundedLogFile(path: string, options: BoundedLogFileOptions = {}): LineSink {
  const { maxBytes = MAX_FILE_BYTES, keptFiles = KEPT_FILES, onFailure } = options;
  let size: number | null = null;
  let hasFailed = false;

  function append(line: string): void {
    const bytes = Buffer.byteLength(line);
    size ??= sizeOf(path);
    if (size + bytes > maxBytes && size > 0) {
      rotate(path, keptFiles);
      size = 0;
    }
    appendFileSync(path, line, { mode: 0o600 });
    size += bytes;
  }

  /** A folder that is not there, or not any more, is made. */
  function appendAnew(line: string): void {
    size = null;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    append(line);
  }

  return {
    write(line) {
      try {
        try {
          append(line);
        } catch {
          appendAnew(line);
        }
        hasFailed = false;
      } catch (cause) {
        if (hasFailed) return;
        hasFailed = true;
        onFailure?.(cause);
      }
    },
  };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function rotate(path: string, kept: number): void {
  for (let number = kept - 1; number >= 1; number -= 1) {
    if (existsSync(`${path}.${number}`)) renameSync(`${path}.${number}`, `${path}.${number + 1}`);
  }
  renameSync(path, `${path}.1`);
}
