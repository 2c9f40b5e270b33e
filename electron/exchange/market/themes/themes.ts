import { kstDateOf, kstInstant } from '#shared/domain/time.ts';
import type { BookScope, Listing, World } from '../../world.ts';
import { THEME_ROWS, type ThemeRow } from './theme-table.ts';

export interface Theme {
  readonly code: string;
  readonly name: string;
  readonly members: readonly Listing[];
}

/** What a theme or one of its members has done; percent. */
export interface ThemeReading {
  readonly theme: Theme;
  /** Mean of its members' changes since the close before. */
  readonly changeRate: number;
  /** Mean of its members' returns over the days asked for. */
  readonly periodReturn: number;
  readonly rising: number;
  readonly falling: number;
  /** Members on that exchange, best of the day first. */
  readonly members: readonly MemberReading[];
}

export interface MemberReading {
  readonly listing: Listing;
  readonly changeRate: number;
  readonly periodReturn: number;
}

export interface Themes {
  /** By code; those of the table that have members here. */
  list(): readonly Theme[];
  find(code: string): Theme | null;
  /** @param days  trading days back, today being the first: 1 compares with the close before today */
  read(theme: Theme, scope: BookScope, days: number): ThemeReading;
}

/** Themes over the listings of a world. A theme stands for its members, each counting the same. */
export function createThemes(world: World): Themes {
  const closes = createPastCloses(world);
  const find = (code: string): Theme | null => {
    const row = THEME_ROWS.find((each) => each.code === code);
    const theme = row === undefined ? null : themeOf(world, row);
    return theme === null || theme.members.length === 0 ? null : theme;
  };
  return {
    list: () => THEME_ROWS.map((row) => themeOf(world, row)).filter(({ members }) => members.length > 0),
    find,
    read(theme, scope, days) {
      const members = theme.members
        .filter((listing) => scope !== 'NXT' || listing.isNxtEligible)
        .map((listing) => readMember(world, listing, scope, closes(listing.symbol, days)))
        .toSorted((a, b) => b.changeRate - a.changeRate);
      return {
        theme,
        members,
        changeRate: mean(members.map(({ changeRate }) => changeRate)),
        periodReturn: mean(members.map(({ periodReturn }) => periodReturn)),
        rising: members.filter(({ changeRate }) => changeRate > 0).length,
        falling: members.filter(({ changeRate }) => changeRate < 0).length,
      };
    },
  };
}

function themeOf(world: World, { code, name, symbols }: ThemeRow): Theme {
  const members = symbols.map((symbol) => world.listing(symbol)).filter((listing) => listing !== null);
  return { code, name, members };
}

function readMember(
  world: World,
  listing: Listing,
  scope: BookScope,
  pastClose: number | null,
): MemberReading {
  const { lastPrice, basePrice } = world.day(listing.symbol, scope);
  const since = (reference: number) => ((lastPrice - reference) / reference) * 100;
  return { listing, changeRate: since(basePrice), periodReturn: since(pastClose ?? basePrice) };
}

/** Closes of past days by how many trading days they are back. They do not change within a day, and are asked for over and over. */
function createPastCloses(world: World): (symbol: string, days: number) => number | null {
  const known = new Map<string, readonly number[]>();
  let date = world.tradingDate();
  return (symbol, days) => {
    if (date !== world.tradingDate()) {
      date = world.tradingDate();
      known.clear();
    }
    let closes = known.get(symbol);
    if (closes === undefined) {
      const bars = world.bars(symbol, 'KRX', { unit: 'day' }, kstInstant(date, 0), MOST_DAYS);
      closes = bars.filter((bar) => kstDateOf(bar.time) < date).map((bar) => bar.close);
      known.set(symbol, closes);
    }
    return closes[Math.min(days, closes.length) - 1] ?? null;
  };
}

/** @source Kiwoom REST API guide, ka90001: 날짜구분 1 to 99 */
const MOST_DAYS = 99;

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
