import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import type { Socket, SocketConnector } from '../ports/socket.ts';
import { notAnswered, OutstandingRequests } from './outstanding-requests.ts';
import type { SocketSettings } from './socket-settings.ts';

interface SocketLinkParts {
  readonly clock: Clock;
  readonly sockets: SocketConnector;
  readonly url: string;
  readonly settings: SocketSettings;
  readonly onOpen: () => void;
  readonly onText: (text: string) => void;
  /** The connection ended by itself or had to be ended; at most once, never after `close`. */
  readonly onEnd: (error: HogaError) => void;
}

/** One connection from its opening to its end. Watches for silence; after its end nothing comes from it any more. */
export class SocketLink {
  private socket: Socket | null = null;
  private isLive = true;
  private loginTimer: Unsubscribe | null = null;
  private silenceTimer: Unsubscribe | null = null;
  private lastHeard: number;
  private readonly requests: OutstandingRequests;

  constructor(private readonly parts: SocketLinkParts) {
    const { clock, settings } = parts;
    this.lastHeard = clock.monotonicNow();
    this.requests = new OutstandingRequests(
      clock,
      settings.answerTimeoutMs,
      (text) => this.send(text),
      (channel) => this.end(notAnswered(channel)),
    );
  }

  open(): void {
    const { clock, sockets, url, settings } = this.parts;
    this.loginTimer = clock.after(settings.loginTimeoutMs, () => this.end(timedOut('login')));
    this.watchSilence(settings.silenceMs);
    this.socket = sockets.connect(url, {
      onOpen: () => this.isLive && this.parts.onOpen(),
      onMessage: (text) => this.receive(text),
      onClose: ({ code, text }) => this.end(closed(code, text)),
    });
    if (!this.isLive) this.socket.close();
  }

  send(text: string): void {
    if (this.isLive) this.socket?.send(text);
  }

  request(channel: string, text: string): Promise<Result<void>> {
    return this.requests.request(channel, text);
  }

  answered(channel: string, outcome: Result<void>): void {
    this.requests.answer(channel, outcome);
  }

  /** The login is over: from now on only silence ends the connection from this side. */
  established(): void {
    this.loginTimer?.();
    this.loginTimer = null;
  }

  /** Ends the connection without a call of `onEnd`. */
  close(error: HogaError): void {
    if (!this.isLive) return;
    this.isLive = false;
    this.loginTimer?.();
    this.silenceTimer?.();
    this.socket?.close();
    this.requests.failAll(error);
  }

  private end(error: HogaError): void {
    if (!this.isLive) return;
    this.close(error);
    this.parts.onEnd(error);
  }

  private receive(text: string): void {
    if (!this.isLive) return;
    this.lastHeard = this.parts.clock.monotonicNow();
    if (text.length > this.parts.settings.maxMessageLength) return this.end(tooLong(text.length));
    this.parts.onText(text);
  }

  /** One timer for many messages: it looks when it fires and waits for what is left. */
  private watchSilence(delayMs: number): void {
    const { clock, settings } = this.parts;
    this.silenceTimer = clock.after(delayMs, () => {
      const left = this.lastHeard + settings.silenceMs - clock.monotonicNow();
      if (left > 0) this.watchSilence(left);
      else this.end(timedOut('silence'));
    });
  }
}

const closed = (code: number, text: string) =>
  hogaError('connectivity', 'CONNECTION_CLOSED', `the socket was closed with ${code} ${text.slice(0, 120)}`, {
    closeCode: code,
  });

const timedOut = (what: 'login' | 'silence') =>
  hogaError(
    'connectivity',
    what === 'login' ? 'LOGIN_TIMEOUT' : 'CONNECTION_SILENT',
    `the socket did not answer in time (${what})`,
  );

const tooLong = (length: number) =>
  hogaError('protocol', 'MESSAGE_TOO_LONG', 'a socket message is longer than allowed', { length });
