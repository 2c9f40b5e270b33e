import type { Unsubscribe } from '#shared/domain/clock.ts';
import type { World } from '../world.ts';

/** One REST call as it reached the server. Header names are in lower case. */
export interface RestCall {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface RestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer as it leaves. */
export interface CarriedAnswer extends RestAnswer {
  /** Bytes, head counted, after which the connection is reset; absent: all of it is sent. */
  readonly cutAfterBytes?: number;
}

/** A logged-in or still unknown socket, as it may be told apart from outside. */
export interface SocketView {
  readonly id: number;
  readonly accountNumber: string | null;
}

/** What can be done to a socket from outside. */
export interface SocketHandle extends SocketView {
  /** As another login with the same app key does it: R10001, then the end. */
  replace(): void;
  /** Ends it as a server does that goes away. */
  close(): void;
  /** Breaks it without a goodbye. */
  cut(): void;
  /** Lets the session believe that its client echoed a PING. */
  echoPing(): void;
  /** Stops reading from the client, or goes on. */
  setReading(isReading: boolean): void;
}

/**
 * The one place that everything coming in and going out passes, so that faults can be switched on without touching the server.
 *
 * The default, `PLAIN_TRAFFIC`, changes nothing.
 */
export interface Traffic {
  /**
   * Carries one REST call. `proceed` does the work and is called at most once; `null` hangs up without an answer, so a call can be
   * lost before (`proceed` not called) or after it took effect. `asOf` is the world that the answer is read from.
   */
  call(
    call: RestCall,
    proceed: (asOf?: World) => RestAnswer | Promise<RestAnswer>,
  ): CarriedAnswer | null | Promise<CarriedAnswer | null>;
  /** Whether a new socket may come in now. */
  admits(): boolean;
  /** A socket was opened. What it returns is called once it is closed. */
  opened(socket: SocketHandle): Unsubscribe;
  /** Its client logged in. */
  loggedIn(socket: SocketView): void;
  /** Carries one text frame from a client to the server. */
  receive(socket: SocketView, frame: string, deliver: (frame: string) => void): void;
  /** Carries one text frame from the server to a client. */
  push(socket: SocketView, frame: string, send: (frame: string) => void): void;
}

export const PLAIN_TRAFFIC: Traffic = {
  call: (_call, proceed) => proceed(),
  admits: () => true,
  opened: () => () => undefined,
  loggedIn: () => undefined,
  receive: (_socket, frame, deliver) => deliver(frame),
  push: (_socket, frame, send) => send(frame),
};
