import { err, ok, type Result } from '#shared/domain/result.ts';
import type { MemberReading, Theme, ThemeReading } from '../../../market/themes/themes.ts';
import type { BookScope, World } from '../../../world.ts';
import { apiFailure, type ApiFailure } from '../../rest/api-failure.ts';
import { directionCode, formatSignedPercent } from '../../wording/format.ts';
import { createQuoteWords } from '../../wording/quote-words.ts';
import { SCOPE_SUFFIX, scopeOfVenue } from '../../wording/symbol-code.ts';
import {
  forCustomer,
  resolvePlainListing,
  type Call,
  type HandlerTable,
  type Params,
  type Reply,
} from '../handler.ts';

const MAIN_MEMBERS = 2;

/** `flu_pl_amt_tp`: what the themes are sorted by. */
const ORDERS: Readonly<Record<string, (a: ThemeReading, b: ThemeReading) => number>> = {
  '1': (a, b) => b.periodReturn - a.periodReturn,
  '2': (a, b) => a.periodReturn - b.periodReturn,
  '3': (a, b) => b.changeRate - a.changeRate,
  '4': (a, b) => a.changeRate - b.changeRate,
};

/** ka90001 테마그룹별: all themes, those with a name that contains `thema_nm`, or those of the instrument `stk_cd`. */
function themeGroups(params: Params, call: Call): Result<Reply, ApiFailure> {
  const themes = wantedThemes(params, call);
  if (!themes.ok) return themes;
  const days = daysOf(params);
  if (!days.ok) return days;
  const scope = scopeOfVenue(params.get('stex_tp'));
  const rows = themes.value
    .map((theme) => call.market.themes.read(theme, scope, days.value))
    .filter(({ members }) => members.length > 0)
    .toSorted(ORDERS[params.get('flu_pl_amt_tp')])
    .map(groupRow);
  return ok({ body: { thema_grp: rows } });
}

/** ka90002 테마구성종목: the members of one theme, best of the day first. */
function themeMembers(params: Params, call: Call): Result<Reply, ApiFailure> {
  const code = params.get('thema_grp_cd');
  const theme = call.market.themes.find(code);
  if (theme === null) return err(apiFailure('1517', 'thema_grp_cd', '없는 테마입니다'));
  const days = daysOf(params);
  if (!days.ok) return days;
  const scope = scopeOfVenue(params.get('stex_tp'));
  const reading = call.market.themes.read(theme, scope, days.value);
  return ok({
    body: {
      flu_rt: formatSignedPercent(reading.changeRate),
      dt_prft_rt: formatSignedPercent(reading.periodReturn),
      thema_comp_stk: reading.members.map((member) => memberRow(call.world, member, scope)),
    },
  });
}

/** `qry_tp` 0 all themes, 1 by the theme's name, 2 by a member's code. */
function wantedThemes(params: Params, call: Call): Result<readonly Theme[], ApiFailure> {
  const all = call.market.themes.list();
  const kind = params.get('qry_tp');
  if (kind === '1') {
    const name = params.get('thema_nm');
    return name === ''
      ? err(apiFailure('1511', 'thema_nm'))
      : ok(all.filter((theme) => theme.name.includes(name)));
  }
  if (kind !== '2') return ok(all);
  if (params.get('stk_cd') === '') return err(apiFailure('1511', 'stk_cd'));
  const found = resolvePlainListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const { symbol } = found.value.listing;
  return ok(all.filter((theme) => theme.members.some((member) => member.symbol === symbol)));
}

/** `date_tp`: trading days back, 1 to 99; 1 where it may be left out. */
function daysOf(params: Params): Result<number, ApiFailure> {
  const text = params.get('date_tp');
  const days = text === '' ? 1 : Number(text);
  return /^\d{0,2}$/.test(text) && days >= 1
    ? ok(days)
    : err(apiFailure('1517', 'date_tp', '1에서 99까지의 일수가 아닙니다'));
}

function groupRow(reading: ThemeReading): Record<string, string> {
  const { theme, changeRate, members } = reading;
  return {
    thema_grp_cd: theme.code,
    thema_nm: theme.name,
    stk_num: String(members.length),
    flu_sig: directionCode(changeRate, 0),
    flu_rt: formatSignedPercent(changeRate),
    rising_stk_num: String(reading.rising),
    fall_stk_num: String(reading.falling),
    dt_prft_rt: formatSignedPercent(reading.periodReturn),
    main_stk: theme.members
      .slice(0, MAIN_MEMBERS)
      .map(({ name }) => name)
      .join(', '),
  };
}

function memberRow(world: World, member: MemberReading, scope: BookScope): Record<string, string> {
  const { symbol, name } = member.listing;
  const day = world.day(symbol, scope);
  const book = world.book(symbol, scope);
  const [ask] = book.asks;
  const [bid] = book.bids;
  const { signed, direction, change } = createQuoteWords(day);
  return {
    stk_cd: symbol + SCOPE_SUFFIX[scope],
    stk_nm: name,
    cur_prc: signed(day.lastPrice),
    flu_sig: direction(day.lastPrice),
    pred_pre: change(day.lastPrice),
    flu_rt: formatSignedPercent(member.changeRate),
    acc_trde_qty: String(day.volume),
    sel_bid: signed(ask?.price ?? null),
    sel_req: String(ask?.size ?? 0),
    buy_bid: signed(bid?.price ?? null),
    buy_req: String(bid?.size ?? 0),
    dt_prft_rt_n: formatSignedPercent(member.periodReturn),
  };
}

/** Themes (테마) and their members. */
export const THEME_HANDLERS: HandlerTable = {
  ka90001: forCustomer(themeGroups),
  ka90002: forCustomer(themeMembers),
};
