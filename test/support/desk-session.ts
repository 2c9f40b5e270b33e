import { WebSocket } from 'ws';
import { systemClock } from '#electron/platform/system-clock.ts';
import { createSocketBridge } from '#renderer/bridge/socket-bridge.ts';
import type { BridgeSocketHandlers, SocketBridge } from '#renderer/bridge/socket-bridge.ts';
import { DESK_SOCKET_PATH } from '#shared/contract/desk-socket.ts';

/** A window without a page: the renderer's own bridge, in Node, let in as a browser is. */
export interface DeskSession {
  readonly bridge: SocketBridge;
  readonly cookie: string;
  readonly origin: string;
}

/** Spends a one-time address and opens the contract. */
export async function openSession(oneTimeUrl: string): Promise<DeskSession> {
  const answer = await fetch(oneTimeUrl, { redirect: 'manual' });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  if (cookie === '') throw new Error(`no way in: ${answer.status}`);
  const { origin, host } = new URL(oneTimeUrl);
  const connect = (handlers: BridgeSocketHandlers) => {
    const socket = new WebSocket(`ws://${host}${DESK_SOCKET_PATH}`, { headers: { cookie, origin } });
    socket.on('open', () => handlers.onOpen());
    socket.on('message', (data: Buffer) => handlers.onMessage(data.toString('utf8')));
    socket.on('error', () => undefined);
    socket.on('close', () => handlers.onClose());
    return { send: (text: string) => socket.send(text), close: () => socket.close() };
  };
  const bridge = createSocketBridge({
    connect,
    clock: systemClock,
    random: Math.random,
    openPage: () => false,
  });
  return { bridge, cookie, origin };
}
