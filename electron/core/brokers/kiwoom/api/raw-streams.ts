import type { KiwoomItemFormat, KiwoomRealtimeField } from '#shared/catalogue/kiwoom/realtime-row.ts';
import type { KiwoomRealtimeTypeId } from '#shared/catalogue/kiwoom-realtime.ts';
import { isKiwoomRealtimeTypeId, kiwoomRealtimeType } from '#shared/catalogue/kiwoom-realtime.ts';
import type { ApiRecord, ApiStream, ApiStreamUpdate, ApiValue } from '#shared/contract/api.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import { ListenerSet } from '../../../listener-set.ts';
import type { WantedRegistration } from '../../../transport/subscription-plan.ts';
import type { SubscriptionRegistry } from '../../../transport/subscription-registry.ts';
import type { BrokerStreams } from '../../broker-api.ts';
import { isObject } from '../parse/field-reader.ts';
import { ACCOUNT_FEEDS } from '../registration-groups.ts';
import { parseValue } from './parse-value.ts';

/** Below every feed that the desk's own books and prints need. */
const PRIORITY = 0;

const FORMS: Readonly<Record<KiwoomItemFormat, RegExp>> = {
  none: /^$/,
  code: /^[0-9A-Z]{6}$/,
  suffixedCode: /^[0-9A-Z]{6}(_NX|_AL)?$/,
  codeOrAll: /^([0-9A-Z]{6}(_NX|_AL)?)?$/,
  sectorCode: /^\d{3}$/,
  goldUnit: /^MG[DU]$/,
};

interface Received {
  readonly type: KiwoomRealtimeTypeId;
  readonly item: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly at: EpochMs;
  parsed: ApiStreamUpdate | null;
}

/**
 * Real-time messages as they are, of every type of the catalogue. Keeps the newest of each item and parses it when somebody
 * takes it: a message that the next one overtakes costs next to nothing.
 */
export class RawStreams implements BrokerStreams {
  /** Items wanted of each type; null for all. */
  private wanted = new Map<string, ReadonlySet<string> | null>();
  private readonly received = new Map<string, Received>();
  private readonly changes = new ListenerSet<ApiStream>();

  constructor(
    private readonly now: () => EpochMs,
    private readonly registry: Pick<SubscriptionRegistry, 'want'>,
  ) {}

  watch(streams: readonly ApiStream[]): readonly ApiStream[] {
    const [fitting, unfit] = [streams.filter(isFitting), streams.filter((stream) => !isFitting(stream))];
    this.wanted = itemsByType(fitting);
    for (const [key, { type, item }] of this.received)
      if (!this.isWanted(type, item)) this.received.delete(key);
    const overflow = this.registry.want(
      fitting
        .filter(({ type }) => !ACCOUNT_FEEDS.includes(type))
        .map((stream) => new StreamRegistration(stream)),
    );
    return [...unfit, ...overflow.map(({ stream }) => stream)];
  }

  latest({ type, item }: ApiStream): ApiStreamUpdate | null {
    const received = this.received.get(keyOf(type, item));
    if (received === undefined) return null;
    received.parsed ??= parseUpdate(received);
    return received.parsed;
  }

  onChange(listener: (stream: ApiStream) => void) {
    return this.changes.add(listener);
  }

  /** False while nobody wants any: the feed then need not be looked at a second time. */
  get isWatching(): boolean {
    return this.wanted.size > 0;
  }

  /** Takes the entries of a REAL frame that are wanted. Never throws on what they hold. */
  takeFrame(data: unknown): void {
    if (!Array.isArray(data)) return;
    for (const entry of data as readonly unknown[]) {
      if (!isObject(entry)) continue;
      const { type, item, values } = entry;
      if (typeof type === 'string' && this.wanted.has(type) && isObject(values))
        this.take(type, item, values);
    }
  }

  private take(type: string, rawItem: unknown, values: Received['values']): void {
    if (!isKiwoomRealtimeTypeId(type)) return;
    const item = this.watchedItem(type, typeof rawItem === 'string' ? rawItem.trim() : '');
    if (item === null) return;
    this.received.set(keyOf(type, item), { type, item, values, at: this.now(), parsed: null });
    this.changes.emit({ type, item });
  }

  /** The item under which a message is wanted, null when it is not. A server may leave the venue's suffix out. */
  private watchedItem(type: string, item: string): string | null {
    if (this.isWanted(type, item)) return item;
    return ['_AL', '_NX'].map((suffix) => item + suffix).find((each) => this.isWanted(type, each)) ?? null;
  }

  private isWanted(type: string, item: string): boolean {
    const items = this.wanted.get(type);
    return items === null || (items?.has(item) ?? false);
  }
}

class StreamRegistration implements WantedRegistration {
  readonly feed: string;
  readonly item: string;
  readonly priority = PRIORITY;

  constructor(readonly stream: ApiStream) {
    this.feed = stream.type;
    this.item = stream.item;
  }
}

const keyOf = (type: string, item: string): string => `${type}:${item}`;

function isFitting({ type, item }: ApiStream): boolean {
  return isKiwoomRealtimeTypeId(type) && FORMS[kiwoomRealtimeType(type).itemFormat].test(item);
}

/** The empty item means whatever comes of the type. */
function itemsByType(streams: readonly ApiStream[]): Map<string, ReadonlySet<string> | null> {
  const byType = new Map<string, Set<string> | null>();
  for (const { type, item } of streams) {
    if (item === '') byType.set(type, null);
    else if (byType.get(type) !== null) byType.set(type, (byType.get(type) ?? new Set()).add(item));
  }
  return byType;
}

const fieldMaps = new Map<string, ReadonlyMap<string, KiwoomRealtimeField>>();

function fieldsOf(type: KiwoomRealtimeTypeId): ReadonlyMap<string, KiwoomRealtimeField> {
  let fields = fieldMaps.get(type);
  if (fields === undefined) {
    fields = new Map(kiwoomRealtimeType(type).fields.map((field) => [field.fid, field]));
    fieldMaps.set(type, fields);
  }
  return fields;
}

function parseUpdate({ type, item, values, at }: Received): ApiStreamUpdate {
  return { type, item, values: parseStreamValues(type, values), at };
}

/**
 * Reads the values of a real-time message by the kinds of its fields; numbers it does not list stay text.
 *
 * A value that is not of its kind is null: one bad number must not take the others of the message away. Never throws.
 */
export function parseStreamValues(
  type: KiwoomRealtimeTypeId,
  values: Readonly<Record<string, unknown>>,
): ApiRecord {
  const fields = fieldsOf(type);
  const record: Record<string, ApiValue> = {};
  for (const [fid, value] of Object.entries(values)) {
    if (fid === '__proto__') continue;
    const field = fields.get(fid);
    record[fid] = field === undefined ? textOf(value) : (parseValue(field, value) ?? null);
  }
  return record;
}

function textOf(value: unknown): ApiValue {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
