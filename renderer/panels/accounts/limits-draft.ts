import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { THRESHOLD_NAMES } from '#shared/domain/risk-limits.ts';
import type { MarketOrderRule, RiskLimits, Threshold, ThresholdName } from '#shared/domain/risk-limits.ts';
import { formatMark } from '#renderer/ui/threshold-text.ts';

/** Marks as typed: nothing here is checked yet. Empty: off. */
export type MarkTexts = Readonly<Record<keyof Threshold, string>>;

/** Limits as the trader has filled them in. */
export interface LimitsDraft {
  readonly marks: Readonly<Record<ThresholdName, MarkTexts>>;
  /** Milliseconds, as typed. */
  readonly duplicateWindow: string;
  /** Null for all instruments. */
  readonly allowedSymbols: readonly InstrumentSymbol[] | null;
  readonly marketOrders: MarketOrderRule;
}

export type LimitsField = `${ThresholdName}.${keyof Threshold}` | 'duplicateWindow' | 'allowedSymbols';

export type LimitsProblem =
  'notNumber' | 'notWhole' | 'tooFine' | 'tooLarge' | 'aboveHundred' | 'confirmAboveRefuse' | 'noSymbols';

/** A draft, read. `limits` is null while anything is wrong with it. */
export interface ReadLimits {
  readonly limits: RiskLimits | null;
  readonly problems: ReadonlyMap<LimitsField, LimitsProblem>;
}

/** Longest time in which the same order counts as a slip, by the contract. */
const MAX_DUPLICATE_WINDOW_MS = 60_000;
const MAX_PERCENT = 100;

export function draftOf(limits: RiskLimits): LimitsDraft {
  const marks = THRESHOLD_NAMES.map((name) => [name, textsOf(name, limits[name])] as const);
  return {
    marks: Object.fromEntries(marks) as Record<ThresholdName, MarkTexts>,
    duplicateWindow: textOf('orderQuantity', limits.duplicateWindowMs),
    allowedSymbols: limits.allowedSymbols,
    marketOrders: limits.marketOrders,
  };
}

/** Writes each mark that can be read the way the desk writes numbers: `1000000` becomes `1,000,000`. */
export function tidyDraft(draft: LimitsDraft): LimitsDraft {
  const marks = THRESHOLD_NAMES.map((name) => {
    const { confirmAbove, refuseAbove } = draft.marks[name];
    return [
      name,
      { confirmAbove: tidyText(name, confirmAbove), refuseAbove: tidyText(name, refuseAbove) },
    ] as const;
  });
  return {
    ...draft,
    marks: Object.fromEntries(marks) as Record<ThresholdName, MarkTexts>,
    duplicateWindow: tidyText('orderQuantity', draft.duplicateWindow),
  };
}

/**
 * Reads a draft.
 * @param before  the limits as they are: what the form does not show stays
 */
export function readDraft(draft: LimitsDraft, before: RiskLimits): ReadLimits {
  const problems = new Map<LimitsField, LimitsProblem>();
  const read = (field: LimitsField, name: ThresholdName, text: string): number | null => {
    const mark = readMark(name, text);
    if (typeof mark === 'string') problems.set(field, mark);
    return typeof mark === 'string' ? null : mark;
  };
  const thresholds = THRESHOLD_NAMES.map((name) => {
    const { confirmAbove, refuseAbove } = draft.marks[name];
    const threshold: Threshold = {
      confirmAbove: read(`${name}.confirmAbove`, name, confirmAbove),
      refuseAbove: read(`${name}.refuseAbove`, name, refuseAbove),
    };
    if (isDescending(threshold)) problems.set(`${name}.confirmAbove`, 'confirmAboveRefuse');
    return [name, threshold] as const;
  });
  const duplicateWindowMs = read('duplicateWindow', 'orderQuantity', draft.duplicateWindow) ?? 0;
  if (duplicateWindowMs > MAX_DUPLICATE_WINDOW_MS) problems.set('duplicateWindow', 'tooLarge');
  if (draft.allowedSymbols?.length === 0) problems.set('allowedSymbols', 'noSymbols');
  if (problems.size > 0) return { limits: null, problems };
  const { allowedSymbols, marketOrders } = draft;
  const marks = Object.fromEntries(thresholds) as Record<ThresholdName, Threshold>;
  return { limits: { ...before, ...marks, allowedSymbols, marketOrders, duplicateWindowMs }, problems };
}

/** Whether saving would change anything: `1000` and `1,000` are the same. */
export function isUnsaved(draft: LimitsDraft, saved: RiskLimits): boolean {
  return JSON.stringify(tidyDraft(draft)) !== JSON.stringify(draftOf(saved));
}

function isDescending({ confirmAbove, refuseAbove }: Threshold): boolean {
  return confirmAbove !== null && refuseAbove !== null && confirmAbove > refuseAbove;
}

/** Reads one mark; null when it is empty. Separators and blanks do not count. */
export function readMark(name: ThresholdName, text: string): number | null | LimitsProblem {
  const bare = text.replaceAll(/[\s,]/g, '');
  if (bare === '') return null;
  if (!/^\d+(\.\d+)?$/.test(bare)) return 'notNumber';
  const mark = Number(bare);
  if (name === 'distancePercent') {
    if (/\.\d{3,}$/.test(bare)) return 'tooFine';
    return mark > MAX_PERCENT ? 'aboveHundred' : mark;
  }
  if (!Number.isInteger(mark)) return 'notWhole';
  return Number.isSafeInteger(mark) ? mark : 'tooLarge';
}

function textsOf(name: ThresholdName, { confirmAbove, refuseAbove }: Threshold): MarkTexts {
  return { confirmAbove: textOf(name, confirmAbove), refuseAbove: textOf(name, refuseAbove) };
}

function textOf(name: ThresholdName, mark: number | null): string {
  return mark === null ? '' : formatMark(name, mark);
}

function tidyText(name: ThresholdName, text: string): string {
  const mark = readMark(name, text);
  return typeof mark === 'string' ? text : textOf(name, mark);
}
