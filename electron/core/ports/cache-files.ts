import type { Result } from '#shared/domain/result.ts';

/** Small texts that make a start faster and may be gone at any time: nothing that cannot be asked for again, no secrets. */
export interface CacheFiles {
  /** Null when there is none, or none that can be read. What is in it has to be checked: it is a file. */
  read(name: string): string | null;
  /** Replaces it as a whole. Errors are `storage`. */
  write(name: string, text: string): Result<void>;
}
