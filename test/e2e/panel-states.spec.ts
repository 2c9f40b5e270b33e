import type { Page } from '@playwright/test';
import { hogaError } from '#shared/domain/errors.ts';
import { openSession } from '#test/support/desk-session.ts';
import { DeskWire } from '#test/support/rigged-desk/desk-wire.ts';
import { expect, test } from '#test/support/rigged-desk/rigged-test.ts';
import { Trader } from '#test/support/rigged-desk/trader.ts';

// A desk of its own, on which nothing has been traded: with prices that move.
test.use({ deskOptions: { startAt: new Date('2026-11-20T13:05:00+09:00') } });

const FULL_LIST = 200;
const FAILURE = hogaError('connectivity', 'LINK_CLOSED', 'not sent', {});

/** Brings a panel to the front of its group. */
async function showTab(page: Page, title: RegExp): Promise<void> {
  await page.locator('.tab', { hasText: title }).first().click();
}

test.describe('a panel without anything to show', () => {
  test('says so: orders, fills, positions, holdings and an empty watchlist', async ({ trader, desk }) => {
    const { page } = trader;
    await expect(page.getByText('미체결 주문이 없습니다')).toBeVisible();
    await showTab(page, /^체결 \d/);
    await expect(page.getByText('오늘 체결이 없습니다')).toBeVisible();
    await showTab(page, /^잔고/);
    await expect(page.locator('.positions').getByText('보유 종목이 없습니다')).toBeVisible();
    await showTab(page, /^보유/);
    await expect(page.getByText('체결되면 이곳에 나타납니다.')).toBeVisible();
    await showTab(page, /^관심/);
    const { bridge } = await openSession(await desk.url());
    await bridge.request('settings.set', {
      key: 'watchlists',
      value: [{ id: '1', name: '빈 목록', symbols: [] }],
    });
    bridge.close();
    await expect(page.getByText('목록이 비어 있습니다')).toBeVisible();
  });
});

test.describe('a panel whose content is on its way', () => {
  test('shows that it is loading, and the content once that has come', async ({ openPage }) => {
    let wire: DeskWire | undefined;
    const requests = ['instruments.list', 'candles.fetch', 'account.snapshot'] as const;
    const page = await openPage({
      async prepare(opened) {
        wire = await DeskWire.tap(opened);
        for (const name of requests) wire.hold(name);
      },
    });
    const bottom = page.locator('.dv-groupview', { has: page.locator('.tab', { hasText: '잔고' }) });
    await expect(page.locator('.watchlist .loading')).toBeVisible();
    await expect(page.locator('.chart .loading')).toBeVisible();
    await expect(bottom.locator('.loading')).toBeVisible();
    await showTab(page, /^잔고/);
    await expect(bottom.locator('.loading')).toBeVisible();
    await showTab(page, /^체결 \d/);
    await expect(bottom.locator('.loading')).toBeVisible();
    for (const name of requests) wire?.release(name);
    await expect(page.locator('.loading')).toHaveCount(0);
    await expect(page.locator('.watchlist .ag-row').first()).toBeVisible();
    await expect(new Trader(page).chartLegend).toContainText(/\d/);
  });
});

test.describe('a panel whose content could not be had', () => {
  test('says so and tries again when told to', async ({ openPage }) => {
    let wire: DeskWire | undefined;
    const page = await openPage({
      async prepare(opened) {
        wire = await DeskWire.tap(opened);
        wire.fail('candles.fetch', FAILURE);
        wire.fail('instruments.list', FAILURE);
        wire.fail('account.snapshot', FAILURE);
      },
    });
    const trader = new Trader(page);
    await expect(page.locator('.chart').getByRole('alert')).toBeVisible();
    await expect(page.locator('.watchlist').getByRole('alert')).toContainText('종목 목록을 받지 못했습니다');
    await expect(page.locator('.orders .panel-note')).toContainText('예전 내용일 수 있습니다');
    await showTab(page, /^잔고/);
    await expect(page.locator('.positions .panel-note')).toContainText('예전 내용일 수 있습니다');
    wire?.release('candles.fetch');
    wire?.release('instruments.list');
    await page.locator('.chart').getByRole('button', { name: '다시 시도' }).click();
    await page.locator('.watchlist').getByRole('button', { name: '다시 시도' }).click();
    await expect(trader.chartLegend).toContainText(/\d/);
    await expect(page.locator('.watchlist .ag-row').first()).toBeVisible();
  });
});

test.describe('a panel that is not current', () => {
  test('is covered while the broker is away: book, chart and prints', async ({ trader, desk }) => {
    const { page } = trader;
    await trader.show('카카오');
    await expect(trader.chartLegend).toContainText(/\d/);
    await desk.exchange.setAway(true);
    await expect(page.locator('.book .veil__cover')).toHaveText('최신 아님');
    await expect(page.locator('.chart .veil__cover')).toHaveText('최신 아님');
    await expect(page.locator('.watchlist .name-cell--old').first()).toBeVisible();
    await page.getByRole('tab', { name: '체결', exact: true }).click();
    await expect(page.locator('.tape .veil__cover')).toHaveText('최신 아님');
    await desk.exchange.setAway(false);
    await expect(page.locator('.veil__cover')).toHaveCount(0);
    await expect(page.locator('.watchlist .name-cell--old')).toHaveCount(0);
  });

  test('is covered while the desk is away: all of them', async ({ openPage }) => {
    let wire: DeskWire | undefined;
    const page = await openPage({ prepare: async (opened) => (wire = await DeskWire.tap(opened)) });
    const trader = new Trader(page);
    await trader.show('카카오');
    await expect(trader.chartLegend).toContainText(/\d/);
    await wire?.cut();
    await expect(trader.banner).toContainText('데스크와 연결이 끊겼습니다');
    for (const panel of ['.watchlist', '.chart', '.book', '.orders'])
      await expect(page.locator(`${panel} .veil__cover`)).toHaveText('최신 아님');
    await expect(trader.submit).toBeDisabled();
    wire?.mend();
    await expect(page.locator('.veil__cover')).toHaveCount(0);
  });
});

/** Scrolls the list inside an element; runs in the page. */
function scrollListTo(list: Element, top: number): void {
  const view = [...list.querySelectorAll('*')].find(
    (node) => node.scrollHeight > node.clientHeight + 100 && getComputedStyle(node).overflowY !== 'visible',
  );
  view?.scrollTo({ top });
}

/** Runs in the page. */
function readPrices(rows: readonly Element[]): readonly { symbol: string; isLive: boolean }[] {
  return rows.map((row) => ({
    symbol: row.getAttribute('row-id') ?? '',
    isLive:
      /^[\d,]+$/.test(row.querySelector('[col-id="lastPrice"]')?.textContent ?? '') &&
      row.querySelector('.name-cell--old') === null,
  }));
}

test('a watchlist of two hundred is live in every row, and nothing complains', async ({
  trader,
  desk,
  complaints,
}) => {
  const { page } = trader;
  const { bridge } = await openSession(await desk.url());
  const list = await bridge.request('instruments.list', {});
  const symbols = list.ok ? list.value.map(({ symbol }) => symbol).slice(0, FULL_LIST) : [];
  expect(symbols).toHaveLength(FULL_LIST);
  await bridge.request('settings.set', { key: 'watchlists', value: [{ id: '1', name: '이백', symbols }] });
  bridge.close();
  await expect(page.getByRole('tab', { name: '이백' })).toBeVisible();

  const rows = page.locator('.watchlist .ag-row');
  await expect(rows.first()).toBeVisible();
  const live = new Set<string>();
  for (let top = 0; live.size < FULL_LIST && top < FULL_LIST * 30; top += 220) {
    await page.locator('.watchlist').evaluate(scrollListTo, top);
    // In one look at the page: the list makes rows anew while it scrolls.
    await expect
      .poll(async () => {
        const shown = await rows.evaluateAll(readPrices);
        for (const { symbol, isLive } of shown) if (isLive) live.add(symbol);
        return shown.length > 0 && shown.every(({ isLive }) => isLive);
      })
      .toBe(true);
  }
  expect([...live].toSorted()).toEqual(symbols.toSorted());

  // Turnover of a traded instrument grows with each print; the feed reaches the rows in sight.
  const texts = () => rows.locator('[col-id="turnover"], [col-id="lastPrice"]').allTextContents();
  const before = await texts();
  await expect
    .poll(async () => (await texts()).filter((text, place) => text !== before[place]).length)
    .toBeGreaterThan(3);
  expect(complaints).toEqual([]);
});
