import type { ChildProcess } from 'node:child_process';

const PATIENCE_MS = 8000;

/** Resolves with the exit code when the process has ended; 1 when a signal ended it or it never began. */
export function whenChildEnds(child: ChildProcess): Promise<number> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode);
  if (child.signalCode !== null) return Promise.resolve(1);
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve(code ?? 1));
    child.once('error', () => resolve(1));
  });
}

/** Asks a process to end, and makes it end when it has not done so in time. */
export async function endChild(child: ChildProcess, patienceMs = PATIENCE_MS): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = whenChildEnds(child);
  // Windows knows no SIGTERM: a host there ends in order when its IPC channel closes.
  if (child.connected) child.disconnect();
  if (process.platform !== 'win32') child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  await ended;
  clearTimeout(timer);
}
