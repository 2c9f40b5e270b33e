import { PING_FRAME, REPLACED_FRAME } from '../kiwoom-server/realtime/frame.ts';
import type { SocketHandle } from '../kiwoom-server/traffic.ts';
import type { ActiveFault } from './active-fault.ts';
import { NAMES_OF_SOCKET, namesOfFrame } from './fault.ts';
import { typesOfFrame } from './push-faults.ts';

interface OpenSocket {
  readonly handle: SocketHandle;
  isLoggedIn: boolean;
  /** The fault that leaves it half open. */
  heldBy: ActiveFault | null;
}

/** Breaks, replaces and freezes sockets. */
export interface SocketFaults {
  opened(handle: SocketHandle): void;
  loggedIn(id: number): void;
  closed(id: number): void;
  /** Whether what the client sends still arrives. */
  isHeard(id: number): boolean;
  /** Whether a frame may go to the client; breaks the socket over it, or freezes it, when a fault says so. */
  mayTake(id: number, frame: string): boolean;
  /** Lets faults strike the sockets that are there, whatever goes over them. */
  sweep(faults: readonly ActiveFault[]): void;
  /** Thaws what one fault, or any, has frozen. */
  thaw(by: ActiveFault | null): void;
}

/** @param active  the faults that are switched on */
export function createSocketFaults(active: () => readonly ActiveFault[]): SocketFaults {
  const sockets = new Map<number, OpenSocket>();

  const strike = (socket: OpenSocket, names: ReadonlySet<string>, faults: readonly ActiveFault[]) => {
    for (const fault of faults) {
      const { kind } = fault.fault.effect;
      if (kind !== 'half-open' && kind !== 'session-replaced' && kind !== 'cut-socket') continue;
      if (!sockets.has(socket.handle.id) || socket.heldBy !== null || !fault.strikes(names)) continue;
      if (kind === 'session-replaced') socket.handle.replace();
      else if (kind === 'cut-socket') socket.handle.cut();
      else {
        socket.heldBy = fault;
        socket.handle.setReading(false);
      }
    }
  };

  return {
    opened: (handle) => void sockets.set(handle.id, { handle, isLoggedIn: false, heldBy: null }),
    loggedIn(id) {
      const socket = sockets.get(id);
      if (socket === undefined) return;
      socket.isLoggedIn = true;
      strike(socket, NAMES_OF_SOCKET, active());
    },
    closed: (id) => void sockets.delete(id),
    isHeard: (id) => (sockets.get(id)?.heldBy ?? null) === null,
    mayTake(id, frame) {
      const socket = sockets.get(id);
      // What is said in parting is no occasion to part.
      if (socket === undefined || !socket.isLoggedIn || frame === REPLACED_FRAME) return true;
      if (socket.heldBy === null) strike(socket, namesOfFrame(typesOfFrame(frame)), active());
      if (socket.heldBy === null) return sockets.has(id);
      // To the server a client that answers nothing would be dead.
      if (frame === PING_FRAME) socket.handle.echoPing();
      return false;
    },
    sweep(faults) {
      const isClosing = faults.some(isClosedForSockets);
      for (const socket of [...sockets.values()]) {
        if (isClosing) socket.handle.close();
        else if (socket.isLoggedIn) strike(socket, NAMES_OF_SOCKET, faults);
      }
    },
    thaw(by) {
      for (const socket of sockets.values()) {
        if (socket.heldBy === null || (by !== null && socket.heldBy !== by)) continue;
        socket.heldBy = null;
        socket.handle.setReading(true);
      }
    },
  };
}

/** Whether a fault keeps every socket out now. */
export function isClosedForSockets(active: ActiveFault): boolean {
  const { effect, targets } = active.fault;
  return (
    effect.kind === 'maintenance' && active.isDue() && targets.some((target) => NAMES_OF_SOCKET.has(target))
  );
}
