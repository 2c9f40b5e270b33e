import { z } from 'zod';
import type { StoryChange, StoryEntry } from '#shared/contract/ledger.ts';
import { STORY_FIELDS } from '#shared/contract/ledger.ts';
import type { Order } from '#shared/domain/order.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { OrderFact } from '../orders/order-fact.ts';
import { toOrder } from '../orders/to-order.ts';
import type { LedgerRow } from '../ports/ledger-storage.ts';
import type { ReplayedOrder, ReplayStep } from './replay-order.ts';

/** What concerned the account while an order lived. */
export const ACCOUNT_STORY_KINDS = ['halted', 'resumed', 'armed', 'limitsChanged', 'clockSeen'] as const;

const clockSeen = z.object({ offsetMs: z.number() });
const answered = z.object({ commandId: z.string(), outcome: z.string(), code: z.string(), text: z.string() });
const reportSeen = z.object({ why: z.string(), report: z.object({ event: z.string() }) });

interface Words {
  readonly commandId: string | null;
  readonly code: string | null;
  readonly text: string | null;
}

const NO_WORDS: Words = { commandId: null, code: null, text: null };

/**
 * Tells an order's life row by row, with the rows about its account among them.
 *
 * @param accountRows  of the same account, ascending; what lies before the order tells the clock's offset only
 */
export function buildStory(
  { steps }: Pick<ReplayedOrder, 'steps'>,
  accountRows: readonly LedgerRow[],
): readonly StoryEntry[] {
  const [first] = steps;
  if (first === undefined) return [];
  const beganAt = first.row.at;
  let offset: number | null = null;
  let state: Pick<StoryEntry, 'status' | 'unknownCommand'> = { status: null, unknownCommand: null };
  const entries: StoryEntry[] = [];
  for (const each of inOrder(steps, accountRows)) {
    const { row } = each;
    if (row.kind === 'clockSeen') offset = clockOffsetOf(row) ?? offset;
    if (row.sequence < first.row.sequence) continue;
    const told = 'after' in each ? tellStep(each) : { ...NOTHING, ...wordsOfAccount(row), ...state };
    state = { status: told.status, unknownCommand: told.unknownCommand };
    entries.push({
      sequence: row.sequence,
      at: row.at,
      elapsedMs: row.at - beganAt,
      kind: row.kind,
      ...told,
      clockOffsetMs: offset,
      hash: row.hash,
    });
  }
  return entries;
}

/** Returns broker minus machine, ms, as a row tells it. */
export function clockOffsetOf({ payload }: LedgerRow): number | null {
  const content = clockSeen.safeParse(parseJson(payload));
  return content.success ? content.data.offsetMs : null;
}

type Told = Omit<StoryEntry, 'sequence' | 'at' | 'elapsedMs' | 'kind' | 'clockOffsetMs' | 'hash'>;

const NOTHING = { command: null, commandElapsedMs: null, code: null, text: null, changes: [] } as const;

function inOrder(
  steps: readonly ReplayStep[],
  accountRows: readonly LedgerRow[],
): readonly (ReplayStep | { readonly row: LedgerRow })[] {
  const all = [...steps, ...accountRows.map((row) => ({ row }))];
  return all.sort((a, b) => a.row.sequence - b.row.sequence);
}

function tellStep({ row, fact, before, after }: ReplayStep): Told {
  const order = toOrder(after);
  const { commandId, code, text } = fact === null ? wordsOfEvidence(row) : wordsOf(fact);
  const command = after.commands.find((each) => each.commandId === commandId) ?? null;
  return {
    command: command?.kind ?? null,
    commandElapsedMs: command === null ? null : elapsed(command.recordedTime, row.at),
    code,
    text,
    changes: changesOf(before === null ? null : toOrder(before), order),
    status: order.status,
    unknownCommand: order.unknownCommand,
  };
}

function elapsed(from: EpochMs, to: EpochMs): number {
  return to - from;
}

function changesOf(before: Order | null, after: Order): readonly StoryChange[] {
  return STORY_FIELDS.filter((field) => (before?.[field] ?? null) !== after[field]).map((field) => ({
    field,
    before: before?.[field] ?? null,
    after: after[field],
  }));
}

function wordsOf(fact: OrderFact): Words {
  switch (fact.kind) {
    case 'refused':
    case 'notSent':
      return { commandId: fact.commandId, code: fact.rejection.code, text: fact.rejection.text };
    case 'outcomeLost':
      return { commandId: fact.commandId, code: fact.code, text: null };
    case 'settled':
      return { commandId: fact.commandId, code: fact.verdict, text: null };
    case 'sent':
      return {
        commandId: fact.commandId,
        code: fact.request?.name ?? null,
        text: fact.request?.body ?? null,
      };
    case 'reported': {
      const { event, rejection } = fact.report;
      const text = rejection === null ? null : `${rejection.code} ${rejection.text}`.trim();
      return { commandId: null, code: event, text };
    }
    default:
      return { ...NO_WORDS, commandId: 'commandId' in fact ? fact.commandId : null };
  }
}

function wordsOfEvidence({ kind, payload }: LedgerRow): Words {
  const content = parseJson(payload);
  if (kind === 'answered') {
    const answer = answered.safeParse(content);
    if (!answer.success) return NO_WORDS;
    const { commandId, outcome, code, text } = answer.data;
    return { commandId, code: code === '' ? outcome : code, text };
  }
  const seen = reportSeen.safeParse(content);
  return seen.success ? { commandId: null, code: seen.data.why, text: seen.data.report.event } : NO_WORDS;
}

function wordsOfAccount(row: LedgerRow): Partial<Words> {
  if (row.kind !== 'clockSeen') return {};
  return { text: `${clockOffsetOf(row) ?? '?'} ms` };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
