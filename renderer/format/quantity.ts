import { formatInteger, NO_VALUE } from './number.ts';

/** Formats shares: `48,003`. */
export function formatQuantity(value: number | null | undefined): string {
  return value === null || value === undefined ? NO_VALUE : formatInteger(value);
}
