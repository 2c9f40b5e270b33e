import { z } from 'zod';
import type { JsonValue } from '#shared/contract/requests.ts';
import type { LinkGroup } from '#shared/contract/vocabulary.ts';
import { LINK_GROUPS } from '#shared/contract/vocabulary.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { Result } from '#shared/domain/result.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { SettingsStore } from './ports/settings-store.ts';

const SETTINGS_KEY = 'preferences';
const LINKS_KEY = 'links';
/** A preference is a choice, not a document. */
const MAX_VALUE_BYTES = 64 * 1024;
const MAX_LAYOUT_BYTES = 256 * 1024;

/** What a first start shows in each link group. */
const FIRST_LINKS: Readonly<Record<LinkGroup, InstrumentSymbol>> = {
  amber: '005930',
  violet: '000660',
  green: '035420',
  cyan: '069500',
};

const jsonRecord = z.record(z.string(), z.json());

/** The trader's choices, layouts of windows and linked instruments: shared by all windows, kept over restarts. */
export class Preferences {
  constructor(private readonly store: SettingsStore) {}

  all(): Readonly<Record<string, JsonValue>> {
    const stored = jsonRecord.safeParse(this.store.get(SETTINGS_KEY) ?? {});
    return stored.success ? stored.data : {};
  }

  set(key: string, value: JsonValue): Result<void> {
    return within(value, MAX_VALUE_BYTES, () =>
      this.store.set(SETTINGS_KEY, { ...this.all(), [key]: value }),
    );
  }

  links(): Readonly<Record<LinkGroup, InstrumentSymbol>> {
    const stored = jsonRecord.safeParse(this.store.get(LINKS_KEY) ?? {});
    const kept = stored.success ? stored.data : {};
    const entries = LINK_GROUPS.map((group) => {
      const symbol = kept[group];
      return [group, typeof symbol === 'string' ? symbol : FIRST_LINKS[group]] as const;
    });
    return Object.fromEntries(entries) as Record<LinkGroup, InstrumentSymbol>;
  }

  setLink(group: LinkGroup, symbol: InstrumentSymbol): Result<void> {
    return this.store.set(LINKS_KEY, { ...this.links(), [group]: symbol });
  }

  layout(windowId: string): JsonValue | null {
    const stored = z.json().safeParse(this.store.get(layoutKey(windowId)) ?? null);
    return stored.success ? stored.data : null;
  }

  setLayout(windowId: string, layout: JsonValue): Result<void> {
    return within(layout, MAX_LAYOUT_BYTES, () => this.store.set(layoutKey(windowId), layout));
  }
}

function layoutKey(windowId: string): string {
  return `layout-${windowId}`;
}

function within(value: JsonValue, limit: number, write: () => Result<void>): Result<void> {
  const size = JSON.stringify(value).length;
  if (size <= limit) return write();
  return err(hogaError('validation', 'SETTING_TOO_LARGE', `${size} characters`, { size, limit }));
}

/** An answer without a value. */
export function nothing(result: Result<void>): Result<null> {
  return result.ok ? ok(null) : result;
}
