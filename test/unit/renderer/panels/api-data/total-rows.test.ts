import { describe, expect, it } from 'vitest';
import { totalRows } from '#renderer/panels/api-data/total-rows.ts';

const facts = { keys: ['pl', 'tax'], labelKey: 'dt', label: '합계' };

describe('the row of totals', () => {
  it('adds up what is a number and names itself in the first column', () => {
    const rows = [
      { dt: '20261120', pl: 100, tax: 3, price: 9 },
      { dt: '20261119', pl: -250, tax: null, price: 9 },
    ];
    expect(totalRows(rows, facts)).toEqual([{ id: 'total', values: { dt: '합계', pl: -150, tax: 3 } }]);
  });

  it('is left out where there are no rows', () => {
    expect(totalRows([], facts)).toEqual([]);
  });
});
