import { ok, type Result } from '#shared/domain/result.ts';
import type { ApiFailure } from '../../rest/api-failure.ts';
import { priceWords } from '../../wording/warrant-words.ts';
import type { Call, Params, Reply } from '../handler.ts';

/** ka10011 신주인수권전체시세. */
export function subscriptionQuotes(params: Params, call: Call): Result<Reply, ApiFailure> {
  const wanted = params.get('newstk_recvrht_tp');
  const rights = call.market.subscriptionRights;
  const rows = rights.all
    .filter(({ kind }) => wanted === '00' || wanted === kind)
    .map((right) => {
      const quote = rights.quote(right);
      const words = priceWords(quote.price, quote.base);
      const signed = (price: number) => priceWords(price, quote.base).price;
      return {
        stk_cd: quote.symbol,
        stk_nm: quote.name,
        cur_prc: words.price,
        pred_pre_sig: words.sign,
        pred_pre: words.change,
        flu_rt: words.rate,
        fpr_sel_bid: signed(quote.ask),
        fpr_buy_bid: signed(quote.bid),
        acc_trde_qty: String(quote.volume),
        open_pric: signed(quote.open),
        high_pric: signed(quote.high),
        low_pric: signed(quote.low),
      };
    });
  return ok({ body: { newstk_recvrht_mrpr: rows } });
}
