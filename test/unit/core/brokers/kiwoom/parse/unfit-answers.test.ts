import { describe, expect, it } from 'vitest';
import { parseOpenOrders } from '#electron/core/brokers/kiwoom/parse/orders.ts';
import { kiwoomFixture } from '#test/support/kiwoom-fixture.ts';
import { fixtureDay, valueOf } from '#test/support/kiwoom-reading.ts';

const day = fixtureDay();

describe('an answer that does not fit', () => {
  it('names the field and shows the shape of its value, not the value', () => {
    const body = kiwoomFixture('open-orders');
    const rows = body.oso as Record<string, unknown>[];
    const broken = { ...body, oso: [rows[0], { ...rows[1], stk_cd: 'account 8000000011' }] };
    expect(parseOpenOrders(broken, day)).toMatchObject({
      ok: false,
      error: {
        kind: 'protocol',
        code: 'FIELD_UNREADABLE',
        context: { path: 'oso[1].stk_cd', sample: '"aaaaaaa 9999999999"' },
      },
    });
  });

  it.each([
    ['a missing field', (row: Record<string, unknown>) => ({ ...row, ord_qty: undefined })],
    ['an exponent', (row: Record<string, unknown>) => ({ ...row, ord_qty: '1e9' })],
    ['hexadecimal', (row: Record<string, unknown>) => ({ ...row, oso_qty: '0x10' })],
    ['NaN', (row: Record<string, unknown>) => ({ ...row, cntr_qty: 'NaN' })],
    ['no side', (row: Record<string, unknown>) => ({ ...row, io_tp_nm: '' })],
    ['an object for a text', (row: Record<string, unknown>) => ({ ...row, trde_tp: {} })],
    ['a text for a row', () => 'row'],
    ['nothing for a row', () => null],
  ])('because of %s gives an error, never half a list', (_, change) => {
    const rows = kiwoomFixture('open-orders').oso as Record<string, unknown>[];
    expect(parseOpenOrders({ oso: rows.map((row): unknown => change(row)) }, day)).toMatchObject({
      ok: false,
      error: { kind: 'protocol' },
    });
  });

  it('is fine with fields it does not know and without the list of an empty answer', () => {
    const rows = kiwoomFixture('open-orders').oso as Record<string, unknown>[];
    expect(
      valueOf(parseOpenOrders({ oso: rows.map((row) => ({ ...row, brandNew: [1] })) }, day)),
    ).toHaveLength(2);
    expect(valueOf(parseOpenOrders({}, day))).toEqual([]);
    expect(valueOf(parseOpenOrders({ oso: '' }, day))).toEqual([]);
    expect(parseOpenOrders({ oso: {} }, day)).toMatchObject({ ok: false });
  });
});
