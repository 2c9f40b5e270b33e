import { ok, type Result } from '#shared/domain/result.ts';
import { DAY_MS, kstInstant, type KstDate } from '#shared/domain/time.ts';
import { aggressionOf, jointStrength, strengthOf } from '../../../market/strength/strength.ts';
import type { ApiFailure } from '../../rest/api-failure.ts';
import {
  formatMillions,
  formatPercent,
  formatPrice,
  formatSigned,
  formatSignedPercent,
} from '../../wording/format.ts';
import { executedStrength } from '../../wording/quote-words.ts';
import type { ScopedListing } from '../../wording/symbol-code.ts';
import { resolveListing, type Call, type Params, type Reply } from '../handler.ts';
import { creditRate } from './credit-rate.ts';
import { readDays, type DayOfPage } from './daily-bars.ts';
import { peopleOfDays, type DayPeople, type Net } from './daily-people.ts';

const PAGE = 20;
const LONGEST_MEAN = 60;

type PeopleOf = (date: KstDate) => DayPeople;

/** Who traded on the days of a page. */
function peopleOfPage(call: Call, found: ScopedListing, days: readonly DayOfPage[]): PeopleOf {
  const first = days.at(-1)?.date ?? call.world.tradingDate();
  return peopleOfDays(call, found, first, days[0]?.date ?? first);
}

/** Today counts its prints; of other days only the bar is known. */
function strengthOfDay({ date, bar }: DayOfPage, { listing, scope }: ScopedListing, call: Call): number {
  return date === call.world.tradingDate()
    ? executedStrength(call.world.day(listing.symbol, scope))
    : strengthOf(aggressionOf(bar));
}

/** Net buying of the kinds of investors, as most daily lists name it. */
function netFields({ individuals, institutions, foreigners, foreignFirms, held, heldPercent }: DayPeople) {
  return {
    for_poss: String(held),
    for_wght: formatSignedPercent(heldPercent),
    for_netprps: formatSigned(foreigners.quantity),
    orgn_netprps: formatSigned(institutions.quantity),
    ind_netprps: formatSigned(individuals.quantity),
    frgn: formatSigned(foreignFirms.quantity),
  };
}

/** ka10005 주식일주월시분: the latest days. */
export function dailyPrices(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const page = readDays(call, found.value, { before: null, pageSize: PAGE, older: 1 });
  if (!page.ok) return page;
  const { days, nextCursor } = page.value;
  const peopleOf = peopleOfPage(call, found.value, days);
  const rows = days.map((day) => {
    const { bar, words, date } = day;
    const people = peopleOf(date);
    return {
      date,
      open_pric: formatPrice(bar.open),
      high_pric: formatPrice(bar.high),
      low_pric: formatPrice(bar.low),
      close_pric: words.signed(bar.close),
      pre: words.change,
      flu_rt: words.changeRate,
      trde_qty: String(bar.volume),
      trde_prica: formatMillions(bar.turnover),
      ...netFields(people),
      crd_remn_rt: creditRate(call, found.value.listing, date),
      prm: formatSigned(people.programmes.quantity),
      cntr_str: formatPercent(strengthOfDay(day, found.value, call)),
    };
  });
  return ok({ body: { stk_ddwkmm: rows }, nextCursor });
}

/** ka10015 일별거래상세: back from today to `strt_dt`, each day told apart by its hours. */
export function dailyDetails(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const page = readDays(call, found.value, { before: null, pageSize: PAGE, older: 1 });
  if (!page.ok) return page;
  const start = params.get('strt_dt');
  const days = page.value.days.filter(({ date }) => date >= start);
  const isCut = days.length < page.value.days.length;
  const peopleOf = peopleOfPage(call, found.value, days);
  const rows = days.map((day) => detailRow(day, found.value, peopleOf(day.date), call));
  return ok({ body: { daly_trde_dtl: rows }, nextCursor: isCut ? null : page.value.nextCursor });
}

function detailRow(day: DayOfPage, found: ScopedListing, people: DayPeople, call: Call) {
  const { bar, words, date } = day;
  const { dayParts } = call.market;
  const { symbol } = found.listing;
  const isToday = date === call.world.tradingDate();
  const parts = isToday ? dayParts.today(symbol, found.scope) : dayParts.past(symbol, bar);
  const fields: Record<string, string> = {
    dt: date,
    close_pric: words.signed(bar.close),
    pred_pre_sig: words.direction,
    pred_pre: words.change,
    flu_rt: words.changeRate,
    trde_qty: String(bar.volume),
    trde_prica: formatMillions(bar.turnover),
    tot_3: '100.00',
    prid_trde_qty: String(bar.volume),
    cntr_str: formatPercent(strengthOfDay(day, found, call)),
    ...netFields(people),
    crd_remn_rt: creditRate(call, found.listing, date),
    prm: formatSigned(people.programmes.quantity),
  };
  for (const [prefix, part] of [
    ['bf_mkrt', parts.before],
    ['opmr', parts.regular],
    ['af_mkrt', parts.after],
  ] as const) {
    fields[`${prefix}_trde_qty`] = String(part.volume);
    fields[`${prefix}_trde_wght`] = formatPercent((part.volume / bar.volume) * 100);
    fields[`${prefix}_trde_prica`] = formatMillions(part.turnover);
    fields[`${prefix}_trde_prica_wght`] = formatPercent((part.turnover / bar.turnover) * 100);
  }
  return fields;
}

/** ka10086 일별주가: back from `qry_dt`. `indc_tp` shows net buying in shares (0) or in millions of won (1). */
export function dailyQuotes(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const before = kstInstant(params.get('qry_dt') as KstDate, DAY_MS);
  const page = readDays(call, found.value, { before, pageSize: PAGE, older: 1 });
  if (!page.ok) return page;
  const { days, nextCursor } = page.value;
  const peopleOf = peopleOfPage(call, found.value, days);
  const inMoney = params.get('indc_tp') === '1';
  const show = ({ quantity, amount }: Net) =>
    formatSigned(inMoney ? Math.trunc(amount / 1_000_000) : quantity);
  const rows = days.map(({ bar, words, date }) => {
    const people = peopleOf(date);
    const credit = creditRate(call, found.value.listing, date);
    return {
      date,
      open_pric: words.signed(bar.open),
      high_pric: words.signed(bar.high),
      low_pric: words.signed(bar.low),
      close_pric: words.signed(bar.close),
      pred_rt: words.change,
      flu_rt: words.changeRate,
      trde_qty: String(bar.volume),
      amt_mn: formatMillions(bar.turnover),
      crd_rt: credit,
      ind: show(people.individuals),
      orgn: show(people.institutions),
      for_qty: show(people.foreigners),
      frgn: show(people.foreignFirms),
      prm: show(people.programmes),
      for_rt: formatSignedPercent(people.limitPercent),
      for_poss: formatSigned(people.held),
      for_wght: formatSignedPercent(people.heldPercent),
      for_netprps: show(people.foreigners),
      orgn_netprps: show(people.institutions),
      ind_netprps: show(people.individuals),
      crd_remn_rt: credit,
    };
  });
  return ok({ body: { daly_stkpc: rows }, nextCursor });
}

/** ka10047 체결강도추이일별: each day and the 5, 20 and 60 days that end with it. */
export function dailyStrength(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const page = readDays(call, found.value, { before: null, pageSize: PAGE, older: LONGEST_MEAN });
  if (!page.ok) return page;
  const rows = page.value.days.map((day) => ({
    dt: day.date,
    cur_prc: day.words.signed(day.bar.close),
    pred_pre: day.words.change,
    pred_pre_sig: day.words.direction,
    flu_rt: day.words.changeRate,
    // The broker leaves this one empty; the volume is in the field after it.
    trde_qty: '',
    acc_trde_prica: formatMillions(day.bar.turnover),
    acc_trde_qty: String(day.bar.volume),
    cntr_str: formatPercent(strengthOfDay(day, found.value, call)),
    cntr_str_5min: formatPercent(jointStrength(day.bars.slice(0, 5))),
    cntr_str_20min: formatPercent(jointStrength(day.bars.slice(0, 20))),
    cntr_str_60min: formatPercent(jointStrength(day.bars.slice(0, LONGEST_MEAN))),
  }));
  return ok({ body: { cntr_str_daly: rows }, nextCursor: page.value.nextCursor });
}
