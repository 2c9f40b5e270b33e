import type { KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import { kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';
import type { KiwoomRequestField } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import { fittingRequest } from '#test/support/api-samples.ts';

export type RestRequest = Readonly<Record<string, string>>;

/** What earlier steps left behind and later requests name. */
export interface RestContext {
  /** Today in Korea, YYYYMMDD. */
  readonly today: string;
  /** First day of the ranges asked for. */
  readonly from: string;
  /** Order numbers by the step that got them. */
  readonly orders: ReadonlyMap<string, string>;
  /** A price that fills at once, and one that waits, for buying and selling `SHARE`. */
  readonly price: { readonly taking: string; readonly waiting: string };
  /** The same for gold. */
  readonly goldPrice: { readonly taking: string; readonly waiting: string };
  readonly elw: string;
  readonly theme: string;
}

export const SHARE = '005930';
const FUND = '069500';
const GOLD = 'M04020000';
/** Of issuers, underlyings and liquidity providers. */
const EVERY = '000000000000';
/** Of `mrkt_tp` in rankings. */
const ALL_MARKETS = '000';

type RequestOf = (context: RestContext) => RestRequest;

const order =
  (price: 'taking' | 'waiting', quantity: string): RequestOf =>
  (context) => ({
    dmst_stex_tp: 'KRX',
    stk_cd: SHARE,
    ord_qty: quantity,
    ord_uv: context.price[price],
    trde_tp: '0',
  });
const goldOrder =
  (price: 'taking' | 'waiting', quantity: string): RequestOf =>
  (context) => ({ stk_cd: GOLD, ord_qty: quantity, ord_uv: context.goldPrice[price], trde_tp: '00' });
const change =
  (of: string, rest: RequestOf): RequestOf =>
  (context) => ({ orig_ord_no: context.orders.get(of) ?? '', ...rest(context) });

/** An order and what it is remembered as. */
export interface OrderStep {
  readonly api: KiwoomApiId;
  readonly as: string;
  readonly request: RequestOf;
}

/** Every order API once, so that the account has something to tell about: filled, working, amended and canceled orders of each kind. */
export const ORDER_STEPS: readonly OrderStep[] = [
  { api: 'kt10000', as: 'bought', request: order('taking', '20') },
  {
    api: 'kt10001',
    as: 'sold',
    request: (context) => ({ ...order('taking', '5')(context), ord_uv: '', trde_tp: '3' }),
  },
  { api: 'kt10000', as: 'working', request: order('waiting', '10') },
  {
    api: 'kt10002',
    as: 'amended',
    request: change('working', ({ price }) => ({
      dmst_stex_tp: 'KRX',
      stk_cd: SHARE,
      mdfy_qty: '10',
      mdfy_uv: price.waiting,
    })),
  },
  {
    api: 'kt10000',
    as: 'split',
    request: (context) => ({ ...order('waiting', '10')(context), dmst_stex_tp: 'SOR' }),
  },
  { api: 'kt10000', as: 'unwanted', request: order('waiting', '3') },
  {
    api: 'kt10003',
    as: 'canceled',
    request: change('unwanted', () => ({ dmst_stex_tp: 'KRX', stk_cd: SHARE, cncl_qty: '0' })),
  },
  { api: 'kt10006', as: 'borrowed', request: order('taking', '8') },
  {
    api: 'kt10007',
    as: 'repaid',
    request: (context) => ({
      ...order('taking', '2')(context),
      ord_uv: '',
      trde_tp: '3',
      crd_deal_tp: '33',
      crd_loan_dt: context.today,
    }),
  },
  { api: 'kt10006', as: 'creditWorking', request: order('waiting', '4') },
  {
    api: 'kt10008',
    as: 'creditAmended',
    request: change('creditWorking', ({ price }) => ({
      dmst_stex_tp: 'KRX',
      stk_cd: SHARE,
      mdfy_qty: '4',
      mdfy_uv: price.waiting,
    })),
  },
  {
    api: 'kt10009',
    as: 'creditCanceled',
    request: change('creditAmended', () => ({ dmst_stex_tp: 'KRX', stk_cd: SHARE, cncl_qty: '0' })),
  },
  { api: 'kt50000', as: 'goldBought', request: goldOrder('taking', '3') },
  {
    api: 'kt50001',
    as: 'goldSold',
    request: (context) => ({ ...goldOrder('waiting', '1')(context), ord_uv: context.goldPrice.taking }),
  },
  { api: 'kt50000', as: 'goldWorking', request: goldOrder('waiting', '2') },
  {
    api: 'kt50002',
    as: 'goldAmended',
    request: change('goldWorking', ({ goldPrice }) => ({
      stk_cd: GOLD,
      mdfy_qty: '2',
      mdfy_uv: goldPrice.waiting,
    })),
  },
  { api: 'kt50000', as: 'goldUnwanted', request: goldOrder('waiting', '1') },
  {
    api: 'kt50003',
    as: 'goldCanceled',
    request: change('goldUnwanted', () => ({ stk_cd: GOLD, cncl_qty: '1' })),
  },
];

/** Where a request that fits every form would find nothing in this market. */
const SPECIAL: Readonly<Partial<Record<KiwoomApiId, RequestOf>>> = {
  ka10017: () => ({ updown_tp: '2' }),
  ka10054: () => ({ skip_stk: '000000000', stk_cd: '' }),
  ka10084: () => ({ tm: '' }),
  ka20009: () => ({ mrkt_tp: '0', inds_cd: '001' }),
  ka40001: () => ({ etfobjt_idex_cd: '201' }),
  ka10064: () => ({ mrkt_tp: '000' }),
  ka10072: ({ today }) => ({ strt_dt: today }),
  ka10088: ({ orders }) => ({ ord_no: orders.get('split') ?? '' }),
  ka20001: () => ({ mrkt_tp: '0', inds_cd: '001' }),
  ka20002: () => ({ mrkt_tp: '0', inds_cd: '001' }),
  ka10076: () => ({ ord_no: '' }),
  kt00007: () => ({ ord_dt: '', stk_cd: '', fr_ord_no: '' }),
  kt00009: () => ({ ord_dt: '', stk_cd: '', fr_ord_no: '' }),
  kt00015: () => ({ stk_cd: '', crnc_cd: '', gds_tp: '0', frgn_stex_code: '' }),
  kt50030: () => ({ stk_cd: '', fr_ord_no: '' }),
  kt50031: () => ({ stk_cd: '', fr_ord_no: '' }),
  kt50075: () => ({ stk_cd: '', fr_ord_no: '' }),
  ka90002: ({ theme }) => ({ thema_grp_cd: theme }),
  ka10011: () => ({ newstk_recvrht_tp: '00' }),
  ka30001: () => ({
    tm_tp: '2',
    tm: '1',
    isscomp_cd: EVERY,
    bsis_aset_cd: EVERY,
    lpcd: EVERY,
    rght_tp: '000',
  }),
  ka30003: ({ elw }) => ({ bsis_aset_cd: elw }),
  kt20016: () => ({ crd_stk_grde_tp: '%', mrkt_deal_tp: '%', stk_cd: '' }),
};

/** Lists without a row here: a paper account holds won alone, and what it traded today settles the day after tomorrow. */
export const EMPTY_LISTS: Readonly<Partial<Record<KiwoomApiId, readonly string[]>>> = {
  kt00001: ['stk_entr_prst'],
  kt00008: ['acnt_nxdy_setl_frcs_prps_array'],
};

/** Fills a request so that the simulated market has an answer with rows to it. */
export function restRequest(id: KiwoomApiId, context: RestContext): RestRequest {
  const { group, request } = kiwoomEndpoint(id);
  const fitting = fittingRequest(id);
  const filled = Object.fromEntries(
    request.map((field) => [field.key, valueOf(field, fitting[field.key] ?? '', group, id, context)]),
  );
  return { ...filled, ...SPECIAL[id]?.(context) };
}

function valueOf(
  field: KiwoomRequestField,
  fitting: string,
  group: string,
  id: KiwoomApiId,
  context: RestContext,
): string {
  if (field.format === 'date')
    return /^(strt|fr|base_strt|start)/.test(field.key) ? context.from : context.today;
  if (field.key === 'stk_cd' && field.values === undefined) {
    if (/^k[at]5/.test(id)) return GOLD;
    if (group === 'elw') return context.elw;
    return group === 'etf' ? FUND : SHARE;
  }
  return field.values !== undefined && Object.hasOwn(field.values, ALL_MARKETS) ? ALL_MARKETS : fitting;
}
