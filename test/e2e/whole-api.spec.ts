import type { Page } from '@playwright/test';
import { expect, test } from '#test/support/rigged-desk/rigged-test.ts';

/** One query of each group of the broker's API; of the groups that only order, an order. */
const QUERIES = [
  ['kt00018', '계좌'],
  ['ka10001', '종목정보'],
  ['ka10086', '시세'],
  ['ka10027', '순위정보'],
  ['ka10081', '차트'],
  ['ka20003', '업종'],
  ['ka90001', '테마'],
  ['ka10008', '기관/외국인'],
  ['ka10014', '공매도'],
  ['ka10068', '대차거래'],
  ['ka40004', 'ETF'],
  ['ka30005', 'ELW'],
] as const;
const ORDERS = [
  ['kt10000', '주문'],
  ['kt10006', '신용주문'],
] as const;

const PANELS = [
  ...['순위', '종목검색', 'VI발동', '예상체결', '업종·지수', '테마'],
  ...['종목정보', '일별·시간별', '시간외', '투자자', '프로그램', '거래원', '공매도·대차', '신용'],
  ...['ETF', 'ELW', '금현물', '계좌 분석'],
] as const;

async function openApi(page: Page, id: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: '명령 창' }).fill(`API ${id}`);
  await page.getByRole('option', { name: new RegExp(`^API ${id}`) }).click();
  await expect(page.locator('.explorer__head code')).toHaveText(id);
}

test.describe('the explorer over the real exchange', () => {
  for (const [id, group] of QUERIES) {
    test(`asks ${id} of ${group} and shows what came`, async ({ trader, complaints }) => {
      const { page } = trader;
      await openApi(page, id);
      await page.getByRole('button', { name: /^조회/ }).click();
      await expect(page.locator('.explorer .ag-row, .explorer .api-summary__item').first()).toBeVisible();
      await expect(page.locator('.explorer .api-status__error')).toHaveCount(0);
      expect(complaints).toEqual([]);
    });
  }

  for (const [id, group] of ORDERS) {
    test(`leaves ${id} of ${group} to the ticket`, async ({ trader, desk }) => {
      await openApi(trader.page, id);
      await expect(trader.page.locator('.explorer').getByRole('button', { name: /^조회/ })).toHaveCount(0);
      expect((await desk.exchange.status()).arrived).toEqual([]);
    });
  }
});

test.describe('a panel over the broker’s API', () => {
  for (const title of PANELS) {
    test(`shows ${title} or says that there is none`, async ({ trader, complaints }) => {
      const { page } = trader;
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: '명령 창' }).fill(title);
      await page.getByRole('option', { name: `${title} 패널 보기`, exact: true }).click();
      const panel = page.locator(`section.data-panel[aria-label="${title}"]`);
      const shown = panel.locator('.ag-row, .api-summary__item, .data-panel__board td');
      const none = panel.getByText('조건에 맞는 자료가 없습니다');
      await expect(shown.or(none).first()).toBeVisible();
      await expect(panel.locator('.api-status__error, .state-block--error')).toHaveCount(0);
      expect(complaints).toEqual([]);
    });
  }
});

test('a condition is followed live over the real exchange, and let go', async ({ trader, complaints }) => {
  const { page } = trader;
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: '명령 창' }).fill('조건검색');
  await page.getByRole('option', { name: '조건검색 패널 보기', exact: true }).click();
  await page.locator('.conditions__switch').last().click();
  await expect(page.locator('.conditions .ag-row').first()).toBeVisible();
  await expect(page.locator('.conditions')).toContainText('실시간');
  await page.locator('.conditions__switch').last().click();
  expect(complaints).toEqual([]);
});
