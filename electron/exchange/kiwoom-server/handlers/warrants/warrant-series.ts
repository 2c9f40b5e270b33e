import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Warrant } from '../../../market/warrants/issues.ts';
import { SESSION_MINUTES } from '../../../market/warrants/valuation.ts';
import type { WarrantDay } from '../../../market/warrants/warrant-days.ts';
import type { Priced } from '../../../market/warrants/warrants.ts';
import { apiFailure, type ApiFailure } from '../../rest/api-failure.ts';
import { formatMillions, formatPercent, formatSigned } from '../../wording/format.ts';
import { formatTime } from '../../wording/kst-text.ts';
import { figureWords, priceWords, spotText } from '../../wording/warrant-words.ts';
import type { Call, Params, Reply } from '../handler.ts';
import { pageOfRows } from '../participation/row-page.ts';
import { resolveWarrant } from './find-warrant.ts';

const MINUTES_OF_TODAY = SESSION_MINUTES + 1;

/** ka10048 ELW일별민감도지표: days since it was listed, newest first. `lp` is the volatility at which the provider quotes. */
export function sensitivityDays(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveWarrant(params, call);
  if (!found.ok) return found;
  const warrant = found.value;
  const page = pageOfRows(call.market.warrants.days(warrant), call.cursor);
  if (!page.ok) return page;
  const rows = page.value.rows.map((day) => ({
    dt: day.date,
    ...sensitivities(figureWords(call.market.warrants.figures(warrant, day))),
  }));
  return ok({ body: { elwdaly_snst_ix: rows }, nextCursor: page.value.nextCursor });
}

/** ka10050 ELW민감도지표: now, then the minutes of today, newest first. */
export function sensitivityMinutes(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveWarrant(params, call);
  if (!found.ok) return found;
  const warrant = found.value;
  const { warrants } = call.market;
  const quote = warrants.quote(warrant);
  const minutes = warrants.minutes(warrant, MINUTES_OF_TODAY).slice(1);
  const moments = [
    { time: quote.lastTradeAt, priced: quote as Priced, figures: warrants.figures(warrant, quote) },
    ...minutes.map((minute) => ({
      time: minute.time,
      priced: minute,
      figures: warrants.figures(warrant, minute, minute.at),
    })),
  ];
  const page = pageOfRows(moments, call.cursor);
  if (!page.ok) return page;
  const rows = page.value.rows.map(({ time, priced, figures }) => {
    const words = figureWords(figures);
    return {
      cntr_tm: formatTime(time),
      cur_prc: priceWords(priced.close, quote.base).price,
      elwtheory_pric: words.theory,
      ...sensitivities(words),
    };
  });
  return ok({ body: { elwsnst_ix_array: rows }, nextCursor: page.value.nextCursor });
}

function sensitivities(words: ReturnType<typeof figureWords>) {
  return {
    iv: words.implied,
    delta: words.delta,
    gam: words.gamma,
    theta: words.theta,
    vega: words.vega,
    law: words.rho,
    lp: words.quoted,
  };
}

/** A day of what providers hold. */
interface HoldingDay {
  readonly date: string;
  readonly price: number;
  readonly base: number;
  readonly priceText: (price: number) => string;
  readonly volume: number;
  readonly turnover: number;
  readonly held: number;
  readonly heldChange: number;
  readonly issued: number;
}

/**
 * ka30003 ELWLP보유일별추이: days up to the base date, newest first.
 *
 * The code is that of a warrant, or of an underlying: then the row is that of the underlying, over all of its warrants.
 */
export function providerDays(params: Params, call: Call): Result<Reply, ApiFailure> {
  const code = params.get('bsis_aset_cd');
  const { warrants } = call.market;
  const warrant = warrants.find(code);
  const written = warrants.all().filter(({ underlying }) => underlying.code === code);
  if (warrant === null && written.length === 0) return err(apiFailure('1902', code));
  const all = warrant === null ? assetDays(call, written) : warrantHoldings(call, warrant);
  const until = params.get('base_dt');
  const page = pageOfRows(
    all.filter(({ date }) => date <= until),
    call.cursor,
  );
  if (!page.ok) return page;
  const rows = page.value.rows.map((day) => {
    const words = priceWords(day.price, day.base);
    const sign = day.price > day.base ? '+' : day.price < day.base ? '-' : '';
    const change = day.price - day.base;
    return {
      dt: day.date,
      cur_prc: sign + day.priceText(day.price),
      pre_tp: words.sign,
      pred_pre: change === 0 ? '0' : formatSigned(change).charAt(0) + day.priceText(Math.abs(change)),
      flu_rt: words.rate,
      trde_qty: String(day.volume),
      trde_prica: formatMillions(day.turnover),
      chg_qty: formatSigned(day.heldChange),
      lprmnd_qty: String(day.held),
      wght: formatPercent((day.held / day.issued) * 100),
    };
  });
  return ok({ body: { elwlpposs_daly_trnsn: rows }, nextCursor: page.value.nextCursor });
}

function warrantHoldings(call: Call, warrant: Warrant): readonly HoldingDay[] {
  const days = call.market.warrants.days(warrant);
  return days.map((day, place) => ({
    ...day,
    price: day.close,
    base: days[place + 1]?.close ?? day.open,
    priceText: String,
    issued: warrant.issued,
  }));
}

interface WarrantOnDay {
  readonly warrant: Warrant;
  readonly day: WarrantDay;
}

/** Sums over the warrants of one underlying that were listed on each day. */
function assetDays(call: Call, written: readonly Warrant[]): readonly HoldingDay[] {
  const [first] = written;
  if (first === undefined) return [];
  const { underlying } = first;
  const byDate = new Map<string, WarrantOnDay[]>();
  for (const warrant of written) {
    for (const day of call.market.warrants.days(warrant)) {
      const known = byDate.get(day.date);
      if (known === undefined) byDate.set(day.date, [{ warrant, day }]);
      else known.push({ warrant, day });
    }
  }
  const spots = [underlying.today(), ...underlying.past()];
  return spots.flatMap(({ date, close }, place) => {
    const listed = byDate.get(date);
    if (listed === undefined) return [];
    const sum = (read: (one: WarrantOnDay) => number) => listed.reduce((all, one) => all + read(one), 0);
    return [
      {
        date,
        price: close,
        base: spots[place + 1]?.close ?? close,
        priceText: (price: number) => spotText(first, price),
        volume: sum(({ day }) => day.volume),
        turnover: sum(({ day }) => day.turnover),
        held: sum(({ day }) => day.held),
        heldChange: sum(({ day }) => day.heldChange),
        issued: sum(({ warrant }) => warrant.issued),
      },
    ];
  });
}
