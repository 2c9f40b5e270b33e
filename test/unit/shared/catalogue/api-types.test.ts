import { describe, expectTypeOf, it } from 'vitest';
import type {
  KiwoomAnswer,
  KiwoomConditionAnswer,
  KiwoomConditionRequest,
  KiwoomListKey,
  KiwoomRealtimeValues,
  KiwoomRequest,
  KiwoomRow,
} from '#shared/catalogue/kiwoom/api-types.ts';
import type { KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';

describe('types of Kiwoom calls', () => {
  it('want required fields, allow optional ones, and take only codes of the table', () => {
    expectTypeOf<{
      dmst_stex_tp: 'KRX';
      stk_cd: string;
      ord_qty: string;
      trde_tp: '0';
    }>().toExtend<KiwoomRequest<'kt10000'>>();
    expectTypeOf<{ dmst_stex_tp: 'KRX'; stk_cd: string; ord_qty: string }>().not.toExtend<
      KiwoomRequest<'kt10000'>
    >();
    expectTypeOf<KiwoomRequest<'kt10000'>['dmst_stex_tp']>().toEqualTypeOf<'KRX' | 'NXT' | 'SOR'>();
    expectTypeOf<KiwoomRequest<'ka10075'>['trde_tp']>().toEqualTypeOf<'0' | '1' | '2'>();
    expectTypeOf<KiwoomRequest<'kt10000'>['ord_uv']>().toEqualTypeOf<string | undefined>();
  });

  it('take any text where the table is open, and nothing where there is no field', () => {
    expectTypeOf<KiwoomRequest<'ka20001'>['inds_cd']>().toEqualTypeOf<string>();
    expectTypeOf<{ stk_cd: string }>().not.toExtend<KiwoomRequest<'ka00001'>>();
    expectTypeOf<Record<string, never>>().toExtend<KiwoomRequest<'ka00001'>>();
  });

  it('give numbers where the kind is one, text elsewhere, and rows for lists', () => {
    type Chart = KiwoomAnswer<'ka20006'>;
    expectTypeOf<Chart['inds_cd']>().toEqualTypeOf<string>();
    expectTypeOf<Chart['inds_dt_pole_qry'][number]['cur_prc']>().toEqualTypeOf<number | null>();
    expectTypeOf<Chart['inds_dt_pole_qry'][number]['dt']>().toEqualTypeOf<string>();
    expectTypeOf<Chart['inds_dt_pole_qry'][number]>().not.toHaveProperty('inds_cd');
    expectTypeOf<KiwoomListKey<'ka20006'>>().toEqualTypeOf<'inds_dt_pole_qry'>();
    expectTypeOf<KiwoomRow<'ka20006'>['cur_prc']>().toEqualTypeOf<number | null>();
    expectTypeOf<KiwoomAnswer<'kt00001'>['20stk_ord_alow_amt']>().toEqualTypeOf<number | null>();
  });

  it('leave a field out where some answers do', () => {
    expectTypeOf<KiwoomRow<'ka10080'>['acc_trde_qty']>().toEqualTypeOf<number | null | undefined>();
  });

  it('can be asked for any id', () => {
    expectTypeOf<KiwoomRequest<'ka10001'>>().toExtend<
      KiwoomRequest<KiwoomApiId> | { readonly stk_cd: string }
    >();
    expectTypeOf<KiwoomListKey<KiwoomApiId>>().toExtend<string>();
  });

  it('name real-time values by their number', () => {
    expectTypeOf<KiwoomRealtimeValues<'0J'>['10']>().toEqualTypeOf<number | null>();
    expectTypeOf<KiwoomRealtimeValues<'0J'>['20']>().toEqualTypeOf<string>();
    expectTypeOf<KiwoomRealtimeValues<'0J'>>().not.toHaveProperty('228');
  });

  it('type the frames of the condition search', () => {
    expectTypeOf<KiwoomConditionRequest<'ka10172'>['trnm']>().toEqualTypeOf<'CNSRREQ'>();
    expectTypeOf<KiwoomConditionRequest<'ka10172'>['stex_tp']>().toEqualTypeOf<'K' | 'N' | 'A'>();
    expectTypeOf<KiwoomConditionAnswer<'ka10172'>['data'][number]['12']>().toEqualTypeOf<number | null>();
    expectTypeOf<KiwoomConditionAnswer<'ka10173'>['data'][number]['jmcode']>().toEqualTypeOf<string>();
  });
});
