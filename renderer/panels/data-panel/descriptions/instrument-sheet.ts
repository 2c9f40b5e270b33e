import type { PanelDescription } from '../description.ts';

/** What an instrument is: its quote, bands, capital and ratios. */
export const INSTRUMENT_SHEET: PanelDescription = {
  id: 'instrument-sheet',
  tabs: [
    {
      id: 'sheet',
      api: 'ka10001',
      linked: 'stk_cd',
      refreshMs: 10_000,
      live: {
        type: '0B',
        values: {
          '10': 'cur_prc',
          '11': 'pred_pre',
          '12': 'flu_rt',
          '25': 'pre_sig',
          '13': 'trde_qty',
          '16': 'open_pric',
          '17': 'high_pric',
          '18': 'low_pric',
        },
      },
    },
  ],
};
