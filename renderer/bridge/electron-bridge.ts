import type { Bridge } from '#shared/contract/bridge.ts';
import { MARKET_PORT_MESSAGE } from '#shared/contract/electron-bridge.ts';
import type { MarketPortAnswer, MarketPortFrame, PreloadBridge } from '#shared/contract/electron-bridge.ts';
import type { RequestName, RequestPayload, RequestReply } from '#shared/contract/requests.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err } from '#shared/domain/result.ts';
import { createBridgeListeners } from './bridge-listeners.ts';

/**
 * The desk's contract over Electron: requests and events through the preload script, market data over a port.
 *
 * The main process and the window live and die together, so the link is always up.
 */
export function createElectronBridge(preload: PreloadBridge, page: Window): Bridge {
  const listeners = createBridgeListeners('connected');
  preload.onEvent(listeners.event);
  page.addEventListener('message', (message: MessageEvent<unknown>) => {
    const [port] = message.ports;
    if (message.source !== page || message.data !== MARKET_PORT_MESSAGE || !port) return;
    port.onmessage = ({ data }: MessageEvent<MarketPortFrame>) => {
      listeners.market(data.market);
      port.postMessage({ seen: data.batch } satisfies MarketPortAnswer);
    };
  });
  return {
    async request<Name extends RequestName>(name: Name, payload: RequestPayload<Name>) {
      try {
        return (await preload.request(name, payload)) as Result<RequestReply<Name>>;
      } catch (cause) {
        // The main process refuses strangers by throwing; to a page of ours this never happens.
        return err(
          hogaError('protocol', 'REQUEST_REFUSED', `${name} was refused by the host: ${String(cause)}`),
        );
      }
    },
    onEvent: listeners.onEvent,
    onMarket: listeners.onMarket,
    onLink(listener) {
      listener(listeners.currentLink);
      return listeners.onLink(listener);
    },
  };
}
