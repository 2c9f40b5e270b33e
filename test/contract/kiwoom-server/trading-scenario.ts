import type { SeedOrder } from '#electron/exchange/create-world.ts';
import type { KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import { createKiwoomExchange, type KiwoomExchange } from '#test/support/kiwoom-exchange.ts';

const level = (
  venue: SeedOrder['venue'],
  side: SeedOrder['side'],
  price: number,
  quantity: number,
): SeedOrder => ({ symbol: '005930', venue, side, price, quantity });

/** KRX: 68,100 to 69,000 against 68,000 to 67,100. NXT: one better ask and one bid. Base price 68,000. */
export const SEED_BOOKS: readonly SeedOrder[] = [
  ...Array.from({ length: 10 }, (_, step) => level('KRX', 'sell', 68_100 + step * 100, 100 + step)),
  ...Array.from({ length: 10 }, (_, step) => level('KRX', 'buy', 68_000 - step * 100, 200 + step)),
  level('NXT', 'sell', 68_100, 40),
  level('NXT', 'buy', 67_900, 30),
];

export function createTradingExchange(
  options: Parameters<typeof createKiwoomExchange>[0] = {},
): KiwoomExchange {
  return createKiwoomExchange({ ...options, world: { seedBooks: SEED_BOOKS, ...options.world } });
}

export function order(changes: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    dmst_stex_tp: 'KRX',
    stk_cd: '005930',
    ord_qty: '10',
    ord_uv: '67000',
    trde_tp: '0',
    cond_uv: '',
    ...changes,
  };
}

/** One customer who holds shares, has open orders on every exchange setting, and has amended and cancelled. */
export function createBusyExchange(): KiwoomExchange {
  const exchange = createTradingExchange();
  const { call } = exchange;
  // 0000001 fills 60 of KRX's best ask, 0000002 fills 5 on NXT.
  call('kt10000', order({ ord_qty: '60', ord_uv: '', trde_tp: '3' }));
  call('kt10000', order({ ord_qty: '5', ord_uv: '68100', dmst_stex_tp: 'NXT' }));
  // 0000003 fills 40 of 50 at 68,100 and leaves 10 working.
  call('kt10000', order({ ord_qty: '50', ord_uv: '68100' }));
  // 0000004 rests, 0000005 amends it, 0000006 cancels part of the amended order.
  call('kt10000', order({ ord_qty: '20' }));
  call('kt10002', amend('0000004', { mdfy_qty: '20', mdfy_uv: '67100' }));
  call('kt10003', cancel('0000005', { cncl_qty: '5' }));
  // 0000007 sells at a price nobody pays, 0000008 goes to SOR.
  call('kt10001', order({ ord_qty: '8', ord_uv: '69500' }));
  call('kt10000', order({ ord_qty: '3', ord_uv: '66000', dmst_stex_tp: 'SOR' }));
  exchange.clock.advance(1_000);
  return exchange;
}

export function amend(original: string, changes: Readonly<Record<string, string>>): Record<string, string> {
  return {
    dmst_stex_tp: 'KRX',
    orig_ord_no: original,
    stk_cd: '005930',
    mdfy_qty: '10',
    mdfy_uv: '67100',
    mdfy_cond_uv: '',
    ...changes,
  };
}

export function cancel(original: string, changes: Readonly<Record<string, string>>): Record<string, string> {
  return { dmst_stex_tp: 'KRX', orig_ord_no: original, stk_cd: '005930', cncl_qty: '0', ...changes };
}

/** A request of each API that answers with data in the busy exchange. */
export const SAMPLE_REQUESTS: Readonly<Partial<Record<KiwoomApiId, Readonly<Record<string, string>>>>> = {
  au10001: { grant_type: 'client_credentials', appkey: 'appkey-1', secretkey: 'secret of appkey-1' },
  au10002: { appkey: 'appkey-1', secretkey: 'secret of appkey-1', token: 'filled in by the test' },
  ka00001: {},
  ka10001: { stk_cd: '005930' },
  ka10003: { stk_cd: '005930_AL' },
  ka10004: { stk_cd: '005930' },
  ka10075: { all_stk_tp: '0', trde_tp: '0', stk_cd: '', stex_tp: '0' },
  ka10076: { stk_cd: '', qry_tp: '0', sell_tp: '0', ord_no: '', stex_tp: '0' },
  ka10079: { stk_cd: '005930', tic_scope: '1', upd_stkpc_tp: '1' },
  ka10080: { stk_cd: '005930', tic_scope: '1', upd_stkpc_tp: '1' },
  ka10081: { stk_cd: '005930', base_dt: '20261120', upd_stkpc_tp: '1' },
  ka10082: { stk_cd: '005930', base_dt: '20261120', upd_stkpc_tp: '1' },
  ka10083: { stk_cd: '005930', base_dt: '20261120', upd_stkpc_tp: '1' },
  ka10088: { ord_no: '3' },
  ka10094: { stk_cd: '005930', base_dt: '20261120', upd_stkpc_tp: '1' },
  ka10095: { stk_cd: '005930|005930_NX|035720' },
  ka10099: { mrkt_tp: '0' },
  ka10100: { stk_cd: '005930' },
  kt00001: { qry_tp: '3' },
  kt00004: { qry_tp: '0', dmst_stex_tp: 'KRX' },
  kt00007: {
    ord_dt: '',
    qry_tp: '1',
    stk_bond_tp: '0',
    sell_tp: '0',
    stk_cd: '',
    fr_ord_no: '',
    dmst_stex_tp: '%',
  },
  kt00010: { io_amt: '', stk_cd: '005930', trde_tp: '2', trde_qty: '10', uv: '68000', exp_buy_unp: '' },
  kt00018: { qry_tp: '1', dmst_stex_tp: 'KRX' },
  kt10000: order({ ord_qty: '1' }),
  kt10001: order({ ord_qty: '1', ord_uv: '69000' }),
  kt10002: amend('0000005', { mdfy_qty: '15', mdfy_uv: '66900' }),
  kt10003: cancel('0000003', {}),
};

/** Rows of a list in an answer. */
export function rowsOf(body: Readonly<Record<string, unknown>>, list: string): Record<string, string>[] {
  const rows = body[list];
  if (!Array.isArray(rows)) throw new Error(`no list ${list}`);
  return rows as Record<string, string>[];
}
