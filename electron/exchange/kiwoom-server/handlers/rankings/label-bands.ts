/** Numbers at or over `from` and under `below`. */
export interface Band {
  readonly from: number;
  readonly below: number;
}

const EVERYTHING: Band = { from: Number.NEGATIVE_INFINITY, below: Number.POSITIVE_INFINITY };
const UNITS: Readonly<Record<string, number>> = { 백: 100, 천: 1_000, 만: 10_000, 억: 100_000_000 };
const NUMBER = /(\d+)?([백천만억]*)(?:주|원)?/;

/**
 * Reads the Korean label of a code as the band of numbers that it stands for.
 *
 * The labels are the broker's own and the only description of the codes: `5만주이상`, `1천원~2천원`, `1만원미만`, `전체조회`.
 */
export function bandOfLabel(label: string): Band {
  const inner = /\((.+)\)/.exec(label)?.[1] ?? label;
  if (!/[\d백천만억]/.test(inner)) return EVERYTHING;
  const [low = '', high] = inner.split('~');
  if (high !== undefined) return { from: koreanNumber(low), below: koreanNumber(high) };
  return inner.includes('미만')
    ? { from: Number.NEGATIVE_INFINITY, below: koreanNumber(inner) }
    : { from: koreanNumber(inner), below: Number.POSITIVE_INFINITY };
}

export function isInBand(value: number, band: Band): boolean {
  return value >= band.from && value < band.below;
}

/** `5백만` is 5,000,000 and `만` is 10,000: each unit multiplies what stands before it. */
function koreanNumber(text: string): number {
  const match = NUMBER.exec(text);
  const units = [...(match?.[2] ?? '')].map((unit) => UNITS[unit] ?? 1);
  return units.reduce((product, unit) => product * unit, Number(match?.[1] ?? 1));
}
