import { writeFileSync } from 'node:fs';
import { Server } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Socket } from 'node:net';
import type { ExchangeAddress, OrderFault, RigSettings, RigStatus } from './rig-settings.ts';

/**
 * Loaded into the desk's processes before their programs. It moves their wall clocks and, in the exchange's, makes the
 * market quieter, goes between it and its callers, and leaves a file with its address. Node's own modules only.
 */
const settings = JSON.parse(process.env['HOGA_RIG'] ?? '{}') as RigSettings;
const isExchange = process.argv[1]?.endsWith('exchange.js') === true;

if (settings.clockOffsetMs !== 0) moveClock(settings.clockOffsetMs);
if (isExchange) {
  process.argv.push('--activity', String(settings.activity));
  goBetween();
}

function moveClock(offsetMs: number): void {
  const RealDate = Date;
  const now = (): number => RealDate.now() + offsetMs;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args: [], newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date,
    get: (target, name, receiver) =>
      name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown),
  });
}

function goBetween(): void {
  let fault: OrderFault | null = null;
  let isAway = false;
  let held: (() => void)[] = [];
  const sockets = new Set<Socket>();
  const arrived: string[] = [];
  // The servers are the program's own; all that comes to one of them is an event first.
  const emit = Server.prototype.emit as (this: Server, event: string, ...args: unknown[]) => boolean;

  const control = (request: IncomingMessage, response: ServerResponse): void => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => (text += part));
    request.on('end', () => {
      const change = JSON.parse(text) as { readonly fault?: OrderFault | null; readonly isAway?: boolean };
      if (change.fault !== undefined) {
        fault = change.fault;
        for (const resume of held.splice(0)) if (fault === null) resume();
      }
      if (change.isAway !== undefined) isAway = change.isAway;
      const status: RigStatus = { arrived, held: held.length };
      response.setHeader('connection', 'close').end(JSON.stringify(status));
      if (isAway) for (const socket of sockets) if (socket !== request.socket) socket.destroy();
    });
  };

  const carryOrder = (
    request: IncomingMessage,
    response: ServerResponse,
    proceed: () => boolean,
  ): boolean => {
    arrived.push(String(request.headers['api-id']));
    if (fault === 'requestLost') return request.socket.destroy().destroyed;
    if (fault === 'requestHeld') {
      held = [...held, () => void proceed()];
      return true;
    }
    if (fault !== null) {
      const end = response.end.bind(response) as (body: string) => ServerResponse;
      const isLost = fault === 'answerLost';
      response.end = ((body: string) => {
        if (isLost) request.socket.destroy();
        else held = [...held, () => void end(body)];
        return response;
      }) as typeof response.end;
    }
    return proceed();
  };

  Server.prototype.emit = function (this: Server, event: string, ...args: unknown[]): boolean {
    const proceed = (): boolean => emit.call(this, event, ...args);
    switch (event) {
      case 'listening': {
        const address = this.address();
        const port = typeof address === 'object' && address !== null ? address.port : 0;
        announce(port);
        return proceed();
      }
      case 'connection': {
        const socket = args[0] as Socket;
        sockets.add(socket);
        socket.on('close', () => sockets.delete(socket));
        return proceed();
      }
      case 'upgrade':
        return isAway ? (args[1] as Socket).destroy().destroyed : proceed();
      case 'request': {
        const [request, response] = args as [IncomingMessage, ServerResponse];
        if (request.url === '/rig') {
          control(request, response);
          return true;
        }
        // Node writes this header by a clock that cannot be moved.
        response.setHeader('date', new Date().toUTCString());
        if (isAway) return request.socket.destroy().destroyed;
        const isOrder = /^kt1000[0-3]$/.test(String(request.headers['api-id']));
        const isTouched = isOrder && request.headers['x-rig-untouched'] === undefined;
        return isTouched ? carryOrder(request, response, proceed) : proceed();
      }
      default:
        return proceed();
    }
  };
}

/** Any of the program's ports does. */
function announce(port: number): void {
  const address: ExchangeAddress = {
    url: `http://127.0.0.1:${port}`,
    appKey: process.env['HOGA_EXCHANGE_APPKEY'] ?? '',
    secretKey: process.env['HOGA_EXCHANGE_SECRETKEY'] ?? '',
  };
  writeFileSync(join(settings.folder, 'exchange.json'), JSON.stringify(address), { mode: 0o600 });
}
