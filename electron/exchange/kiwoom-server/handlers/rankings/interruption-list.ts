import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Interruption } from '../../../market/interruptions/interruption-log.ts';
import { apiFailure, type ApiFailure } from '../../rest/api-failure.ts';
import { formatPrice, formatSignedPercent, percentChange } from '../../wording/format.ts';
import { formatTime } from '../../wording/kst-text.ts';
import { SCOPE_SUFFIX } from '../../wording/symbol-code.ts';
import { resolveListing, type Call, type Params, type Reply } from '../handler.ts';
import { readAmount } from '../whole-number.ts';
import { isInMarket } from './candidate.ts';
import { STOCK_CONDITIONS } from './stock-conditions.ts';

type Case = (interruption: Interruption) => boolean;

/** `skip_stk`, digit by digit: which condition leaves the instrument out when the digit is 1. Nothing here is under watch. */
const SKIPS: readonly (keyof typeof STOCK_CONDITIONS)[] = ['3', '1', '0', '0', '0', '0', '5', '14', '17'];
const KIND_OF_CODE: Readonly<Record<string, Interruption['kind']>> = { '1': 'static', '2': 'dynamic' };
const VENUE_OF_CODE: Readonly<Record<string, Interruption['venue']>> = { '1': 'KRX', '2': 'NXT' };
const KIND_TEXT: Readonly<Record<Interruption['kind'], string>> = { static: '정적', dynamic: '동적' };

/**
 * ka10054 변동성완화장치발동종목: every interruption of the day, newest first.
 *
 * Interruptions happen in the regular session alone, so that those of the trade outside the hours are none. One interruption has one
 * kind: code 3, both at once, finds nothing.
 */
export function interruptionList(params: Params, call: Call): Result<Reply, ApiFailure> {
  const cases = casesOf(params, call);
  if (!cases.ok) return cases;
  const found = call.market.interruptions.today().filter((one) => cases.value.every((fits) => fits(one)));
  return ok({ body: { motn_stk: found.map((one) => interruptionRow(one, call)) } });
}

function casesOf(params: Params, call: Call): Result<readonly Case[], ApiFailure> {
  const volume = rangeOf(params, 'trde_qty_tp', 'trde_qty', 1);
  if (!volume.ok) return volume;
  const turnover = rangeOf(params, 'trde_prica_tp', 'trde_prica', 1_000_000);
  if (!turnover.ok) return turnover;
  const named = namedInstrument(params, call);
  if (!named.ok) return named;
  const skips = params.get('skip_stk');
  if (!/^[01]{9}$/.test(skips)) return err(apiFailure('1517', 'skip_stk', '0과 1 아홉 자리가 아닙니다'));
  const listingOf = (one: Interruption) => call.world.listing(one.symbol);
  const dayOf = (one: Interruption) => call.world.day(one.symbol, one.venue);
  const venue = VENUE_OF_CODE[params.get('stex_tp')];
  const kind = params.get('motn_tp');
  const direction = params.get('motn_drc');
  const cases: readonly Case[] = [
    (one) => named.value === null || one.symbol === named.value,
    (one) => venue === undefined || one.venue === venue,
    (one) => kind === '0' || one.kind === KIND_OF_CODE[kind],
    (one) => direction === '0' || (direction === '1') === one.triggerPrice >= one.referencePrice,
    () => params.get('bf_mkrt_tp') !== '2',
    (one) => volume.value(dayOf(one).volume),
    (one) => turnover.value(dayOf(one).turnover),
    (one) => {
      const listing = listingOf(one);
      if (listing === null || !isInMarket(listing, params.get('mrkt_tp'))) return false;
      return SKIPS.every(
        (code, place) => skips[place] === '0' || STOCK_CONDITIONS[code]?.(listing) !== false,
      );
    },
  ];
  return ok(cases);
}

/** The instrument asked for; null for the whole market. */
function namedInstrument(params: Params, call: Call): Result<string | null, ApiFailure> {
  const code = params.get('stk_cd');
  if (code === '') return ok(null);
  const found = resolveListing(call.world, code);
  return found.ok ? ok(found.value.listing.symbol) : found;
}

/** A test of a number, when its field says that the bounds count. A bound of 0 at the top is none. */
function rangeOf(
  params: Params,
  flag: string,
  name: string,
  unit: number,
): Result<(value: number) => boolean, ApiFailure> {
  const least = readAmount(params, `min_${name}`);
  if (!least.ok) return least;
  const most = readAmount(params, `max_${name}`);
  if (!most.ok) return most;
  if (params.get(flag) !== '1') return ok(() => true);
  const upper = most.value === 0 ? Number.POSITIVE_INFINITY : most.value * unit;
  return ok((value) => value >= least.value * unit && value <= upper);
}

function interruptionRow(one: Interruption, call: Call): Readonly<Record<string, string>> {
  const { symbol, venue, triggerPrice, referencePrice, kind } = one;
  const day = call.world.day(symbol, venue);
  const deviation = formatSignedPercent(percentChange(triggerPrice, referencePrice));
  const only = (wanted: Interruption['kind'], text: string, none: string) => (kind === wanted ? text : none);
  return {
    stk_cd: symbol + SCOPE_SUFFIX[venue],
    stk_nm: call.world.listing(symbol)?.name ?? '',
    acc_trde_qty: String(day.volume),
    motn_pric: formatPrice(triggerPrice),
    dynm_dispty_rt: only('dynamic', deviation, '0.00'),
    trde_cntr_proc_time: formatTime(one.triggeredAt),
    virelis_time: formatTime(one.releasedAt),
    viaplc_tp: KIND_TEXT[kind],
    dynm_stdpc: only('dynamic', formatPrice(referencePrice), '0'),
    static_stdpc: only('static', formatPrice(referencePrice), '0'),
    static_dispty_rt: only('static', deviation, '0.00'),
    open_pric_pre_flu_rt: formatSignedPercent(percentChange(triggerPrice, day.open ?? day.basePrice)),
    vimotn_cnt: String(one.count),
    stex_tp: venue,
  };
}
