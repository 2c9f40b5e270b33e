import { forCustomer, type HandlerTable } from '../handler.ts';
import { sectorMinuteChart, sectorPeriodChart, sectorTickChart } from './sector-charts.ts';
import { sectorList, sectorMembers } from './sector-members.ts';
import { allSectors, sectorByDay, sectorQuote } from './sector-quotes.ts';

/** Indices (업종): lists, quotes and charts. */
export const SECTOR_HANDLERS: HandlerTable = {
  ka10101: forCustomer(sectorList),
  ka20001: forCustomer(sectorQuote),
  ka20002: forCustomer(sectorMembers),
  ka20003: forCustomer(allSectors),
  ka20009: forCustomer(sectorByDay),
  ka20004: forCustomer(sectorTickChart),
  ka20005: forCustomer(sectorMinuteChart),
  ka20006: forCustomer(sectorPeriodChart('day', 'inds_dt_pole_qry')),
  ka20007: forCustomer(sectorPeriodChart('week', 'inds_stk_pole_qry')),
  ka20008: forCustomer(sectorPeriodChart('month', 'inds_mth_pole_qry')),
  ka20019: forCustomer(sectorPeriodChart('year', 'inds_yr_pole_qry')),
};
