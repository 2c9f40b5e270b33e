import type { Leg } from './leg.ts';

/** Every leg, in the order of the report; each loaded only by the process that runs it. */
export const LEGS: Readonly<Record<string, () => Promise<Leg>>> = {
  crash: async () => (await import('./legs/crash.ts')).CRASH,
  'lost-response': async () => (await import('./legs/lost-response.ts')).LOST_RESPONSE,
  'state-machine': async () => (await import('./legs/state-machine.ts')).STATE_MACHINE,
  fills: async () => (await import('./legs/fills.ts')).FILLS,
  reconcile: async () => (await import('./legs/reconcile.ts')).RECONCILE,
  pretrade: async () => (await import('./legs/pretrade.ts')).PRETRADE,
  'torn-wal': async () => (await import('./legs/torn-wal.ts')).TORN_WAL,
  disk: async () => (await import('./legs/disk.ts')).DISK,
  secrets: async () => (await import('./legs/secrets.ts')).SECRETS,
  'contract-fuzz': async () => (await import('./legs/contract-fuzz.ts')).CONTRACT_FUZZ,
  'time-zones': async () => (await import('./legs/time-zones.ts')).TIME_ZONES,
  'socket-cuts': async () => (await import('./legs/socket-cuts.ts')).SOCKET_CUTS,
  'long-day': async () => (await import('./legs/long-day.ts')).LONG_DAY,
};
