import { findAppRoot } from '#electron/platform/app-root.ts';
import { parseHostArguments } from '#electron/platform/host-arguments.ts';
import type { HostArguments } from '#electron/platform/host-arguments.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { onceAskedToStop } from './stop-signal.ts';
import { startHost } from './wiring.ts';

/**
 * The browser host as a process. Writes one JSON line: `{"ready":true,"url","port"}`, or `{"ready":false,"code","detail"}`
 * and ends with 1. Ends with 0 on SIGINT, SIGTERM, or when the process that started it is gone.
 */
async function main(): Promise<number> {
  const stopping = onceAskedToStop();
  const args = readArguments();
  if (args === null) return 2;
  const started = await startHost(findAppRoot(import.meta.dirname), args, warn);
  if (!started.ok) {
    say({ ready: false, code: started.error.code, detail: started.error.detail });
    return 1;
  }
  const { host, stop } = started.value;
  say({ ready: true, url: host.oneTimeUrl(), port: host.port });
  // The launcher asks for another address when the one it had was spent on a browser that did not open.
  process.on('message', (ask) => ask === 'url' && process.send?.(host.oneTimeUrl()));
  await stopping;
  await stop();
  return 0;
}

function readArguments(): HostArguments | null {
  try {
    return parseHostArguments(process.argv.slice(2));
  } catch (cause) {
    say({
      ready: false,
      code: 'ARGUMENT_INVALID',
      detail: cause instanceof Error ? cause.message : String(cause),
    });
    return null;
  }
}

function warn({ code, detail }: HogaError): void {
  process.stderr.write(`hoga: ${detail} (${code})\n`);
}

function say(line: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

process.exitCode = await main();
// Whatever still holds a handle must not keep a stopped desk alive.
process.exit();
