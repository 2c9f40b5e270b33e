import type { KstDate } from '#shared/domain/time.ts';
import type { Listing } from '../../../world.ts';
import type { Call } from '../handler.ts';

/** 신용잔고율 of a day in percent; empty, which is "no value", as long as nobody lends money on shares here. */
export function creditRate(_call: Call, _listing: Listing, _date: KstDate): string {
  return '';
}
