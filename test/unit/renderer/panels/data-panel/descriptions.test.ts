import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';
import { kiwoomRealtimeType } from '#shared/catalogue/kiwoom-realtime.ts';
import { allTabs } from '#renderer/panels/data-panel/all-tabs.ts';
import { chartSeries, chartTime } from '#renderer/panels/data-panel/chart-series.ts';
import type { PanelDescription, TabDescription } from '#renderer/panels/data-panel/description.ts';
import { PANEL_DESCRIPTIONS } from '#renderer/panels/data-panel/descriptions/index.ts';
import { itemOf, MAX_LIVE_ROWS, overlay, streamsOfRows } from '#renderer/panels/data-panel/live-values.ts';

const PANELS = Object.values(PANEL_DESCRIPTIONS);
const TABS: readonly (readonly [string, PanelDescription, TabDescription])[] = PANELS.flatMap((panel) =>
  allTabs(panel.tabs).map((tab) => [`${panel.id} ${tab.id}`, panel, tab] as const),
);

interface PanelTexts {
  readonly title?: string;
  readonly tab?: Readonly<Record<string, string>>;
  readonly section?: Readonly<Record<string, string>>;
}

function textsOf(locale: 'ko' | 'en', panel: string): PanelTexts {
  const path = `../../../../../renderer/panels/data-panel/locales/${locale}.json`;
  const texts = JSON.parse(readFileSync(join(import.meta.dirname, path), 'utf8')) as Record<
    string,
    PanelTexts
  >;
  return texts[panel] ?? {};
}

/** Keys that a tab names, sorted by what they are keys of; what the catalogue does not have remains. */
function unknownKeys(tab: TabDescription): readonly (string | null)[] {
  const { request, response } = kiwoomEndpoint(tab.api);
  const asked = new Set(request.map(({ key }) => key));
  const answered = new Set(response.map(({ key }) => key));
  const inRows = new Set(response.filter(({ list }) => list !== undefined).map(({ key }) => key));
  const { linked, live = [], chart, sort, board } = tab;
  return [
    ...[
      ...(tab.filters ?? []),
      ...Object.keys(tab.request ?? {}),
      ...(linked === undefined ? [] : [linked]),
    ].filter((key) => !asked.has(key)),
    ...[
      ...(tab.columns ?? []).map(({ key }) => key),
      ...(chart === undefined ? [] : [chart.timeKey, ...chart.series.map(({ key }) => key)]),
      ...(sort === undefined ? [] : [sort.key]),
      ...live.flatMap(({ itemKey }) => (itemKey === undefined ? [] : [itemKey])),
      ...Object.values(tab.detail?.from ?? {}).map(({ key }) => key),
    ].filter((key) => !inRows.has(key)),
    ...(tab.summary ?? []).map(({ key }) => key).filter((key) => !answered.has(key)),
    ...(board?.rows ?? []).flat().filter((key) => key !== null && !answered.has(key)),
    ...live.flatMap(({ itemField = linked, itemKey, item }) =>
      itemKey !== undefined || item !== undefined || asked.has(itemField ?? '') ? [] : ['no item'],
    ),
    ...live.flatMap(({ type, values, alone = {} }) => {
      const fids = new Set(kiwoomRealtimeType(type).fields.map(({ fid }) => fid));
      return [
        ...[...Object.keys(values), ...Object.keys(alone)].filter((fid) => !fids.has(fid)),
        ...Object.values(values).filter((key) => !answered.has(key)),
      ];
    }),
  ];
}

describe('the description of a panel', () => {
  it.each(TABS)('%s names nothing that the catalogue does not have', (_, __, tab) => {
    expect(unknownKeys(tab)).toEqual([]);
  });

  it.each(TABS)('%s asks with codes of their tables', (_, __, tab) => {
    const { request } = kiwoomEndpoint(tab.api);
    const wrong = Object.entries(tab.request ?? {}).filter(([key, value]) => {
      const values = request.find((field) => field.key === key)?.values;
      return values !== undefined && !Object.hasOwn(values, value);
    });
    expect(wrong).toEqual([]);
  });

  it.each(TABS)('%s has its texts in both languages', (_, { id, tabs }, tab) => {
    for (const locale of ['ko', 'en'] as const) {
      const texts = textsOf(locale, id);
      expect(texts.title).toBeTruthy();
      if (tabs.length > 1 || !tabs.includes(tab)) expect(texts.tab?.[tab.id]).toBeTruthy();
      if (tab.section !== undefined) expect(texts.section?.[tab.section]).toBeTruthy();
    }
  });

  it.each(PANELS.map((panel) => [panel.id, panel] as const))(
    '%s has tabs of different names',
    (_, { tabs }) => {
      const all = allTabs(tabs);
      expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    },
  );

  it.each(TABS.filter(([, , { detail }]) => detail !== undefined))(
    '%s gives every tab of its other pane what it asks for',
    (_, __, { detail }) => {
      const given = Object.keys(detail?.from ?? {});
      for (const { api } of detail?.tabs ?? []) {
        const asked = kiwoomEndpoint(api).request.map(({ key }) => key);
        expect(asked.some((key) => given.includes(key))).toBe(true);
      }
    },
  );

  it.each(TABS.filter(([, { id }]) => id !== 'account-review'))(
    '%s heads its columns in both languages',
    (_, __, { columns = [], summary = [] }) => {
      const heads = [
        ...columns.map(({ key, header }) => ({ key, header })),
        ...summary.map(({ key, as }) => ({ key, header: as?.header })),
      ];
      const bare = heads.filter(({ header }) => header?.en === undefined);
      expect(bare).toEqual([]);
    },
  );

  it.each(TABS)('%s does not spend the quota by refreshing too often', (_, __, tab) => {
    expect(tab.refreshMs ?? 1000).toBeGreaterThanOrEqual(1000);
  });
});

describe('live values', () => {
  const live = {
    type: '0B',
    itemKey: 'stk_cd',
    values: { '10': 'cur_prc', '12': 'flu_rt', '99': 'gone' },
  } as const;
  const at = 1 as never;

  it('replace those of the row that the stream tells, and no others', () => {
    const row = { stk_cd: '005930', cur_prc: 100, flu_rt: 1 };
    const update = { type: '0B', item: '005930', values: { '10': 110, '12': null, '99': 5 }, at };
    expect(overlay(row, update, live)).toEqual({ stk_cd: '005930', cur_prc: 110, flu_rt: 1 });
  });

  it('leave a row that stays the same as it is', () => {
    const row = { stk_cd: '005930', cur_prc: 100, flu_rt: 1 };
    expect(overlay(row, { type: '0B', item: '005930', values: { '10': 100 }, at }, live)).toBe(row);
  });

  it('are wanted once per item and for no more rows than can be seen', () => {
    const rows = Array.from({ length: 100 }, (_, n) => ({ stk_cd: String(n % 80) }));
    expect(streamsOfRows(rows, live)).toHaveLength(MAX_LIVE_ROWS);
    expect(streamsOfRows([{ stk_cd: '1' }, { stk_cd: '1' }, {}], live)).toEqual([{ type: '0B', item: '1' }]);
    expect(itemOf({ stk_cd: '1' }, { type: '0B', values: {} })).toBeNull();
  });
});

describe('the chart of rows', () => {
  it('runs from old to new with one point per time', () => {
    const rows = [
      { dt: '20261120', net: 3 },
      { dt: '20261119', net: -1 },
      { dt: '20261119', net: 2 },
      { dt: 'x', net: 9 },
      { dt: '20261118', net: null },
    ];
    const chart = { timeKey: 'dt', series: [{ key: 'net', style: 'bars' as const }] };
    const [series] = chartSeries(rows, chart, (key) => key);
    expect(series?.points).toEqual([
      { time: Date.UTC(2026, 10, 19) / 1000, value: 2 },
      { time: Date.UTC(2026, 10, 20) / 1000, value: 3 },
    ]);
  });

  it('reads days and minutes', () => {
    expect(chartTime('20261120130500')).toBe(Date.UTC(2026, 10, 20, 13, 5) / 1000);
    expect(chartTime('130500')).toBe(Date.UTC(2000, 0, 1, 13, 5) / 1000);
    expect(chartTime(5)).toBeNull();
  });
});
