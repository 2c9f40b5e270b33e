import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ShownField } from '#renderer/panels/api-data/value-text.ts';
import {
  fieldHeader,
  formatApiValue,
  rowDirection,
  toneOfValue,
} from '#renderer/panels/api-data/value-text.ts';
import { compareValues, shownColumns } from '#renderer/panels/api-data/grid-columns.ts';
import { rowInstrument, symbolOfCode } from '#renderer/panels/api-data/row-instrument.ts';
import { exportName, exportText, buildTsv } from '#renderer/panels/api-data/table-text.ts';
import { nameRows } from '#renderer/panels/api-data/answer-view.ts';
import { loadProgress } from '#renderer/panels/api-data/load-progress.ts';

const field = (kind: ShownField['kind'], more: Partial<ShownField> = {}): ShownField => ({
  key: 'k',
  label: '라벨',
  kind,
  ...more,
});

describe('a value of an answer', () => {
  it.each([
    [71200, field('price'), '71,200'],
    [1300, field('change'), '+1,300'],
    [-500, field('change'), '−500'],
    [1.864, field('percent', { signed: true }), '+1.86%'],
    [-0.74, field('percent', { signed: true }), '−0.74%'],
    [118.4, field('percent'), '118.40%'],
    [2745.82, field('index'), '2,745.82'],
    [48003, field('quantity'), '48,003'],
    [-38114, field('quantity', { signed: true }), '−38,114'],
    ['20261120', field('date'), '2026-11-20'],
    ['130542', field('time'), '13:05:42'],
    ['20261120130542', field('datetime'), '2026-11-20 13:05:42'],
    ['2', field('sign'), '▲'],
    ['5', field('sign'), '▼'],
    ['1', field('flag', { values: { '1': '매도' } }), '매도'],
    ['005930', field('code'), '005930'],
    [null, field('price'), '–'],
    ['', field('text'), '–'],
  ])('%s is shown as its kind wants', (value, shown, text) => {
    expect(formatApiValue(value, shown)).toBe(text);
  });

  it('has its unit in the header, unless the label says it', () => {
    expect(fieldHeader(field('amount', { label: '거래대금', unit: '백만원' }), 'ko')).toBe(
      '거래대금(백만원)',
    );
    expect(fieldHeader(field('amount', { label: '금액(원)', unit: '원' }), 'ko')).toBe('금액(원)');
    expect(fieldHeader(field('amount', { key: 'trde_prica' }), 'en')).toBe('trde_prica');
  });

  it('takes the colour of the row where it is the price or its move', () => {
    const fields = [
      field('price', { key: 'cur_prc' }),
      field('sign', { key: 'pred_pre_sig' }),
      field('price', { key: 'base' }),
    ];
    const down = rowDirection({ cur_prc: 100, pred_pre_sig: '5' }, fields);
    expect(down).toBe('down');
    expect(fields.map((one) => toneOfValue(one.kind === 'sign' ? '5' : 100, one, down))).toEqual([
      'down',
      'down',
      null,
    ]);
  });

  it('goes by the change where a row has no sign', () => {
    expect(rowDirection({ pre: 5 }, [field('change', { key: 'pre' })])).toBe('up');
    expect(rowDirection({ name: 'x' }, [field('text', { key: 'name' })])).toBeNull();
  });
});

describe('rows of an answer', () => {
  it('are about the instrument of their code, whatever stands around it', () => {
    expect(['005930', 'A005930', '005930_NX', '005930_AL', '57JBHH'].map(symbolOfCode)).toEqual([
      '005930',
      '005930',
      '005930',
      '005930',
      '57JBHH',
    ]);
    expect(['001', '', 'M04020000', null, 5].map(symbolOfCode)).toEqual([null, null, null, null, null]);
    expect(rowInstrument({ thema_nm: '반도체' })).toBeNull();
  });

  it('have each a name of their own, the same after a refresh', () => {
    const rows = [{ stk_cd: '005930' }, { stk_cd: '005930' }, { x: '1' }, { x: '2' }];
    const ids = nameRows(rows).map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
    expect(nameRows(rows.map((row) => ({ ...row }))).map(({ id }) => id)).toEqual(ids);
    expect(nameRows([{ inds_cd: '001', stk_cd: '005930' }], 'inds_cd')[0]?.id).toBe('001');
  });

  it('are in an order that agrees with itself, numbers by size', () => {
    const value = fc.oneof(fc.integer(), fc.constant(null));
    fc.assert(
      fc.property(value, value, value, (a, b, c) => {
        expect(Math.sign(compareValues(a, b))).toBe(-Math.sign(compareValues(b, a)) + 0);
        if (compareValues(a, b) <= 0 && compareValues(b, c) <= 0)
          expect(compareValues(a, c)).toBeLessThanOrEqual(0);
      }),
    );
    expect([9, 1000, 85].toSorted(compareValues)).toEqual([9, 85, 1000]);
  });

  it('are shown without chosen columns that the API lacks', () => {
    const fields = [field('text', { key: 'a' }), field('number', { key: 'b' })];
    expect(shownColumns(fields, [{ key: 'b' }, { key: 'gone' }]).map(({ field: { key } }) => key)).toEqual([
      'b',
    ]);
  });
});

describe('exported rows', () => {
  it('have numbers without separators and no text that a spreadsheet would run', () => {
    expect([71200, -0.5, null, '=1+1', '@SUM(A1)', '+1.25', '-3', '005930', 'a\tb'].map(exportText)).toEqual([
      '71200',
      '-0.5',
      '',
      "'=1+1",
      "'@SUM(A1)",
      '+1.25',
      '-3',
      '005930',
      'a b',
    ]);
  });

  it('are lines of as many cells as there are headers', () => {
    const text = fc.string({ maxLength: 8 });
    fc.assert(
      fc.property(fc.array(text), (names) => {
        const fields = [field('text', { key: 'name' }), field('number', { key: 'n' })];
        const rows = names.map((name, n) => ({ id: String(n), values: { name, n } }));
        const lines = buildTsv(rows, fields, 'ko').split('\n');
        expect(lines.map((line) => line.split('\t').length)).toEqual(Array(names.length + 1).fill(2));
      }),
    );
  });

  it('get a file name that every system takes', () => {
    expect(exportName('ka10027', '상위/하위: 100', '2026-11-20')).toBe(
      'ka10027 상위-하위- 100 2026-11-20.csv',
    );
  });
});

describe('the progress of reading a range', () => {
  const request = { strt_dt: '20261101', end_dt: '20261121' };

  it('is how far back the last row is', () => {
    expect(loadProgress(request, { dt: '20261111' })).toBe(0.5);
    expect(loadProgress(request, { dt: '20261031' })).toBe(1);
  });

  it('is not told where rows have no day or the request no range', () => {
    expect(loadProgress(request, { name: 'x' })).toBeNull();
    expect(loadProgress({ base_dt: '20261121' }, { dt: '20261111' })).toBeNull();
    expect(loadProgress(request, undefined)).toBeNull();
  });
});
