import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TradingGate } from '#shared/contract/events.ts';
import type { LedgerRow } from '#electron/core/ports/ledger-storage.ts';
import { openSqliteLedger } from '#electron/platform/sqlite-ledger.ts';
import { pass } from '#test/support/order-desk.ts';
import { price } from '#shared/domain/price.ts';
import { settle } from '#test/support/settle.ts';
import type { Complaints, Leg, LegContext } from '../leg.ts';
import { openLedgerDesk, placeOne, tradeForAWhile } from '../models/ledger-desk.ts';
import type { LedgerDesk } from '../models/ledger-desk.ts';
import { putFaults, SQLITE_FAULTS } from '../models/sqlite-faults.ts';
import type { FaultPlan, SqliteFaults } from '../models/sqlite-faults.ts';

const CALLS = 200;
const ROUNDS = 4;
const FOREVER = 1_000_000;
/** Index of the orders that the trials place themselves; the morning's are below. */
const PROBE = 40;
/** Sizes of files that the system is told to allow, in its blocks of 512 bytes. */
const FILE_LIMITS = { short: [96, 256], long: [64, 80, 96, 128, 160, 192, 256, 320, 384, 512] };
const CHILD = fileURLToPath(new URL('../models/small-disk.ts', import.meta.url));

/** A disk that is full, read-only or broken at each of the first calls of the ledger, once or until it is repaired. */
export const DISK: Leg = {
  id: 'disk',
  trials: { short: 160, long: CALLS * SQLITE_FAULTS.length * 2 },
  async run(context) {
    const plans = plansFor(context.trials);
    let struck = 0;
    for (const [trial, plan] of plans.entries()) {
      await context.trial(trial, plan, async () => {
        const history = await playPlan(context, trial, plan);
        struck += history.struck;
        return judgeDisk(history);
      });
    }
    await judgeRealLimits(context, plans.length);
    context.note(`${struck} calls of SQLite failed`);
  },
};

/** Every call with every fault; of fewer trials, evenly chosen ones. */
function plansFor(wanted: number): readonly FaultPlan[] {
  const all = Array.from({ length: CALLS }, (_each, place) => place + 1).flatMap((fromCall) =>
    SQLITE_FAULTS.flatMap((fault): readonly FaultPlan[] => [
      { fault, fromCall, calls: 1 },
      { fault, fromCall, calls: FOREVER },
    ]),
  );
  // A step that shares no factor with the number of faults meets all of them.
  const step = Math.max(1, Math.floor(all.length / wanted) | 1);
  return all.filter((_each, place) => place % step === 0);
}

async function playPlan({ scratch }: LegContext, trial: number, plan: FaultPlan): Promise<DiskHistory> {
  const folder = join(scratch, `disk-${trial}`);
  mkdirSync(folder);
  const path = join(folder, 'ledger.sqlite');
  const faults = putFaults(plan);
  try {
    const ledger = openLedgerDesk(path);
    await tradeForAWhile(ledger, ROUNDS);
    return await recover(ledger, path, plan, faults);
  } finally {
    faults.remove();
    rmSync(folder, { recursive: true });
  }
}

/** What can be seen while the disk is broken, then after it was repaired. */
async function recover(
  ledger: LedgerDesk,
  path: string,
  plan: FaultPlan,
  faults: SqliteFaults,
): Promise<DiskHistory> {
  const { desk, storage } = ledger;
  const isStillBroken = plan.calls > 1 && faults.struck() > 0;
  desk.broker.killHeld();
  desk.broker.clearScript();
  const sentBefore = desk.broker.transmissions.length;
  let code: string | null = null;
  // An order that is not refused waits for the one in flight, and that is never answered.
  void placeOne(desk, PROBE).then((placed) => {
    if (!placed.ok && placed.error.kind === 'storage') ({ code } = placed.error);
  });
  await settle();
  const sentBroken = desk.broker.transmissions.length - sentBefore;
  const gate = desk.service.gate();
  faults.repair();
  await pass(desk.clock, 5_000, 500);
  const gateAfter = desk.service.gate();
  desk.service.close();
  storage?.close();
  // The program starts again on the repaired disk. In this process, a file that was refused would stay locked.
  const files = asLeft(path);
  const again = openLedgerDesk(files);
  const read = again.storage?.read(0);
  await again.desk.service.reconcile();
  // A sale is like none of the orders that are in doubt.
  const placed = await again.desk.place({ side: 'sell', price: price(72_000) }, 'sale-after');
  again.desk.service.close();
  again.storage?.close();
  return {
    struck: faults.struck(),
    whileBroken: isStillBroken
      ? {
          code,
          sent: sentBroken,
          gate: wordOf(gate),
        }
      : null,
    // A ledger that could not be opened or read at the start is left alone until the next one.
    gateAfter: storage === null || !wasRead(gateAfter) ? null : wordOf(gateAfter),
    acknowledged: ledger.acknowledged,
    unrecorded: ledger.unrecorded,
    kept: read?.ok === true ? read.value : null,
    isTradingAgain: placed.ok,
  };
}

const wordOf = (gate: TradingGate): string => (gate.state === 'blocked' ? gate.reason : gate.state);

function wasRead(gate: TradingGate): boolean {
  return gate.state !== 'blocked' || gate.error?.code !== 'LEDGER_READ_FAILED';
}

/** Copies what lies on the disk, as another program would find it. */
function asLeft(path: string): string {
  const copy = `${path}.copy`;
  for (const suffix of ['', '-wal', '-journal']) {
    if (existsSync(path + suffix)) copyFileSync(path + suffix, copy + suffix);
  }
  return copy;
}

type Row = Pick<LedgerRow, 'sequence' | 'clientOrderId' | 'kind' | 'payload'>;

export interface DiskHistory {
  readonly struck: number;
  /** Null when the disk worked again by itself. */
  readonly whileBroken: {
    /** Code of the storage error that an order got; null when it got none. */
    readonly code: string | null;
    readonly sent: number;
    readonly gate: string;
  } | null;
  /** Some time after the repair, in the same program; null when it had no ledger at all. */
  readonly gateAfter: string | null;
  readonly acknowledged: readonly Row[];
  /** Orders that were sent and not on disk. */
  readonly unrecorded: readonly string[];
  /** Rows that the next program reads; null when it could not. */
  readonly kept: readonly Row[] | null;
  readonly isTradingAgain: boolean;
}

export function judgeDisk(history: DiskHistory): Complaints {
  const { whileBroken, gateAfter, acknowledged, unrecorded, kept, isTradingAgain } = history;
  const complaints = unrecorded.map((order) => `sent and not on disk: ${order}`);
  if (whileBroken !== null) {
    if (whileBroken.sent > 0) complaints.push('an order left while the ledger could not be written');
    if (whileBroken.code === null) complaints.push('an order was not refused with a reason of the ledger');
    if (whileBroken.gate !== 'storage') complaints.push(`the gate says ${whileBroken.gate}, not storage`);
  }
  if (gateAfter === 'storage') complaints.push('the ledger works again, and the gate does not know');
  if (kept === null) return [...complaints, 'the ledger cannot be read any more'];
  const bySequence = new Map(kept.map((row) => [row.sequence, row]));
  for (const { sequence, clientOrderId, kind, payload } of acknowledged) {
    const row = bySequence.get(sequence);
    const isSame = row?.clientOrderId === clientOrderId && row.kind === kind && row.payload === payload;
    if (!isSame) complaints.push(`row ${sequence} (${kind}) was acknowledged and is lost or changed`);
  }
  if (kept.some(({ sequence }, place) => sequence !== place + 1)) complaints.push('the rows have a gap');
  if (!isTradingAgain) complaints.push('no order can be placed after the repair');
  return complaints;
}

/** The system itself has no room: a limit on the size of files, for a program of its own. */
async function judgeRealLimits(context: LegContext, firstTrial: number): Promise<void> {
  const limits = context.isLong ? FILE_LIMITS.long : FILE_LIMITS.short;
  if (process.platform !== 'linux') return context.note('no limits on file sizes here: left out');
  for (const [place, blocks] of limits.entries()) {
    await context.trial(firstTrial + place, { fileLimitBlocks: blocks }, () => {
      const path = join(context.scratch, `limited-${blocks}.sqlite`);
      const command = `ulimit -f ${blocks}; exec "$0" --import tsx "$1" "$2"`;
      const child = spawnSync('bash', ['-c', command, process.execPath, CHILD, path], { encoding: 'utf8' });
      const last = child.stdout.trim().split('\n').at(-1) ?? '';
      if (!last.startsWith('{')) return [`the program ended: ${child.status} ${child.stderr.slice(-2_000)}`];
      const opened = openSqliteLedger(path);
      const rows = opened.ok ? opened.value.read(0) : opened;
      if (opened.ok) opened.value.close();
      return judgeSmallDisk(JSON.parse(last) as SmallDisk, rows.ok ? rows.value.length : null);
    });
  }
}

/** What a program tells that wrote until there was no room. */
export interface SmallDisk {
  readonly acknowledged: number;
  readonly failed: number;
  readonly code: string | null;
}

export function judgeSmallDisk({ acknowledged, failed, code }: SmallDisk, kept: number | null): Complaints {
  if (failed === 0) return ['the disk was large enough: nothing was tried'];
  const complaints: string[] = [];
  if (code === null) complaints.push('no reason was given');
  if (kept === null) complaints.push('the ledger cannot be opened any more');
  else if (kept < acknowledged) complaints.push(`${acknowledged} rows were acknowledged, ${kept} are there`);
  return complaints;
}
