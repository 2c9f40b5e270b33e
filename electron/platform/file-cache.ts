import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CacheFiles } from '#electron/core/ports/cache-files.ts';
import { hogaError } from '#shared/domain/errors.ts';
import { err, ok } from '#shared/domain/result.ts';
import { writeFileAtomic } from './atomic-file.ts';

/** Cache files in a folder, made when it is not there: whoever cleans up may take the folder too. */
export function createFileCache(folder: string): CacheFiles {
  return {
    read(name) {
      try {
        return readFileSync(join(folder, name), 'utf8');
      } catch {
        return null;
      }
    },
    write(name, text) {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        writeFileAtomic(join(folder, name), text);
        return ok(undefined);
      } catch (cause) {
        return err(hogaError('storage', 'CACHE_NOT_WRITTEN', `cannot write ${name}`, { name }, cause));
      }
    },
  };
}
