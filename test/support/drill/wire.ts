import type { Http } from '#electron/core/ports/http.ts';
import type { SocketConnector } from '#electron/core/ports/socket.ts';
import type { RestAnswer, RestCall, Traffic } from '#electron/exchange/kiwoom-server/traffic.ts';

/** What happens to one REST call; `null` hangs up, a promise that never ends leaves the caller waiting. */
export type CallFault = (
  call: RestCall,
  proceed: () => RestAnswer | Promise<RestAnswer>,
) => RestAnswer | null | Promise<RestAnswer | null>;
/** What a client gets in place of one frame. */
export type PushFault = (frame: string, send: (frame: string) => void) => void;

interface Outstanding {
  readonly api: string;
  isHeld: boolean;
}

const ORDER_APIS: ReadonlySet<string> = new Set(['kt10000', 'kt10001', 'kt10002', 'kt10003']);
const QUIET_TURNS = 6;
const MAX_TURNS = 200_000;

/**
 * Both ends of the real network between a desk and an exchange. Counts what is under way, so that virtual time moves only
 * when nothing is, and lets a test lose, change or hold back what it likes.
 */
export class Wire {
  /** Faults for any call, until taken away. */
  callFault: CallFault | null = null;
  pushFault: PushFault | null = null;
  /** Faults for the next order, amend or cancel only. */
  private readonly orderFaults: CallFault[] = [];
  /** API ids of the order requests that reached the exchange. */
  readonly arrived: string[] = [];
  /** Everything that the desk has sent, order requests only. */
  readonly sent: string[] = [];
  /** True: the desk's process is gone as far as the network can tell. */
  isDead = false;
  private readonly outstanding = new Set<Outstanding>();
  private readonly cutters = new Set<() => void>();
  private connecting = 0;
  private framesUp = 0;
  private framesDown = 0;

  constructor(private readonly date: () => string) {}

  onNextOrder(fault: CallFault): void {
    this.orderFaults.push(fault);
  }

  /** Leaves the call without an answer for good; `take`: after it took effect. */
  static hang(take: boolean): CallFault {
    return (_call, proceed) => {
      if (take) void proceed();
      return new Promise(() => undefined);
    };
  }

  readonly traffic: Traffic = {
    call: async (call, proceed) => {
      const api = call.headers['api-id'] ?? '';
      const isOrder = ORDER_APIS.has(api);
      if (isOrder) this.arrived.push(api);
      const fault = (isOrder ? this.orderFaults.shift() : undefined) ?? this.callFault;
      const answered = fault === null ? proceed() : fault(call, proceed);
      // What the exchange itself takes its time over is under way all the same.
      const isHeld = fault !== null && answered instanceof Promise;
      if (isHeld) this.hold(api, true);
      const answer = await answered;
      if (isHeld) this.hold(api, false);
      return answer === null ? null : { ...answer, headers: { date: this.date(), ...answer.headers } };
    },
    admits: () => true,
    opened: () => () => undefined,
    loggedIn: () => undefined,
    receive: (_socket, frame, deliver) => {
      this.framesUp -= 1;
      deliver(frame);
    },
    push: (_socket, frame, send) => {
      const counted = (text: string) => {
        this.framesDown += 1;
        send(text);
      };
      if (this.pushFault === null) counted(frame);
      else this.pushFault(frame, counted);
    },
  };

  /** @param redirect  where an address of a broker leads in the test */
  http(inner: Http, redirect: (url: string) => string): Http {
    return {
      send: async (request) => {
        if (this.isDead) return new Promise(() => undefined);
        const api = request.headers['api-id'] ?? '';
        const entry: Outstanding = { api, isHeld: false };
        if (ORDER_APIS.has(api)) this.sent.push(api);
        this.outstanding.add(entry);
        const answer = await inner.send({ ...request, url: redirect(request.url) });
        this.outstanding.delete(entry);
        return this.isDead ? new Promise(() => undefined) : answer;
      },
      close: () => inner.close(),
    };
  }

  sockets(inner: SocketConnector, redirect: (url: string) => string): SocketConnector {
    return {
      connect: (url, handlers) => {
        this.connecting += 1;
        let isOpening = true;
        const opened = () => {
          if (isOpening) this.connecting -= 1;
          isOpening = false;
        };
        const socket = inner.connect(redirect(url), {
          onOpen: () => {
            opened();
            handlers.onOpen();
          },
          onMessage: (text) => {
            this.framesDown -= 1;
            if (!this.isDead) handlers.onMessage(text);
          },
          onClose: (reason) => {
            opened();
            this.framesUp = 0;
            this.framesDown = 0;
            if (!this.isDead) handlers.onClose(reason);
          },
        });
        const cut = () => {
          this.cutters.delete(cut);
          socket.close();
        };
        if (this.isDead) socket.close();
        this.cutters.add(cut);
        return {
          send: (text) => {
            if (this.isDead) return;
            this.framesUp += 1;
            socket.send(text);
          },
          close: () => {
            this.framesUp = 0;
            this.framesDown = 0;
            socket.close();
          },
        };
      },
    };
  }

  /** As the end of the process does it. */
  die(): void {
    this.isDead = true;
    this.cutSockets();
  }

  /** Every socket breaks. */
  cutSockets(): void {
    for (const cut of [...this.cutters]) cut();
  }

  /** Says that requests to `api` are not going to move by themselves, or that they will again. */
  hold(api: string, isHeld: boolean): void {
    for (const entry of this.outstanding) if (entry.api === api) entry.isHeld = isHeld;
  }

  /** Lets the network do all it can without any time passing. */
  async quiet(): Promise<void> {
    let calm = 0;
    for (let turn = 0; calm < QUIET_TURNS; turn += 1) {
      if (turn > MAX_TURNS) throw new Error(`the network does not come to rest: ${this.describe()}`);
      await new Promise((resolve) => setImmediate(resolve));
      calm = this.isQuiet() ? calm + 1 : 0;
    }
  }

  private isQuiet(): boolean {
    return (
      [...this.outstanding].every(({ isHeld }) => isHeld) &&
      this.connecting === 0 &&
      this.framesUp <= 0 &&
      this.framesDown <= 0
    );
  }

  private describe(): string {
    return JSON.stringify({
      outstanding: [...this.outstanding],
      connecting: this.connecting,
      framesUp: this.framesUp,
      framesDown: this.framesDown,
    });
  }
}
