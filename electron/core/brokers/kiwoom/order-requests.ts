import { kiwoomOrderTypeCode } from '#shared/catalogue/kiwoom-codes.ts';
import type { ErrorContext, HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { OrderIntent } from '#shared/domain/order.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { AmendIntent } from '../broker.ts';
import { PRICED_TYPES } from './capabilities.ts';
import { GOLD_ORDER_CODES, isGold } from './gold.ts';
import type { KiwoomOrderKey, OrderFamily } from './order-handle.ts';
import type { RequestBody } from './raw-client.ts';

type OrderApi =
  | 'kt10000'
  | 'kt10001'
  | 'kt10002'
  | 'kt10003'
  | 'kt10006'
  | 'kt10007'
  | 'kt10008'
  | 'kt10009'
  | 'kt50000'
  | 'kt50001'
  | 'kt50002'
  | 'kt50003';

interface FamilyApis {
  readonly buy: OrderApi;
  readonly sell: OrderApi;
  readonly amend: OrderApi;
  readonly cancel: OrderApi;
}

/** @source Kiwoom REST API guide, 주문, 신용주문 */
const APIS: Readonly<Record<OrderFamily, FamilyApis>> = {
  cash: { buy: 'kt10000', sell: 'kt10001', amend: 'kt10002', cancel: 'kt10003' },
  credit: { buy: 'kt10006', sell: 'kt10007', amend: 'kt10008', cancel: 'kt10009' },
  gold: { buy: 'kt50000', sell: 'kt50001', amend: 'kt50002', cancel: 'kt50003' },
};

/** One command as Kiwoom takes it. */
export interface OrderRequest {
  readonly api: OrderApi;
  readonly family: OrderFamily;
  readonly body: RequestBody;
}

/** Returns which APIs know an order by its instrument and its funding. */
export function familyOf({ symbol, funding }: Pick<OrderIntent, 'symbol' | 'funding'>): OrderFamily {
  if (isGold(symbol)) return 'gold';
  return funding.kind === 'cash' ? 'cash' : 'credit';
}

/** Builds a new order. `validation` for what Kiwoom has no words for: nothing is sent then. */
export function placeRequest(intent: OrderIntent): Result<OrderRequest> {
  const family = familyOf(intent);
  const body = family === 'gold' ? goldBody(intent) : stockBody(intent);
  if (!body.ok) return body;
  const credit = family === 'credit' && intent.side === 'sell' ? repaymentOf(intent) : {};
  return ok({ api: APIS[family][intent.side], family, body: { ...body.value, ...credit } });
}

/** Builds an amend. The request has no order type: without a price there is nothing to amend to. */
export function amendRequest(
  key: Required<KiwoomOrderKey>,
  { symbol }: OrderIntent,
  change: AmendIntent,
): Result<OrderRequest> {
  if (change.price === null) return err(notSent('PRICE_REQUIRED', 'an amend names a price'));
  const { family } = key;
  const condition = { mdfy_cond_uv: change.stopPrice === null ? '' : String(change.stopPrice) };
  const body = {
    ...targetOf(key, symbol),
    mdfy_qty: String(change.quantity),
    mdfy_uv: String(change.price),
    ...(family === 'gold' ? {} : condition),
  };
  return ok({ api: APIS[family].amend, family, body });
}

const ALL_THAT_REMAINS = '0';

export function cancelRequest(key: Required<KiwoomOrderKey>, { symbol }: OrderIntent): OrderRequest {
  const { family } = key;
  return {
    api: APIS[family].cancel,
    family,
    body: { ...targetOf(key, symbol), cncl_qty: ALL_THAT_REMAINS },
  };
}

/** Gold trades on one market, so its requests name none. */
function targetOf({ venue, orderNumber, family }: Required<KiwoomOrderKey>, symbol: string): RequestBody {
  const where = family === 'gold' ? {} : { dmst_stex_tp: venue };
  return { ...where, orig_ord_no: orderNumber, stk_cd: symbol };
}

function stockBody(intent: OrderIntent): Result<RequestBody> {
  const code = kiwoomOrderTypeCode(intent.type, intent.timeInForce);
  if (code === null) {
    const detail = `${intent.type} ${intent.timeInForce} has no code`;
    return err(notSent('TYPE_NOT_OFFERED', detail, { venue: intent.venue }));
  }
  const isPriced = PRICED_TYPES.has(intent.type);
  if (isPriced && intent.price === null)
    return err(notSent('PRICE_REQUIRED', `${intent.type} needs a price`));
  const isStop = intent.type === 'stopLimit';
  if (isStop && intent.stopPrice === null)
    return err(notSent('STOP_PRICE_REQUIRED', 'a stop needs its trigger'));
  return ok({
    dmst_stex_tp: intent.venue,
    stk_cd: intent.symbol,
    ord_qty: String(intent.quantity),
    ord_uv: isPriced ? String(intent.price) : '',
    trde_tp: code,
    cond_uv: isStop ? String(intent.stopPrice) : '',
  });
}

function goldBody({ symbol, type, timeInForce, price, quantity, funding }: OrderIntent): Result<RequestBody> {
  if (type !== 'limit') return err(notSent('TYPE_NOT_OFFERED', `gold takes no ${type} order`));
  if (funding.kind !== 'cash') return err(notSent('FUNDING_NOT_OFFERED', 'gold is not bought on credit'));
  if (price === null) return err(notSent('PRICE_REQUIRED', 'a gold order names its price'));
  return ok({
    stk_cd: symbol,
    ord_qty: String(quantity),
    ord_uv: String(price),
    trde_tp: GOLD_ORDER_CODES[timeInForce],
  });
}

/** `crd_deal_tp`: 33 the loan of the day named, 99 (융자합) whichever. @source Kiwoom REST API guide, kt10007 */
function repaymentOf({ funding }: OrderIntent): RequestBody {
  const loanDate = funding.kind === 'cash' ? null : funding.loanDate;
  return loanDate === null
    ? { crd_deal_tp: '99', crd_loan_dt: '' }
    : { crd_deal_tp: '33', crd_loan_dt: loanDate };
}

export function notSent(code: string, detail: string, context: ErrorContext = {}): HogaError {
  return hogaError('validation', code, `${detail}; not sent`, context);
}
