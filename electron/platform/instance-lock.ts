import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hogaError } from '#shared/domain/errors.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { Result } from '#shared/domain/result.ts';

export interface InstanceLock {
  release(): void;
}

/** Tells one process from every other that ever ran here, or null when no process has that number now. */
export type ProcessIdentity = (pid: number) => string | null;

const FILE_NAME = 'instance.lock';

/**
 * Takes a data folder for this process, so that two copies never write one ledger.
 *
 * The lock is a file that appears whole, by linking, and names its process. One that a crashed process left behind is taken
 * over, also when its number belongs to another program by now (where the system tells when a process began: Linux).
 *
 * @returns `storage` `ALREADY_RUNNING` with the other process, or `DATA_FOLDER_UNUSABLE`
 */
export function takeInstanceLock(
  folder: string,
  pid = process.pid,
  identityOf: ProcessIdentity = processIdentity,
): Result<InstanceLock> {
  const path = join(folder, FILE_NAME);
  const mark = `${pid} ${identityOf(pid) ?? ''} ${randomBytes(8).toString('hex')}`;
  const draft = `${path}.${randomBytes(8).toString('hex')}`;
  try {
    writeFileSync(draft, mark, { flag: 'wx', mode: 0o600 });
    try {
      const holder = claim(path, draft, identityOf);
      if (holder === null) return ok({ release: () => release(path, mark) });
      return err(
        hogaError('storage', 'ALREADY_RUNNING', `another copy of Hoga (process ${holder}) uses ${folder}`, {
          folder,
          pid: holder,
        }),
      );
    } finally {
      unlinkSync(draft);
    }
  } catch (cause) {
    return err(hogaError('storage', 'DATA_FOLDER_UNUSABLE', `cannot write in ${folder}`, { folder }, cause));
  }
}

/** Returns null when the lock is ours now, else the process that has it. */
function claim(path: string, draft: string, identityOf: ProcessIdentity): number | null {
  if (link(draft, path)) return null;
  const found = readIfThere(path);
  const holder = parseHolder(found);
  if (holder !== null && identityOf(holder.pid) === holder.identity) return holder.pid;
  // Set the stale lock aside; if another copy was faster, it is that one's fresh lock that is aside now: give it back.
  const aside = `${draft}.stale`;
  if (found !== null && !rename(path, aside)) return claimAgain(path, draft);
  if (found !== null && readIfThere(aside) !== found) link(aside, path);
  if (found !== null) unlinkSync(aside);
  return claimAgain(path, draft);
}

function claimAgain(path: string, draft: string): number | null {
  return link(draft, path) ? null : (parseHolder(readIfThere(path))?.pid ?? 0);
}

function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw cause;
  }
}

function rename(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw cause;
  }
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw cause;
  }
}

function parseHolder(mark: string | null): { readonly pid: number; readonly identity: string } | null {
  const [pid = '', identity = ''] = (mark ?? '').split(' ');
  return /^[1-9]\d*$/.test(pid) ? { pid: Number(pid), identity } : null;
}

function release(path: string, mark: string): void {
  try {
    if (readFileSync(path, 'utf8') === mark) unlinkSync(path);
  } catch {
    // Gone already, or the folder is: there is nothing left to hold.
  }
}

/** On Linux the time the process began, in clock ticks since boot (proc(5), field 22 of stat); elsewhere only its life. */
function processIdentity(pid: number): string | null {
  if (process.platform !== 'linux') return isAlive(pid) ? 'alive' : null;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field may hold spaces and brackets; the third, the state, begins after its last bracket.
    const [state = '', ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // One that has ended but that nobody has buried yet holds nothing any more.
    return 'ZX'.includes(state) ? null : (rest[18] ?? null);
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    // It is there and belongs to somebody else.
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}
