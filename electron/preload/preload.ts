import { contextBridge, ipcRenderer } from 'electron';
import type { IpcRendererEvent } from 'electron';
import { DESK_CHANNELS, MARKET_PORT_MESSAGE, PRELOAD_BRIDGE_NAME } from '#shared/contract/electron-bridge.ts';
import type { PreloadBridge } from '#shared/contract/electron-bridge.ts';
import type { DeskEventEnvelope } from '#shared/contract/events.ts';

/** Gives the page the contract and nothing else: no channel names, no event objects, no Electron. */
type EventListener = Parameters<PreloadBridge['onEvent']>[0];
let listener: EventListener | null = null;

const bridge: PreloadBridge = {
  request: (name, payload) =>
    ipcRenderer.invoke(DESK_CHANNELS.request, name, payload) as ReturnType<PreloadBridge['request']>,
  onEvent(given) {
    listener = given;
    ipcRenderer.send(DESK_CHANNELS.pageReady);
  },
};

ipcRenderer.on(DESK_CHANNELS.event, (_event: IpcRendererEvent, envelope: DeskEventEnvelope) => {
  listener?.(envelope);
});

ipcRenderer.on(DESK_CHANNELS.marketPort, (event: IpcRendererEvent) => {
  // A port cannot pass the context bridge; a message to our own page can carry it.
  window.postMessage(MARKET_PORT_MESSAGE, window.location.origin, event.ports);
});

contextBridge.exposeInMainWorld(PRELOAD_BRIDGE_NAME, bridge);
