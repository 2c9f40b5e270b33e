import type { Bridge } from '#shared/contract/bridge.ts';
import { PRELOAD_BRIDGE_NAME } from '#shared/contract/electron-bridge.ts';
import type { PreloadBridge } from '#shared/contract/electron-bridge.ts';
import { createElectronBridge } from './electron-bridge.ts';
import { openPage } from './open-page.ts';
import { pageClock } from './page-clock.ts';
import { connectPageSocket, createSocketBridge } from './socket-bridge.ts';

/** Returns the link to the desk that this window's host offers. To be called once a window. */
export function createBridge(): Bridge {
  const preload = (window as unknown as Record<string, PreloadBridge | undefined>)[PRELOAD_BRIDGE_NAME];
  if (preload) return createElectronBridge(preload, window);
  return createSocketBridge({
    connect: connectPageSocket,
    clock: pageClock,
    random: Math.random,
    openPage,
  });
}
