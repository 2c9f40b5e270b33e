import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OrderStatus } from '#shared/domain/order-status.ts';
import type { LedgerRow } from '#electron/core/ports/ledger-storage.ts';
import { openSqliteLedger } from '#electron/platform/sqlite-ledger.ts';
import type { Complaints, Leg, LegContext } from '../leg.ts';
import { openLedgerDesk, tradeForAWhile } from '../models/ledger-desk.ts';

const ROUNDS = 16;
const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const PAGE_SIZE_AT = 8;

/** Where the log is torn, and what lies behind the tear. */
export interface Tear {
  readonly frame: number;
  readonly atByte: number;
  /** `cut`: nothing; `zeros`: pages that the disk never got; `noise`: whatever was there before. */
  readonly rest: 'cut' | 'zeros' | 'noise';
}

interface Taken {
  readonly database: Buffer;
  readonly log: Buffer;
  readonly rows: readonly LedgerRow[];
  /** Bytes of the log when so many rows were acknowledged. */
  readonly marks: readonly { readonly rows: number; readonly bytes: number }[];
  readonly pageSize: number;
}

/** The write-ahead log of a morning's trading, torn at every frame and inside of every frame. */
export const TORN_WAL: Leg = {
  id: 'torn-wal',
  trials: { short: 150, long: 4_000 },
  async run(context) {
    const taken = await takeLedger(join(context.scratch, 'whole'));
    const tears = tearsOf(taken, context.seed);
    const chosen = spread(tears, context.trials);
    context.note(
      `${taken.rows.length} rows in ${tears.length / 4} frames; ${chosen.length} of ${tears.length} tears`,
    );
    for (const [trial, tear] of chosen.entries()) {
      await context.trial(trial, tear, () => judgeTear(reopen(context, trial, taken, tear)));
    }
  },
};

async function takeLedger(folder: string): Promise<Taken> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'ledger.sqlite');
  const bytes = () => statSync(`${path}-wal`).size;
  const marks: { rows: number; bytes: number }[] = [];
  const ledger = openLedgerDesk(path, (rows) => marks.push({ rows, bytes: bytes() }));
  await tradeForAWhile(ledger, ROUNDS);
  const [database, log] = [readFileSync(path), readFileSync(`${path}-wal`)];
  ledger.desk.service.close();
  ledger.storage?.close();
  return { database, log, rows: [...ledger.acknowledged], marks, pageSize: log.readUInt32BE(PAGE_SIZE_AT) };
}

/** The end of every frame, and three places inside of it. */
function tearsOf({ log, pageSize }: Taken, seed: number): readonly Tear[] {
  const size = FRAME_HEADER_BYTES + pageSize;
  const frames = Math.floor((log.length - HEADER_BYTES) / size);
  return Array.from({ length: frames }, (_each, frame): readonly Tear[] => {
    const start = HEADER_BYTES + frame * size;
    const inside = 1 + (((frame + 1) * 7_919 + seed * 104_729) % (size - 1));
    return [
      { frame, atByte: start + size, rest: 'cut' },
      { frame, atByte: start + FRAME_HEADER_BYTES, rest: 'cut' },
      { frame, atByte: start + inside, rest: frame % 2 === 0 ? 'cut' : 'noise' },
      { frame, atByte: start + inside, rest: 'zeros' },
    ];
  }).flat();
}

/** So many of them, from the first to the last. */
function spread<T>(all: readonly T[], wanted: number): readonly T[] {
  if (all.length <= wanted) return all;
  return Array.from(
    { length: wanted },
    (_each, place) => all[Math.floor((place * all.length) / wanted)],
  ).flatMap((each) => (each === undefined ? [] : [each]));
}

function torn({ log }: Taken, { atByte, rest }: Tear): Buffer {
  const head = log.subarray(0, atByte);
  if (rest === 'cut') return head;
  const left = log.length - atByte;
  return Buffer.concat([
    head,
    rest === 'zeros' ? Buffer.alloc(left) : Buffer.alloc(left, log.subarray(7, 99)),
  ]);
}

/** The first program that opens the file after the tear. */
function reopen({ scratch }: LegContext, trial: number, taken: Taken, tear: Tear): TornHistory {
  const folder = join(scratch, `torn-${trial}`);
  mkdirSync(folder);
  try {
    return readTorn(join(folder, 'ledger.sqlite'), taken, tear);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readTorn(path: string, taken: Taken, tear: Tear): TornHistory {
  writeFileSync(path, taken.database);
  writeFileSync(`${path}-wal`, torn(taken, tear));
  const kept = taken.marks.filter(({ bytes }) => bytes <= tear.atByte).at(-1)?.rows ?? 0;
  const ledger = openLedgerDesk(path);
  const { storage, desk } = ledger;
  if (storage === null) return { written: taken.rows, kept, read: null, orders: [], canWrite: false };
  const read = storage.read(0);
  const orders = desk.service.orders().map(({ clientOrderId, status }) => ({ clientOrderId, status }));
  desk.service.close();
  const canWrite = storage.append([
    { at: desk.clock.now(), accountId: 'test', clientOrderId: '', kind: 'probe', payload: '{}' },
  ]).ok;
  storage.close();
  const again = openSqliteLedger(path);
  if (again.ok) again.value.close();
  return {
    written: taken.rows,
    kept,
    // What starting again wrote is behind what was there.
    read: read.ok ? read.value.slice(0, kept + 1_000) : null,
    orders,
    canWrite: canWrite && again.ok,
  };
}

export interface TornHistory {
  /** Rows that were acknowledged before the tear. */
  readonly written: readonly Pick<LedgerRow, 'sequence' | 'clientOrderId' | 'kind' | 'payload'>[];
  /** How many of them lay wholly before the tear. */
  readonly kept: number;
  /** Rows after it, without what the start added; null when the file was refused. */
  readonly read: TornHistory['written'] | null;
  readonly orders: readonly { readonly clientOrderId: string; readonly status: OrderStatus }[];
  /** It can be written and opened again. */
  readonly canWrite: boolean;
}

/** Facts that end the doubt about a place. */
const ENDS = new Set(['acked', 'refused', 'notSent', 'reported', 'queried', 'settled', 'expired']);

export function judgeTear({ written, kept, read, orders, canWrite }: TornHistory): Complaints {
  if (read === null) return ['the ledger was refused'];
  const complaints: string[] = [];
  const line = ({ sequence, clientOrderId, kind, payload }: TornHistory['written'][number]) =>
    [sequence, clientOrderId, kind, payload].join(' ');
  // A start notes of what was in flight that its outcome is lost; nothing else.
  const [prefix, added] = [read.slice(0, kept), read.slice(kept)];
  if (prefix.map(line).join('\n') !== written.slice(0, kept).map(line).join('\n')) {
    complaints.push(`${prefix.length} rows are not the first ${kept} of those written`);
  }
  const strange = added.filter(({ kind }) => kind !== 'outcomeLost');
  if (strange.length > 0)
    complaints.push(`rows behind the tear: ${strange.map(({ kind }) => kind).join(' ')}`);
  if (!canWrite) complaints.push('it cannot be written any more');
  const begun = new Map<string, boolean>();
  for (const { clientOrderId, kind } of prefix) {
    if (kind === 'placeRecorded') begun.set(clientOrderId, true);
    else if (ENDS.has(kind)) begun.set(clientOrderId, false);
  }
  for (const [clientOrderId, isOpen] of begun) {
    const status = orders.find((order) => order.clientOrderId === clientOrderId)?.status;
    if (status === undefined) complaints.push(`order ${clientOrderId} is gone`);
    else if (isOpen && status !== 'unknown') complaints.push(`an open intent is ${status}, not unknown`);
    else if (!isOpen && status === 'unknown' && !hasLaterCommand(prefix, clientOrderId)) {
      complaints.push(`a known order is unknown`);
    }
  }
  if (orders.some(({ clientOrderId }) => !begun.has(clientOrderId))) complaints.push('an order from nowhere');
  return complaints;
}

/** A cancel or amend may be in doubt while the order is not. */
function hasLaterCommand(rows: TornHistory['written'], clientOrderId: string): boolean {
  return rows.some((row) => row.clientOrderId === clientOrderId && /^(cancel|amend)Recorded$/.test(row.kind));
}
