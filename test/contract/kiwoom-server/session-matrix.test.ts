import { describe, expect, it } from 'vitest';
import type { KstDate } from '#shared/domain/time.ts';
import { kstInstant } from '#shared/domain/time.ts';
import { createKiwoomExchange } from '#test/support/kiwoom-exchange.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

const FRIDAY = '20261120' as KstDate;

const PRICED = new Set(['0', '5', '10', '20', '28', '62']);
const CODES = [
  ...['0', '3', '5', '6', '7', '10', '13', '16', '20', '23', '26'],
  ...['28', '29', '30', '31', '61', '62', '81'],
];

const LIMIT_FAMILY = ['0', '6', '7', '10', '16', '20', '26'];

/**
 * Which `trde_tp` is taken when, written down apart from the tables that desk and exchange share.
 *
 * @source KRX KOSPI Market Business Regulation §2.4, Enforcement Rule §3 to §4-3, §15; KIS Open API notice 2026-09-09; Kiwoom REST API
 *   guide, kt10000. What they leave open (midpoint and stop on NXT outside its main market) is taken as refused.
 */
const MATRIX: readonly (readonly [time: string, venue: 'KRX' | 'NXT' | 'SOR', taken: readonly string[]])[] = [
  ['08:10', 'KRX', []],
  ['08:10', 'NXT', LIMIT_FAMILY],
  ['08:10', 'SOR', LIMIT_FAMILY],
  ['08:35', 'KRX', ['0', '3', '61']],
  ['08:45', 'KRX', ['0', '3']],
  ['08:55', 'NXT', []],
  ['08:55', 'SOR', ['0', '3']],
  ['10:00', 'KRX', CODES.filter((code) => !['61', '62', '81'].includes(code))],
  ['10:00', 'NXT', [...LIMIT_FAMILY, '13', '23', '28', '29', '30', '31']],
  ['10:00', 'SOR', [...LIMIT_FAMILY, '3', '13', '23']],
  ['15:25', 'KRX', ['0', '3']],
  ['15:25', 'NXT', []],
  ['15:35', 'KRX', ['81']],
  ['15:35', 'NXT', ['0']],
  ['15:45', 'KRX', ['81']],
  ['15:45', 'NXT', LIMIT_FAMILY],
  ['17:00', 'KRX', LIMIT_FAMILY],
  ['17:00', 'NXT', LIMIT_FAMILY],
  ['17:00', 'SOR', LIMIT_FAMILY],
  ['20:30', 'KRX', []],
  ['20:30', 'NXT', []],
  ['20:30', 'SOR', []],
];

function takenAt(time: string, venue: string, api: 'kt10000' | 'kt10006'): readonly string[] {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const clock = createVirtualClock(kstInstant(FRIDAY, (hours * 60 + minutes) * 60_000));
  const exchange = createKiwoomExchange({ clock, world: { session: 'kst' } });
  const price = String(exchange.basePrice('005930'));
  return CODES.filter((code) => {
    const order = {
      dmst_stex_tp: venue,
      stk_cd: '005930',
      ord_qty: '1',
      ord_uv: PRICED.has(code) ? price : '',
      trde_tp: code,
      cond_uv: code === '28' ? price : '',
    };
    return exchange.call(api, order).body['return_code'] === 0;
  });
}

describe('orders that the exchange takes', () => {
  it.each(MATRIX)('at %s on %s: %j', (time, venue, taken) => {
    const expected = CODES.filter((code) => taken.includes(code));
    expect(takenAt(time, venue, 'kt10000')).toEqual(expected);
    expect(takenAt(time, venue, 'kt10006')).toEqual(expected);
  });
});
