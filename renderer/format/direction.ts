/** Which way a value moved. Shown in red, blue and grey (Korean convention) and always with a sign as well. */
export type Direction = 'up' | 'down' | 'flat';

export function directionOf(change: number): Direction {
  if (change > 0) return 'up';
  return change < 0 ? 'down' : 'flat';
}

const ARROWS: Readonly<Record<Direction, string>> = { up: '▲', down: '▼', flat: '' };
const LIMIT_ARROWS: Readonly<Record<Direction, string>> = { up: '↑', down: '↓', flat: '' };

/** Returns ▲ or ▼; at the daily limit the boards' ↑ (상한가) or ↓ (하한가). Empty when unchanged. */
export function directionArrow(direction: Direction, isAtLimit = false): string {
  return (isAtLimit ? LIMIT_ARROWS : ARROWS)[direction];
}
