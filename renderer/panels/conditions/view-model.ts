import type { InstrumentSymbol } from '#shared/domain/instrument.ts';

/** How long a row that came just now is lit, and one that left stays in sight. */
export const FRESH_MS = 4_000;
export const LEFT_MS = 60_000;

/** An instrument that meets a condition, or did a moment ago. */
export interface ConditionRow {
  readonly symbol: InstrumentSymbol;
  /** `fresh`: entered a moment ago. */
  readonly state: 'member' | 'fresh' | 'left';
  /** When it entered or left while followed; null: it was there when following began. */
  readonly at: number | null;
}

/** What is known of a condition that is followed. */
export interface FollowedView {
  /** Who entered last first; those that were there from the beginning follow in the broker's order. */
  readonly rows: readonly ConditionRow[];
  /** Since following began. */
  readonly entered: number;
  readonly left: number;
}

export const NOTHING_FOLLOWED: FollowedView = { rows: [], entered: 0, left: 0 };

/** Adds who meets the condition now. What matches have told meanwhile is newer and stands. */
export function withMembers(view: FollowedView, members: readonly InstrumentSymbol[]): FollowedView {
  const known = new Set(view.rows.map(({ symbol }) => symbol));
  const added = [...new Set(members)].filter((symbol) => !known.has(symbol));
  const rows = added.map((symbol): ConditionRow => ({ symbol, state: 'member', at: null }));
  return { ...view, rows: [...view.rows, ...rows] };
}

/** An instrument that enters goes on top; one that leaves keeps its place. Telling the same again changes nothing. */
export function applyMatch(
  view: FollowedView,
  { symbol, change, at }: { symbol: InstrumentSymbol; change: 'enter' | 'leave'; at: number },
): FollowedView {
  const before = view.rows.find((row) => row.symbol === symbol);
  if (change === 'enter') {
    if (before !== undefined && before.state !== 'left') return view;
    const others = view.rows.filter((row) => row.symbol !== symbol);
    return { ...view, rows: [{ symbol, state: 'fresh', at }, ...others], entered: view.entered + 1 };
  }
  if (before?.state === 'left') return view;
  const gone: ConditionRow = { symbol, state: 'left', at };
  const rows =
    before === undefined ? [gone, ...view.rows] : view.rows.map((row) => (row === before ? gone : row));
  return { ...view, rows, left: view.left + 1 };
}

/** Takes the light from rows and the rows from the list whose time is over; the same view while there are none. */
export function settle(view: FollowedView, now: number): FollowedView {
  const isOver = ({ state, at }: ConditionRow): boolean =>
    at !== null && ((state === 'fresh' && now - at >= FRESH_MS) || (state === 'left' && now - at >= LEFT_MS));
  if (!view.rows.some(isOver)) return view;
  const rows = view.rows
    .filter((row) => row.state !== 'left' || !isOver(row))
    .map((row): ConditionRow => (isOver(row) ? { ...row, state: 'member' } : row));
  return { ...view, rows };
}

/** How many meet the condition now. */
export function memberCount({ rows }: FollowedView): number {
  return rows.filter(({ state }) => state !== 'left').length;
}
