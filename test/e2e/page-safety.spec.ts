import type { Page } from '@playwright/test';
import { findCut, findOverlaps } from '#test/support/rigged-desk/find-cut.ts';
import { expect, test } from '#test/support/rigged-desk/rigged-test.ts';
import type { Trader } from '#test/support/rigged-desk/trader.ts';

const PANEL_KINDS = 9;

async function openAndClose(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: '주 메뉴' }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

/** A working order, amended and canceled, with the confirmation of canceling all in between. */
async function tradeOnce(trader: Trader): Promise<void> {
  await trader.show('카카오');
  const { price } = await trader.shown('bid', 4);
  await trader.order('buy', { price, quantity: 2 });
  const order = trader.rows('orders', '카카오');
  await expect(trader.cell(order, 'status')).toHaveText('접수');
  await trader.cell(order, 'price').click();
  await trader.page.keyboard.press('Enter');
  await trader.price.focus();
  await trader.page.keyboard.press('ArrowUp');
  await trader.page.keyboard.press('Enter');
  await expect(trader.cell(order, 'price')).not.toHaveText(price.toLocaleString());
  await trader.page.getByRole('button', { name: '전량취소 1' }).click();
  await trader.dialog.getByRole('button', { name: '그대로 두기' }).click();
  await trader.cell(order, 'price').click();
  await trader.page.keyboard.press('Delete');
  await expect(order).toHaveCount(0);
}

test('a walk through the whole desk breaks no policy, throws nothing and warns of nothing', async ({
  trader,
  complaints,
}) => {
  const { page } = trader;
  await tradeOnce(trader);
  for (const name of ['설정', '단축키', 'Hoga 정보']) await openAndClose(page, name);
  await page.getByRole('button', { name: /^알림/ }).click();
  await expect(trader.dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '계좌 선택' }).click();
  await page.keyboard.press('Escape');
  for (const tab of await page.getByRole('tab').all()) await tab.click();
  for (const interval of ['틱', '1분', '일', '월', '5분']) {
    await page.getByRole('radio', { name: interval, exact: true }).click();
    await expect(trader.chartLegend).toContainText(/\d/);
  }
  for (let panel = 0; panel < PANEL_KINDS; panel += 1) {
    await page.getByRole('button', { name: '패널 메뉴' }).first().click();
    await page.getByRole('menuitem').nth(panel).click();
    await expect(page.locator('.tab')).toHaveCount(PANEL_KINDS + panel + 1);
  }
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: '명령 창' }).fill('기본 배치로');
  await page.keyboard.press('Enter');
  await expect(page.locator('.tab')).toHaveCount(PANEL_KINDS);
  await page.keyboard.press('Control+,');
  await page.getByRole('radio', { name: '밝게' }).click();
  await page.getByRole('radio', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.keyboard.press('Escape');
  for (const tab of await page.getByRole('tab').all()) await tab.click();
  // The layout is saved a moment after a click, or not before the page is gone: either way the book is in front.
  await page.locator('.tab', { hasText: 'Order book' }).click();
  await page.reload();
  await expect(trader.book).toContainText(/\d/);
  expect(complaints).toEqual([]);
});

for (const [width, height] of [
  [1024, 700],
  [1280, 800],
  [1600, 1000],
] as const) {
  for (const language of ['한국어', 'English']) {
    test(`nothing to press or to read is cut at ${width} by ${height} in ${language}`, async ({ trader }) => {
      const { page } = trader;
      await page.setViewportSize({ width, height });
      await page.reload();
      await expect(page.getByText('원장 동기화됨')).toBeVisible();
      await trader.show('카카오');
      await trader.order('buy', { price: (await trader.shown('ask')).price, quantity: 1 });
      await trader.order('buy', { price: (await trader.shown('bid', 4)).price, quantity: 2 });
      await expect(trader.rows('orders', '카카오', 2)).toHaveCount(1);
      if (language === 'English') {
        await page.keyboard.press('Control+,');
        await page.getByRole('radio', { name: 'English' }).click();
        await page.keyboard.press('Escape');
        await expect(page.locator('html')).toHaveAttribute('lang', 'en');
      }
      for (const tab of await page.getByRole('tab').all()) {
        await tab.click();
        const name = (await tab.textContent()) ?? '';
        await expect.poll(() => page.evaluate(findCut), name).toEqual([]);
        await expect.poll(() => page.evaluate(findOverlaps), name).toEqual([]);
      }
    });
  }
}
