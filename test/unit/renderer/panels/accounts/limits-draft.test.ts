import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_RISK_LIMITS } from '#shared/catalogue/risk-limits.ts';
import { riskLimitsSchema } from '#shared/contract/risk-limits-schema.ts';
import type { RiskLimits, ThresholdName } from '#shared/domain/risk-limits.ts';
import type { LimitsDraft, LimitsProblem } from '#renderer/panels/accounts/limits-draft.ts';
import {
  draftOf,
  isUnsaved,
  readDraft,
  readMark,
  tidyDraft,
} from '#renderer/panels/accounts/limits-draft.ts';

const SAVED = DEFAULT_RISK_LIMITS;

function withMarks(name: ThresholdName, confirmAbove: string, refuseAbove: string): LimitsDraft {
  const draft = draftOf(SAVED);
  return { ...draft, marks: { ...draft.marks, [name]: { confirmAbove, refuseAbove } } };
}

describe('limits as they are filled in', () => {
  it('show the saved ones with separators, and nothing where there is none', () => {
    const { marks, duplicateWindow } = draftOf(SAVED);
    expect(marks.orderValue).toEqual({ confirmAbove: '100,000,000', refuseAbove: '1,000,000,000' });
    expect(marks.distanceTicks).toEqual({ confirmAbove: '100', refuseAbove: '' });
    expect(duplicateWindow).toBe('1,000');
  });

  it('are saved as long as nothing but separators differs', () => {
    expect(isUnsaved(draftOf(SAVED), SAVED)).toBe(false);
    expect(isUnsaved(withMarks('orderValue', '100000000', '1000000000'), SAVED)).toBe(false);
    expect(isUnsaved(withMarks('orderValue', '', '1000000000'), SAVED)).toBe(true);
  });

  it.each<[ThresholdName, string, number | null | LimitsProblem]>([
    ['orderValue', '10,000,000', 10_000_000],
    ['orderValue', ' 10000000 ', 10_000_000],
    ['orderValue', '', null],
    ['orderValue', '0', 0],
    ['orderValue', '-5', 'notNumber'],
    ['orderValue', '1e9', 'notNumber'],
    ['orderValue', '백만', 'notNumber'],
    ['orderValue', '1.5', 'notWhole'],
    ['orderValue', '99999999999999999999', 'tooLarge'],
    ['distancePercent', '2.5', 2.5],
    ['distancePercent', '0.05', 0.05],
    ['distancePercent', '2.555', 'tooFine'],
    ['distancePercent', '100.01', 'aboveHundred'],
  ])('read %s %j as %j', (name, text, mark) => {
    expect(readMark(name, text)).toBe(mark);
  });

  it('say which field is wrong, and are not read then', () => {
    const { limits, problems } = readDraft(withMarks('openOrders', 'x', '10'), SAVED);
    expect(limits).toBeNull();
    expect([...problems]).toEqual([['openOrders.confirmAbove', 'notNumber']]);
  });

  it('may not ask above what they refuse, nor allow an empty list', () => {
    expect([...readDraft(withMarks('orderQuantity', '20', '10'), SAVED).problems]).toEqual([
      ['orderQuantity.confirmAbove', 'confirmAboveRefuse'],
    ]);
    expect([...readDraft({ ...draftOf(SAVED), allowedSymbols: [] }, SAVED).problems]).toEqual([
      ['allowedSymbols', 'noSymbols'],
    ]);
    expect(readDraft(withMarks('orderQuantity', '10', '10'), SAVED).limits?.orderQuantity).toEqual({
      confirmAbove: 10,
      refuseAbove: 10,
    });
  });

  it('keep what the form does not show', () => {
    const saved = { ...SAVED, commissionRate: 140_000 as RiskLimits['commissionRate'] };
    expect(readDraft(draftOf(saved), saved).limits).toEqual(saved);
  });

  it('come back from the form as they went in, and fit the contract', () => {
    const mark = fc.option(fc.integer({ min: 0, max: 10_000_000_000 }));
    const threshold = fc
      .tuple(mark, mark)
      .map(([a, b]) =>
        a !== null && b !== null
          ? { confirmAbove: Math.min(a, b), refuseAbove: Math.max(a, b) }
          : { confirmAbove: a, refuseAbove: b },
      );
    const percent = fc
      .integer({ min: 0, max: 10_000 })
      .map((hundredths) => ({ confirmAbove: hundredths / 100, refuseAbove: null }));
    fc.assert(
      fc.property(threshold, percent, (value, distance) => {
        const limits: RiskLimits = {
          ...SAVED,
          orderValue: value,
          dailyLoss: value,
          distancePercent: distance,
        };
        const read = readDraft(tidyDraft(draftOf(limits)), SAVED).limits;
        expect(read).toEqual(limits);
        expect(riskLimitsSchema.safeParse(read).success).toBe(true);
      }),
    );
  });
});
