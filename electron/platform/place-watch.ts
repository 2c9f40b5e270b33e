import { statSync } from 'node:fs';

/** Knows whether an open database still lies where it was opened. */
export interface PlaceWatch {
  isKept(): boolean;
  /** A write succeeded: what it made beside the file belongs to it from now on. */
  note(): void;
}

/**
 * Watches a database file and its write-ahead log. A system that lets open files be deleted goes on writing to them, and all
 * of that is lost at the end of the program.
 */
export function createPlaceWatch(path: string): PlaceWatch {
  const paths = [path, `${path}-wal`];
  const known = new Map<string, string>();
  const note = (): void => {
    for (const each of paths) {
      const identity = known.has(each) ? null : identityOf(each);
      if (identity !== null) known.set(each, identity);
    }
  };
  note();
  return { note, isKept: () => [...known].every(([each, identity]) => identityOf(each) === identity) };
}

function identityOf(path: string): string | null {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return null;
  }
}
