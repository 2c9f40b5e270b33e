import type { LedgerVerdict, StoryEntry } from '#shared/contract/ledger.ts';
import type { AccountId } from '#shared/domain/account.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import { KST_OFFSET_MS } from '#shared/domain/time.ts';
import type { LedgerChain, LedgerRow } from '../ports/ledger-storage.ts';
import type { ToldOrder } from './ledger-reader.ts';

/** A row as it lies in the ledger, with what it is tied to: enough to check it with no program of ours. */
export interface TiedRow extends LedgerRow {
  readonly previousHash: string;
}

/** Everything an evidence pack says. */
export interface PackContents {
  readonly version: string;
  readonly madeAt: EpochMs;
  readonly asked: Readonly<Record<string, string | null>>;
  readonly chain: LedgerChain;
  readonly verdict: LedgerVerdict;
  readonly orders: readonly (Omit<ToldOrder, 'rows'> & { readonly rows: readonly TiedRow[] })[];
  /** Rows that belong to no order's story. */
  readonly others: readonly (TiedRow & { readonly account: AccountId })[];
}

/** Says what the hashes prove and what they do not. */
export function statementOf({ verdict }: Pick<PackContents, 'verdict'>): string {
  const { isIntact, rows, firstBadSequence, checkedAt } = verdict;
  const when = kstText(checkedAt);
  if (isIntact) {
    return (
      `The chain verified: all ${rows} rows of the ledger are tied to one another as they were written (checked ${when}). ` +
      'A chain without a key shows changes to a ledger whose hashes were given away before; it does not show who wrote it.'
    );
  }
  return firstBadSequence === null
    ? `The chain did NOT verify: the ledger file is damaged (checked ${when}).`
    : `The chain did NOT verify: row ${firstBadSequence} is not what was written, or is missing (checked ${when}).`;
}

export function formatJsonPack(pack: PackContents): string {
  const { orders, others, verdict, chain } = pack;
  const contents = {
    evidencePack: 1,
    program: `Hoga ${pack.version}`,
    madeAt: kstText(pack.madeAt),
    asked: pack.asked,
    ledger: { statement: statementOf(pack), chain, verified: verdict, ...spanOf(pack) },
    orders: orders.map(({ accountId, order, tradingDate, entries, rows }) => {
      const told = new Map(entries.map((entry) => [entry.sequence, entry]));
      return {
        accountId,
        tradingDate,
        order,
        // The clock's offset from before the order is a row without an entry.
        entries: rows.map((row) => ({ time: kstText(row.at), ...told.get(row.sequence), row })),
      };
    }),
    others: others.map(({ account, ...row }) => ({ accountId: account, time: kstText(row.at), row })),
  };
  return `${JSON.stringify(contents, null, 2)}\n`;
}

const COLUMNS = [
  'sequence',
  'time_kst',
  'time_ms',
  'elapsed_ms',
  'account',
  'order',
  'symbol',
  'side',
  'kind',
  'command',
  'command_elapsed_ms',
  'code',
  'text',
  'changes',
  'status',
  'unknown_command',
  'clock_offset_ms',
  'previous_hash',
  'hash',
  'ledger_account',
  'payload',
] as const;
type Column = (typeof COLUMNS)[number];
type Cells = Partial<Record<Column, string | number | null>>;

/** One line per row of the ledger, under lines that begin with `#` and say what the pack is. */
export function formatCsvPack(pack: PackContents): string {
  const { chain, verdict, asked } = pack;
  const span = spanOf(pack);
  const remarks = [
    `Hoga ${pack.version} evidence pack, made ${kstText(pack.madeAt)}`,
    `asked: ${JSON.stringify(asked)}`,
    statementOf(pack),
    `chain version ${chain.version}, genesis ${chain.genesis}, ${chain.rule}`,
    `ledger rows ${verdict.rows}, last row ${verdict.lastSequence}, its hash ${verdict.lastHash}`,
    `rows in this pack: ${span.rows}, first sequence ${span.firstSequence}, last sequence ${span.lastSequence}`,
  ];
  const lines = [
    ...pack.orders.flatMap(orderLines),
    ...pack.others.map((row) => lineOf(row, { account: row.account })),
  ];
  return [...remarks.map((remark) => `# ${remark}`), COLUMNS.join(','), ...lines, ''].join('\r\n');
}

function orderLines({ accountId, order, entries, rows }: PackContents['orders'][number]): readonly string[] {
  const told = new Map(entries.map((entry) => [entry.sequence, entry]));
  return rows.map((row) => {
    const entry = told.get(row.sequence);
    const { symbol, side, clientOrderId } = order;
    return lineOf(row, { account: accountId, order: clientOrderId, symbol, side, ...cellsOf(entry) });
  });
}

function cellsOf(entry: StoryEntry | undefined): Cells {
  if (entry === undefined) return {};
  const changes = entry.changes.map(
    ({ field, before, after }) => `${field}: ${before ?? '-'} -> ${after ?? '-'}`,
  );
  return {
    elapsed_ms: entry.elapsedMs,
    command: entry.command,
    command_elapsed_ms: entry.commandElapsedMs,
    code: entry.code,
    text: entry.text,
    changes: changes.join('; '),
    status: entry.status,
    unknown_command: entry.unknownCommand,
    clock_offset_ms: entry.clockOffsetMs,
  };
}

function lineOf(row: TiedRow, cells: Cells): string {
  const all: Cells = {
    sequence: row.sequence,
    time_kst: kstText(row.at),
    time_ms: row.at,
    order: row.clientOrderId,
    kind: row.kind,
    previous_hash: row.previousHash,
    hash: row.hash,
    ledger_account: row.accountId,
    payload: row.payload,
    ...cells,
  };
  return COLUMNS.map((column) => cell(all[column] ?? null)).join(',');
}

/** Quoted where it has to be; what a spreadsheet would take for a formula stands behind an apostrophe. */
function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) && !/^-?\d+(\.\d+)?$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function spanOf({ orders, others }: PackContents): {
  readonly rows: number;
  readonly firstSequence: number | null;
  readonly lastSequence: number | null;
} {
  const sequences = [...orders.flatMap(({ rows }) => rows), ...others].map(({ sequence }) => sequence);
  return {
    rows: sequences.length,
    firstSequence: sequences.reduce<number | null>((a, b) => (a === null || b < a ? b : a), null),
    lastSequence: sequences.reduce<number | null>((a, b) => (a === null || b > a ? b : a), null),
  };
}

/** `2026-11-20 09:00:00.123 +09:00`. */
function kstText(at: EpochMs): string {
  const local = new Date(at + KST_OFFSET_MS).toISOString();
  return `${local.slice(0, 10)} ${local.slice(11, 23)} +09:00`;
}
