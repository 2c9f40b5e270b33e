import type { KstDate } from '#shared/domain/time.ts';
import type { Listing } from '../../../world.ts';
import { formatSignedPercent } from '../../wording/format.ts';
import type { Call } from '../handler.ts';

/** 신용잔고율 of a day in percent: margin loans over listed shares, as far as they have been reported. */
export function creditRate(call: Call, { symbol }: Listing, date: KstDate): string {
  return formatSignedPercent(call.market.credit.marginRatio(symbol, date));
}
