import type { TabDescription } from '../../description.ts';

/** How much can be ordered, and what ties the rest up. */
export const MARGIN_TABS: readonly TabDescription[] = [
  { id: 'margin', section: 'margin', api: 'kt00013', refreshMs: 15_000 },
  {
    id: 'power',
    section: 'margin',
    api: 'kt00010',
    request: { trde_tp: '2' },
    linked: 'stk_cd',
    filters: ['trde_tp', 'uv', 'trde_qty'],
  },
  { id: 'by-margin', section: 'margin', api: 'kt00011', linked: 'stk_cd', filters: ['uv'] },
  { id: 'by-deposit', section: 'margin', api: 'kt00012', linked: 'stk_cd', filters: ['uv'] },
];
