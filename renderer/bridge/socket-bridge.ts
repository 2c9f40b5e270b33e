import type { Bridge } from '#shared/contract/bridge.ts';
import { DESK_SOCKET_PATH } from '#shared/contract/desk-socket.ts';
import type { HostFrame, PageFrame } from '#shared/contract/desk-socket.ts';
import type { RequestName, RequestPayload, RequestReply } from '#shared/contract/requests.ts';
import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err } from '#shared/domain/result.ts';
import { createBridgeListeners } from './bridge-listeners.ts';
import { createPendingRequests, notSent } from './pending-requests.ts';

/** What the bridge needs of a WebSocket. */
export interface BridgeSocket {
  send(text: string): void;
  close(): void;
}

export interface BridgeSocketHandlers {
  onOpen(): void;
  onMessage(text: string): void;
  onClose(): void;
}

export interface SocketBridgeOptions {
  readonly connect: (handlers: BridgeSocketHandlers) => BridgeSocket;
  readonly clock: Clock;
  /** Uniform in [0, 1); spreads the attempts of several windows. */
  readonly random: () => number;
  /** Opens a page of this host in a window; false when the browser did not allow it. */
  readonly openPage: (path: string) => boolean;
}

export interface SocketBridge extends Bridge {
  /** Ends the link for good. */
  close(): void;
}

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 5000;
/** How long a request made while the link is not up yet waits for it. */
const OPEN_PATIENCE_MS = 5000;

/**
 * The desk's contract over the browser host's WebSocket.
 *
 * The link is opened again by itself, with growing pauses. Requests are never sent twice: one that was under way when the
 * link broke is answered with an error, `outcomeUnknown` where it may have changed something at the broker. After the link
 * is back the page opens the desk again, which gives it a snapshot.
 */
export function createSocketBridge(options: SocketBridgeOptions): SocketBridge {
  const { connect, clock, random, openPage } = options;
  const listeners = createBridgeListeners('lost');
  const pending = createPendingRequests();
  const waitingForLink = new Set<() => void>();
  let socket: BridgeSocket | null = null;
  let isOpen = false;
  let isClosed = false;
  let attempt = 0;
  let cancelRetry: Unsubscribe = () => undefined;

  const send = (frame: PageFrame): void => socket?.send(JSON.stringify(frame));

  const receive = (text: string): void => {
    const frame = JSON.parse(text) as HostFrame;
    if ('event' in frame) listeners.event(frame.event);
    else if ('market' in frame) {
      listeners.market(frame.market);
      send({ seen: frame.batch });
    } else pending.settle(frame.id, openAsked(frame));
  };

  const openAsked = (frame: Extract<HostFrame, { id: number }>): Result<unknown> => {
    if (frame.open === undefined || !frame.result.ok || openPage(frame.open)) return frame.result;
    return err(hogaError('validation', 'WINDOW_BLOCKED', 'the browser did not let a window be opened'));
  };

  const open = (): void => {
    const mine = connect({
      onOpen() {
        if (mine !== socket) return;
        isOpen = true;
        attempt = 0;
        listeners.link('connected');
        for (const resume of [...waitingForLink]) resume();
      },
      onMessage(text) {
        if (mine === socket) receive(text);
      },
      onClose() {
        if (mine === socket) lose();
      },
    });
    socket = mine;
  };

  const lose = (): void => {
    socket = null;
    isOpen = false;
    pending.abandon();
    listeners.link('lost');
    if (isClosed) return;
    const pause = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempt);
    attempt += 1;
    cancelRetry = clock.after(pause * (0.5 + random() / 2), open);
  };

  /** Resolves when the link is up or patience ends; at the start of a page both are a matter of milliseconds. */
  const linked = (): Promise<void> => {
    if (isOpen || isClosed) return Promise.resolve();
    return new Promise((resolve) => {
      const finish = (): void => {
        waitingForLink.delete(finish);
        giveUp();
        resolve();
      };
      const giveUp = clock.after(OPEN_PATIENCE_MS, finish);
      waitingForLink.add(finish);
    });
  };

  open();
  return {
    async request<Name extends RequestName>(name: Name, payload: RequestPayload<Name>) {
      // While the link is up nothing is awaited: an order leaves before the page draws that it is leaving.
      if (!isOpen) await linked();
      if (!isOpen) return err(notSent(name));
      const { id, reply } = pending.add(name);
      send({ id, name, payload });
      // The host's core checks what comes in; what comes out of it is of the contract's types.
      return (await reply) as Result<RequestReply<Name>>;
    },
    onEvent: listeners.onEvent,
    onMarket: listeners.onMarket,
    onLink(listener) {
      const unsubscribe = listeners.onLink(listener);
      listener(listeners.currentLink);
      return unsubscribe;
    },
    close() {
      isClosed = true;
      cancelRetry();
      socket?.close();
      lose();
      for (const resume of [...waitingForLink]) resume();
    },
  };
}

/** Opens the link to the host that served this page. */
export function connectPageSocket(handlers: BridgeSocketHandlers): BridgeSocket {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const socket = new WebSocket(`${scheme}://${location.host}${DESK_SOCKET_PATH}`);
  socket.addEventListener('open', () => handlers.onOpen());
  socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (typeof data === 'string') handlers.onMessage(data);
  });
  socket.addEventListener('close', () => handlers.onClose());
  return { send: (text) => socket.send(text), close: () => socket.close() };
}
