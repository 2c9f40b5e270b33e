import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { launchDesk } from '#test/support/launch-desk.ts';
import type { LaunchDeskOptions, LaunchedDesk } from '#test/support/launch-desk.ts';
import { createExchangeRig } from './exchange-rig.ts';
import type { ExchangeRig } from './exchange-rig.ts';
import type { ExchangeAddress, RigSettings } from './rig-settings.ts';

export interface RiggedDesk extends LaunchedDesk {
  readonly exchange: ExchangeRig;
}

export interface RiggedDeskOptions extends Pick<LaunchDeskOptions, 'seed' | 'locale'> {
  /** See `RigSettings`; the usual market by default. */
  readonly activity?: number;
  /** What the desk's clock says at the start; the machine's own time by default. */
  readonly startAt?: Date;
}

/** Books are full, and hardly anything moves but by the orders of the test. */
export const QUIET_MARKET = 0.001;

const PATIENCE_MS = 45_000;
const STEP_MS = 50;

/** The built desk with its real exchange, and somebody between the two who can lose what one sends the other. */
export async function launchRiggedDesk(options: RiggedDeskOptions = {}): Promise<RiggedDesk> {
  const { activity = 1, startAt, ...launch } = options;
  const folder = mkdtempSync(join(tmpdir(), 'hoga-rig-'));
  const settings: RigSettings = {
    folder,
    activity,
    clockOffsetMs: startAt === undefined ? 0 : startAt.getTime() - Date.now(),
  };
  const desk = await launchDesk({
    ...launch,
    environment: {
      NODE_OPTIONS: `--import ${pathToFileURL(writeRig(folder)).href}`,
      HOGA_RIG: JSON.stringify(settings),
    },
  });
  const addressFile = join(folder, 'exchange.json');
  const address = (): ExchangeAddress => JSON.parse(readFileSync(addressFile, 'utf8')) as ExchangeAddress;
  // The desk shows itself before its exchange is there.
  await whenThere(addressFile);
  return {
    ...desk,
    // Changes with each restart.
    get host() {
      return desk.host;
    },
    exchange: createExchangeRig(address),
    async stop() {
      await desk.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function whenThere(path: string): Promise<void> {
  for (let waitedMs = 0; !existsSync(path); waitedMs += STEP_MS) {
    if (waitedMs > PATIENCE_MS) throw new Error(`waited in vain for ${path}`);
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
}

/** Node 20 runs no TypeScript by itself, and a loader for it would slow the desk down. */
function writeRig(folder: string): string {
  const source = readFileSync(join(import.meta.dirname, 'rig.ts'), 'utf8');
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2023,
      verbatimModuleSyntax: true,
    },
  });
  const path = join(folder, 'rig.mjs');
  writeFileSync(path, outputText);
  return path;
}
