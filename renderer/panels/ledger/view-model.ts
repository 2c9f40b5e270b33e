import type { TFunction } from 'i18next';
import type { LedgerOrder, StoryChange, StoryEntry } from '#shared/contract/ledger.ts';
import type { JsonValue } from '#shared/contract/requests.ts';
import type { AccountId } from '#shared/domain/account.ts';
import type { OrderCommand, OrderStatus } from '#shared/domain/order-status.ts';
import type { Order } from '#shared/domain/order.ts';
import type { KstDate } from '#shared/domain/time.ts';
import { isKstDate } from '#shared/domain/time.ts';
import { NO_VALUE } from '#renderer/format/number.ts';
import { formatPrice } from '#renderer/format/price.ts';
import { formatQuantity } from '#renderer/format/quantity.ts';

/** What the panel shows; kept with the layout. */
export interface LedgerFilter {
  readonly accountId: AccountId | null;
  /** Days of the Korean calendar, both inclusive; null: today, whatever day that is. */
  readonly from: KstDate | null;
  readonly to: KstDate | null;
  /** Only the instrument that the panel is linked to. */
  readonly isOneSymbol: boolean;
}

const EVERYTHING: LedgerFilter = { accountId: null, from: null, to: null, isOneSymbol: false };

export function readFilter(saved: JsonValue | null): LedgerFilter {
  if (typeof saved !== 'object' || saved === null || Array.isArray(saved)) return EVERYTHING;
  const { accountId, from, to, isOneSymbol } = saved;
  return {
    accountId: typeof accountId === 'string' ? (accountId as AccountId) : null,
    from: readDate(from),
    to: readDate(to),
    isOneSymbol: isOneSymbol === true,
  };
}

function readDate(value: JsonValue | undefined): KstDate | null {
  return typeof value === 'string' && isKstDate(value) ? value : null;
}

export function saveFilter({ accountId, from, to, isOneSymbol }: LedgerFilter): JsonValue {
  return { accountId, from, to, isOneSymbol };
}

/** Returns the days to ask for; a range typed backwards is turned around. */
export function daysOf({ from, to }: LedgerFilter, today: KstDate): { from: KstDate; to: KstDate } {
  const first = from ?? today;
  const last = to ?? today;
  return first <= last ? { from: first, to: last } : { from: last, to: first };
}

/** One line of the list of orders. */
export interface LedgerOrderRow {
  readonly id: string;
  readonly order: Order;
  readonly time: number;
  readonly account: string;
  readonly name: string;
  readonly price: number | null;
  readonly quantity: number;
  readonly filled: number;
  readonly average: number | null;
  readonly entries: number;
}

export function buildOrderRow(
  { order, entries }: LedgerOrder,
  name: string,
  account: string,
): LedgerOrderRow {
  return {
    id: `${order.accountId} ${order.clientOrderId}`,
    order,
    time: order.createdTime,
    account,
    name,
    price: order.price,
    quantity: order.quantity,
    filled: order.filledQuantity,
    average: order.averageFillPrice,
    entries,
  };
}

/** One line of a story. */
export interface StoryRow {
  readonly id: number;
  readonly entry: StoryEntry;
  readonly tone: 'normal' | 'good' | 'bad' | 'doubt' | 'account';
}

const TONES: Readonly<Partial<Record<string, StoryRow['tone']>>> = {
  refused: 'bad',
  notSent: 'bad',
  expired: 'bad',
  neverAccepted: 'bad',
  outcomeLost: 'doubt',
  lost: 'doubt',
  halted: 'account',
  resumed: 'account',
  armed: 'account',
  limitsChanged: 'account',
  clockSeen: 'account',
};

export function buildStoryRow(entry: StoryEntry): StoryRow {
  const isFill = entry.changes.some(({ field, before }) => field === 'filledQuantity' && before !== null);
  const tone = TONES[entry.kind] ?? (isFill ? 'good' : 'normal');
  return { id: entry.sequence, entry, tone: entry.kind === 'reportSeen' ? toneOfUnused(entry) : tone };
}

/** A push that came twice is nothing to worry about; one that fits nothing is. */
function toneOfUnused({ code }: StoryEntry): StoryRow['tone'] {
  return code === 'repeated' ? 'account' : 'doubt';
}

/** The ledger's word for what happened, in the trader's; a word that is not known is shown as it is. */
export function kindText({ kind, command, code, text }: StoryEntry, t: TFunction<'ledger'>): string {
  const event = kind === 'reported' ? code : kind === 'reportSeen' ? text : null;
  if (event !== null) return t(`reported.${event}`, { defaultValue: event });
  const subject = command === null ? '' : `${t(`command.${command}`)} `;
  return subject + t(`kind.${kind}`, { defaultValue: kind });
}

/** The broker's code and words, or ours. */
export function wordsText({ kind, code, text }: StoryEntry, t: TFunction<'ledger'>): string {
  if (kind === 'reported') return text ?? '';
  const named = code === null ? '' : t(`code.${code}`, { defaultValue: code });
  if (kind === 'reportSeen') return named;
  return [named, text ?? ''].filter((part) => part !== '').join(' ');
}

/** Of a new order only what was asked for; the rest follows from it. */
const ASKED: ReadonlySet<StoryChange['field']> = new Set(['quantity', 'price', 'stopPrice', 'venueOrderId']);

export function changesText(
  { kind, changes }: Pick<StoryEntry, 'kind' | 'changes'>,
  t: TFunction<'ledger'>,
): string {
  const isBirth = kind === 'placeRecorded' || kind === 'externalSeen';
  return changes
    .filter(({ field, after }) => !isBirth || (ASKED.has(field) && after !== null))
    .map(({ field, before, after }) => {
      const name = t(`field.${field}`);
      return before === null
        ? `${name} ${valueText(field, after)}`
        : `${name} ${valueText(field, before)}→${valueText(field, after)}`;
    })
    .join(' · ');
}

function valueText(field: StoryChange['field'], value: string | number | null): string {
  if (value === null) return NO_VALUE;
  if (typeof value === 'string') return value;
  if (field === 'averageFillPrice' && !Number.isInteger(value)) return value.toFixed(2);
  return field === 'price' || field === 'stopPrice' || field === 'averageFillPrice'
    ? formatPrice(value)
    : formatQuantity(value);
}

export function statusText(
  status: OrderStatus | null,
  unknownCommand: OrderCommand | null,
  t: TFunction<'ledger'>,
): string {
  if (status === null) return '';
  return status === 'unknown'
    ? t(`trading:unknown.${unknownCommand ?? 'place'}`)
    : t(`trading:status.${status}`);
}

/** `+1,234`, or `+1,234.5` where the clock gives more. */
export function elapsedText(ms: number | null): string {
  if (ms === null) return '';
  const rounded = Math.round(ms * 10) / 10;
  return `+${rounded.toLocaleString('en-US')}`;
}

/** `2026-11-20` for a date input. */
export function dateInputText(date: KstDate): string {
  return `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
}
