import { appendFileSync, existsSync, renameSync, statSync } from 'node:fs';

/** Where log lines go. */
export interface LineSink {
  write(line: string): void;
}

const MAX_FILE_BYTES = 5 * 1024 * 1024;
const KEPT_FILES = 3;

/**
 * Appends lines to a file, which moves to `path.1` when it is full, and so on; the oldest is overwritten.
 *
 * Each line is written at once, so that a crash loses none. A disk that is full or read-only loses lines, never the desk.
 */
export function createBoundedLogFile(path: string, maxBytes = MAX_FILE_BYTES, kept = KEPT_FILES): LineSink {
  let size = sizeOf(path);
  return {
    write(line) {
      const bytes = Buffer.byteLength(line);
      try {
        if (size + bytes > maxBytes && size > 0) {
          rotate(path, kept);
          size = 0;
        }
        appendFileSync(path, line, { mode: 0o600 });
        size += bytes;
      } catch {
        // There is nowhere left to say it.
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
