import { forCustomer, type HandlerTable } from '../handler.ts';
import { bookRatioRanking, bookSizeRanking, bookSurgeRanking } from './book-rankings.ts';
import { jumpRanking, limitRanking, nearExtremeRanking, recordRanking } from './extreme-rankings.ts';
import { interruptionList } from './interruption-list.ts';
import { offHoursRanking } from './off-hours-ranking.ts';
import { changeRanking, expectedRanking, openingChangeRanking } from './price-rankings.ts';
import { searchRanking } from './search-ranking.ts';
import { shelfList } from './shelf-list.ts';
import { valueRanking } from './value-rankings.ts';
import {
  turnoverRanking,
  volumeRanking,
  volumeRecordRanking,
  volumeSurgeRanking,
  yesterdayRanking,
} from './volume-rankings.ts';

/** Lists of instruments by what they do. */
export const RANKING_HANDLERS: HandlerTable = {
  ka00198: forCustomer(searchRanking),
  ka10016: recordRanking,
  ka10017: limitRanking,
  ka10018: nearExtremeRanking,
  ka10019: jumpRanking,
  ka10020: bookSizeRanking,
  ka10021: bookSurgeRanking,
  ka10022: bookRatioRanking,
  ka10023: volumeSurgeRanking,
  ka10024: volumeRecordRanking,
  ka10025: forCustomer(shelfList),
  ka10026: valueRanking,
  ka10027: changeRanking,
  ka10028: openingChangeRanking,
  ka10029: expectedRanking,
  ka10030: volumeRanking,
  ka10031: yesterdayRanking,
  ka10032: turnoverRanking,
  ka10054: forCustomer(interruptionList),
  ka10098: offHoursRanking,
};
