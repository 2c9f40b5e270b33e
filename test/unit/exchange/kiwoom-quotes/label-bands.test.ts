import { describe, expect, it } from 'vitest';
import { bandOfLabel } from '#electron/exchange/kiwoom-server/handlers/rankings/label-bands.ts';

const ALL = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
const over = (from: number) => [from, Number.POSITIVE_INFINITY];

describe('the band of a label', () => {
  it.each([
    ['전체조회', ALL],
    ['장시작전(0주이상)', over(0)],
    ['백주이상', over(100)],
    ['5백주이상', over(500)],
    ['3천주', over(3_000)],
    ['만주이상', over(10_000)],
    ['5만주이상', over(50_000)],
    ['백만주이상', over(1_000_000)],
    ['5백만원이상', over(5_000_000)],
    ['3천만원이상', over(30_000_000)],
    ['500억원이상', over(50_000_000_000)],
    ['1천원미만', [Number.NEGATIVE_INFINITY, 1_000]],
    ['1천원~2천원', [1_000, 2_000]],
    ['5천원~1만원', [5_000, 10_000]],
  ])('%s', (label, [from, below]) => {
    expect(bandOfLabel(label)).toEqual({ from, below });
  });
});
