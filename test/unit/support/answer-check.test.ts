import { describe, expect, it } from 'vitest';
import { faultsOf } from '#test/support/answer-check.ts';

const DONE = { return_code: 0, return_msg: '정상적으로 처리되었습니다' };
const ROW = {
  stk_cd: '005930',
  stk_nm: '삼성전자',
  cur_prc: '-253500',
  pred_pre_sig: '5',
  pred_pre: '-1500',
  trde_qty: '34671',
};

describe('answer check', () => {
  const faultsWith = (rows: readonly unknown[], options = {}) =>
    faultsOf('ka10031', { ...DONE, pred_trde_qty_upper: rows }, options);

  it('finds nothing wrong with a whole answer', () => {
    expect(faultsWith([ROW])).toEqual([]);
  });

  it.each([
    ['a refusal', { return_code: 5 }, ['return_code is 5']],
    ['a list that is missing', DONE, ['pred_trde_qty_upper is no list']],
    ['an empty list', { ...DONE, pred_trde_qty_upper: [] }, ['pred_trde_qty_upper is empty']],
  ])('finds %s', (_fault, body, faults) => {
    expect(faultsOf('ka10031', body)).toEqual(faults);
  });

  it.each([
    ['a field that is missing', { cur_prc: undefined }, 'cur_prc is missing'],
    ['a number in place of text', { trde_qty: 3 }, 'trde_qty is no text: 3'],
    ['a value of another kind', { trde_qty: '1.5' }, 'trde_qty is no quantity: 1.5'],
    [
      'a code that nobody knows',
      { pred_pre_sig: '7' },
      'pred_pre_sig says 7, which the catalogue does not name',
    ],
    ['a field too many', { extra: '1' }, 'extra is not in the catalogue'],
  ])('finds %s in any row', (_fault, change, fault) => {
    expect(faultsWith([ROW, { ...ROW, ...change }])).toEqual([`pred_trde_qty_upper.${fault}`]);
  });

  it('finds a field that is blank in every row, unless that is expected', () => {
    const rows = [{ ...ROW, cur_prc: '' }];
    expect(faultsWith(rows)).toEqual(['pred_trde_qty_upper.cur_prc is blank everywhere']);
    expect(faultsWith(rows, { blank: ['cur_prc'] })).toEqual([]);
    expect(faultsWith([...rows, ROW])).toEqual([]);
  });

  it('finds a number of an account answer that is not padded', () => {
    const faults = faultsOf('kt00001', { ...DONE, entr: '17534' });
    expect(faults).toContain('entr is not padded: 17534');
  });
});
