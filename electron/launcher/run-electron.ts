import { spawn } from 'node:child_process';
import { rootFlags } from './app-window.ts';
import { whenChildEnds } from './child-end.ts';
import type { Children } from './children.ts';

/** An Electron that fails this soon after its start lacks something of this machine, and a browser may do. */
const EARLY_MS = 10_000;

/** @returns the exit code, or null when Electron could not run here */
export async function runElectron(
  binary: string,
  root: string,
  hostArguments: readonly string[],
  children: Children,
): Promise<number | null> {
  const startedAt = performance.now();
  const child = children.add(
    spawn(binary, [...rootFlags().slice(0, 1), root, ...hostArguments], { cwd: root, stdio: 'inherit' }),
  );
  const code = await whenChildEnds(child);
  const endedEarly = performance.now() - startedAt < EARLY_MS;
  return code !== 0 && endedEarly && !children.isEnding ? null : code;
}
