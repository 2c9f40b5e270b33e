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

/** A logged-in or still unknown socket, as it may be told apart from outside. */
export interface SocketView {
  readonly id: number;
  readonly accountNumber: string | null;
}

/**
 * The one place that everything coming in and going out passes, so that faults can be switched on without touching the server.
 *
 * The default, `PLAIN_TRAFFIC`, changes nothing.
 */
export interface Traffic {
  /**
   * Carries one REST call. `proceed` does the work and is called at most once; `null` hangs up without an answer, so a call can be
   * lost before (`proceed` not called) or after it took effect.
   */
  call(call: RestCall, proceed: () => RestAnswer): RestAnswer | null | Promise<RestAnswer | null>;
  /** Carries one text frame from a client to the server. */
  receive(socket: SocketView, frame: string, deliver: (frame: string) => void): void;
  /** Carries one text frame from the server to a client. */
  push(socket: SocketView, frame: string, send: (frame: string) => void): void;
}

export const PLAIN_TRAFFIC: Traffic = {
  call: (_call, proceed) => proceed(),
  receive: (_socket, frame, deliver) => deliver(frame),
  push: (_socket, frame, send) => send(frame),
};
