import type { Clock } from '#shared/domain/clock.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import { apiIdOf } from '../kiwoom-server/rest/rest-service.ts';
import type { RestCall, Traffic } from '../kiwoom-server/traffic.ts';
import { seedOf } from '../market/random.ts';
import type { World } from '../world.ts';
import { ActiveFault } from './active-fault.ts';
import { withCallFault, type CallFaultTools, type Carry } from './call-faults.ts';
import { namesOfCall, namesOfFrame, type FaultKind } from './fault.ts';
import { createOrderMemory, type OrderMemory } from './order-memory.ts';
import { parseFault } from './parse-fault.ts';
import { createPushFaults, typesOfFrame, type Send } from './push-faults.ts';
import { createPushWatch } from './push-watch.ts';
import { createSocketFaults, isClosedForSockets } from './socket-faults.ts';
import { createWaits } from './waits.ts';

/** What a fault that is switched on has done so far. */
export interface FaultReport {
  readonly spec: string;
  readonly seen: number;
  readonly applied: number;
}

/** Switches faults on and off while the exchange runs. */
export interface FaultSwitch {
  /**
   * Switches more faults on, none of them when one is malformed.
   * @returns what is wrong with it, in words
   */
  add(specs: readonly string[]): Result<readonly FaultReport[], string>;
  /** Switches all off: sockets that were half open go on, calls that hang are hung up on, what waits is sent. */
  clear(): void;
  report(): readonly FaultReport[];
}

export interface FaultSwitchOptions {
  readonly world: World;
  readonly clock: Clock;
  /** With the order of opportunities it decides what strikes. */
  readonly seed: number;
  /** Comes after the faults. */
  readonly inner: Traffic;
  revokeTokenOf(call: RestCall): void;
  /** Those that there are now. */
  accounts(): readonly string[];
}

const OF_PUSHES: ReadonlySet<FaultKind> = new Set([
  'duplicate-pushes',
  'shuffle-pushes',
  'delay-pushes',
  'lose-pushes',
]);

/** Puts faults between a server and whoever talks to it. Without any, everything passes as it is. */
export function createFaultSwitch(options: FaultSwitchOptions): FaultSwitch & { readonly traffic: Traffic } {
  const { world, clock, inner } = options;
  let active: readonly ActiveFault[] = [];
  let memory: OrderMemory | null = null;
  let switchedOn = 0;
  const hanging = new Map<() => void, ActiveFault>();
  /** Of answers and frames. */
  const waits = createWaits(clock);
  /** Of the moments at which faults begin and end. */
  const plans = createWaits(clock);
  const pushes = createPushWatch(waits);
  const applyPushFault = createPushFaults(waits);
  const sockets = createSocketFaults(() => active);

  const remember = () => (memory ??= createOrderMemory(world, clock, options.accounts()));
  const toolsOf = (fault: ActiveFault): CallFaultTools => ({
    waits,
    pushes,
    worldAgo: (ms) => remember().ago(ms),
    revokeTokenOf: (call) => options.revokeTokenOf(call),
    hang: () => new Promise((resolve) => void hanging.set(() => resolve(null), fault)),
  });

  /** Lets go of what one fault, or any, keeps from going on. */
  const release = (over: ActiveFault | null) => {
    for (const [hangUp, by] of hanging) {
      if (over !== null && by !== over) continue;
      hanging.delete(hangUp);
      hangUp();
    }
    sockets.thaw(over);
  };

  const plan = (fault: ActiveFault) => {
    const { afterMs, forMs } = fault.fault.trigger;
    if (fault.fault.effect.kind === 'lagging-order-list') remember();
    if (forMs !== null) plans.later(afterMs + forMs, () => release(fault));
    if (afterMs > 0) plans.later(afterMs, () => sockets.sweep([fault]));
    else sockets.sweep([fault]);
  };

  const deliver = (socketId: number, frame: string, send: Send) => {
    const types = typesOfFrame(frame);
    const names = namesOfFrame(types);
    const struck = active.filter(
      (each) => types.length > 0 && OF_PUSHES.has(each.fault.effect.kind) && each.strikes(names),
    );
    const last: Send = (text) => {
      send(text);
      pushes.sent(text);
    };
    struck.reduceRight<Send>(
      (next, fault) => (text) => applyPushFault(fault, socketId, text, next),
      last,
    )(frame);
  };

  const traffic: Traffic = {
    call(call, proceed) {
      const names = namesOfCall(apiIdOf(call));
      const struck = active.filter((fault) => concernsCall(fault, call) && fault.strikes(names));
      if (struck.length === 0) return inner.call(call, proceed);
      const plain: Carry = async (asOf) => inner.call(call, () => proceed(asOf));
      return struck.reduceRight<Carry>(
        (next, fault) => withCallFault(fault.fault.effect, call, next, toolsOf(fault)),
        plain,
      )();
    },
    admits: () => !active.some(isClosedForSockets) && inner.admits(),
    opened(handle) {
      sockets.opened(handle);
      const closed = inner.opened(handle);
      return () => {
        sockets.closed(handle.id);
        closed();
      };
    },
    loggedIn(socket) {
      inner.loggedIn(socket);
      sockets.loggedIn(socket.id);
    },
    receive(socket, frame, handOver) {
      if (sockets.isHeard(socket.id)) inner.receive(socket, frame, handOver);
    },
    push(socket, frame, send) {
      const carry: Send = (text) => inner.push(socket, text, send);
      if (active.length === 0) carry(frame);
      else if (sockets.mayTake(socket.id, frame)) deliver(socket.id, frame, carry);
    },
  };

  return {
    traffic,
    add(specs) {
      const added: ActiveFault[] = [];
      for (const spec of specs) {
        const fault = parseFault(spec);
        if (!fault.ok) return fault;
        const seed = seedOf(options.seed, 'fault', switchedOn + added.length, spec);
        added.push(new ActiveFault(spec, fault.value, clock, seed));
      }
      switchedOn += added.length;
      active = [...active, ...added];
      for (const fault of added) plan(fault);
      return ok(reportOf(active));
    },
    clear() {
      active = [];
      plans.end();
      release(null);
      waits.end();
      memory?.stop();
      memory = null;
    },
    report: () => reportOf(active),
  };
}

function reportOf(active: readonly ActiveFault[]): readonly FaultReport[] {
  return active.map(({ spec, seen, applied }) => ({ spec, seen, applied }));
}

/** Whether a call gives a fault an opportunity, whatever its targets are. */
function concernsCall({ fault: { effect } }: ActiveFault, call: RestCall): boolean {
  if (effect.kind === 'token-invalid') return call.headers['authorization'] !== undefined;
  return !OF_PUSHES.has(effect.kind) && effect.kind !== 'session-replaced' && effect.kind !== 'cut-socket';
}
