import { z } from 'zod';
import type { KeyRegistrySnapshot } from '../kiwoom-server/accounts/key-registry.ts';
import type { ServerLog } from '../kiwoom-server/server-log.ts';
import { putAside, readState, writeState } from './state-file.ts';

/** Which app key belongs to which account, beside the state file. Secrets are in it as hashes. */
export interface KeyFile {
  load(): KeyRegistrySnapshot | undefined;
  save(snapshot: KeyRegistrySnapshot): void;
}

const SNAPSHOT = z.strictObject({
  customers: z.array(
    z.strictObject({
      appKey: z.string().min(1),
      secretHash: z.string().regex(/^[0-9a-f]{64}$/),
      accountNumber: z.string().regex(/^\d{10}$/),
    }),
  ),
});

/** @param statePath  the market's state file; null keeps nothing */
export function createKeyFile(statePath: string | null, log: ServerLog): KeyFile {
  if (statePath === null) return { load: () => undefined, save: () => {} };
  const path = `${statePath}.keys`;
  return {
    load() {
      const read = readState(path, 'keys');
      if (!read.ok) throw new Error(`${read.error.code}: ${read.error.detail}`, { cause: read.error });
      if (read.value.kind === 'none') return undefined;
      const parsed = read.value.kind === 'found' ? SNAPSHOT.safeParse(read.value.value) : null;
      if (parsed?.success === true) return parsed.data;
      if (read.value.kind === 'found') putAside(path, 'keys', 'not a key file');
      log.warn(`The key file ${path} is damaged and was put aside; app keys bind to their accounts anew.`);
      return undefined;
    },
    save(snapshot) {
      const written = writeState(path, snapshot);
      if (!written.ok) log.warn(`${written.error.detail}; app keys will bind anew after a restart.`);
    },
  };
}
