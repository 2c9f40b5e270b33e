import { describe, expect, it } from 'vitest';
import { KIWOOM_API_IDS, kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';
import { isKiwoomNumericKind } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import { chartSeries } from '#renderer/panels/data-panel/chart-series.ts';
import { ACCOUNT_REVIEW } from '#renderer/panels/data-panel/descriptions/account-review/account-review.ts';

const TABS = ACCOUNT_REVIEW.tabs.flatMap((tab) => [tab, ...(tab.detail?.tabs ?? [])]);

describe('account review', () => {
  it('shows every account API but the number of the account, which the accounts dialog shows', () => {
    const wanted = KIWOOM_API_IDS.filter((id) => kiwoomEndpoint(id).group === 'account' && id !== 'ka00001');
    expect([...new Set(TABS.map(({ api }) => api))].toSorted()).toEqual(wanted.toSorted());
  });

  it.each(TABS.map((tab) => [tab.id, tab] as const))('%s adds up numbers of its rows', (_, tab) => {
    const { response } = kiwoomEndpoint(tab.api);
    const wrong = (tab.totals ?? []).filter((key) => {
      const field = response.find((one) => one.key === key && one.list !== undefined);
      return field === undefined || !isKiwoomNumericKind(field.kind);
    });
    expect(wrong).toEqual([]);
  });

  it.each(TABS.map((tab) => [tab.id, tab] as const))('%s offers ranges of days it asks for', (_, tab) => {
    const days = kiwoomEndpoint(tab.api).request.filter(({ format }) => format === 'date');
    const keys = days.map(({ key }) => key);
    expect(tab.range === undefined ? keys.length < 2 : [tab.range.from, tab.range.to]).toEqual(
      tab.range === undefined ? true : keys,
    );
  });

  it('draws what has been won until each day beside what each day brought', () => {
    const chart = ACCOUNT_REVIEW.tabs.find(({ id }) => id === 'pnl-days')?.chart;
    if (chart === undefined) throw new Error('realised results by day have no chart');
    const rows = [
      { dt: '20261120', tdy_sel_pl: -30 },
      { dt: '20261119', tdy_sel_pl: 100 },
    ];
    const [days, sum] = chartSeries(rows, chart, () => '실현손익');
    expect(days?.points.map(({ value }) => value)).toEqual([100, -30]);
    expect(sum?.points.map(({ value }) => value)).toEqual([100, 70]);
  });
});
