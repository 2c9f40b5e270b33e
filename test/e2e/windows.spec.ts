import type { Page } from '@playwright/test';
import { openSession } from '#test/support/desk-session.ts';
import type { RiggedDesk } from '#test/support/rigged-desk/launch-rigged-desk.ts';
import { Trader } from '#test/support/rigged-desk/trader.ts';
import { expect, test } from '#test/support/rigged-desk/rigged-test.ts';

const tabs = (page: Page) => page.locator('.tab__title');

/** Opens a panel through the command palette, by keys alone. */
async function addPanel(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: '명령 창' }).fill(title);
  await page.getByRole('option', { name: `${title} 패널 보기` }).click();
}

test('each window keeps its own layout, through a reload and a restart of the desk', async ({
  trader,
  desk,
  openPage,
}) => {
  const { page } = trader;
  const second = await openPage({ beside: page, windowId: 'second' });
  await expect(tabs(second)).toHaveText([/삼성전자|005930/, '호가', '체결']);
  await addPanel(second, '주문');
  await expect(tabs(second)).toHaveCount(4);
  await page.getByRole('tab', { name: '체결', exact: true }).click();
  await expect(page.locator('.tape')).toBeVisible();
  await expect.poll(() => savedLayout(desk, 'main')).toContain('"activeView":"tape"');
  await expect.poll(() => savedLayout(desk, 'second')).toContain('"order-entry"');

  await page.reload();
  await second.reload();
  await expect(page.locator('.tape')).toBeVisible();
  await expect(tabs(page)).toHaveCount(9);
  await expect(tabs(second)).toHaveCount(4);

  await desk.restart();
  const again = await openPage();
  await expect(again.locator('.tape')).toBeVisible();
  const secondAgain = await openPage({ beside: again, windowId: 'second' });
  await expect(tabs(secondAgain)).toHaveCount(4);
  await again.getByRole('tab', { name: '호가', exact: true }).click();
  await expect.poll(() => savedLayout(desk, 'main')).toContain('"activeView":"order-book"');
});

/** What the desk would give a window that opens now. */
async function savedLayout(desk: RiggedDesk, windowId: string): Promise<string> {
  const { bridge } = await openSession(await desk.url());
  const reply = await bridge.request('layout.load', { windowId });
  bridge.close();
  return JSON.stringify(reply);
}

test('a colour carries the instrument to every window, and other colours stay where they are', async ({
  trader,
  openPage,
}) => {
  const second = await openPage({ beside: trader.page, windowId: 'linked' });
  const book = second.locator('.book');
  await trader.show('카카오');
  await expect(book).toContainText('카카오');
  await expect(tabs(second).first()).toContainText('카카오');

  await second.getByRole('button', { name: '종목 연동: 1 호박' }).nth(1).click();
  await second.getByRole('menuitemcheckbox', { name: '2 보라' }).click();
  await trader.show('기업은행');
  await expect(tabs(second).first()).toContainText('기업은행');
  await expect(book).not.toContainText('기업은행');
});

test('theme and language change in every window at once', async ({ trader, openPage }) => {
  const { page } = trader;
  const second = await openPage({ beside: page, windowId: 'second' });
  await expect(second.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.keyboard.press('Control+,');
  await page.getByRole('radio', { name: '밝게' }).click();
  await page.getByRole('radio', { name: 'English' }).click();
  for (const window of [page, second]) {
    await expect(window.locator('html')).toHaveAttribute('data-theme', 'light');
    await expect(window.locator('html')).toHaveAttribute('lang', 'en');
    await expect(window.locator('.kill')).toHaveText('Cancel all · halt');
  }
  await page.getByRole('radio', { name: '한국어' }).click();
  await page.getByRole('radio', { name: '어둡게' }).click();
  await expect(second.locator('.kill')).toHaveText('전량취소 · 정지');
  await expect(second.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('a new window opens from the menu with a layout of its own, without a new token', async ({ trader }) => {
  const { page } = trader;
  const opening = page.context().waitForEvent('page');
  await page.getByRole('button', { name: '주 메뉴' }).click();
  await page.getByRole('menuitem', { name: '새 창' }).click();
  const opened = await opening;
  await expect(opened.locator('.chart')).toBeVisible();
  await expect(opened.locator('.ticket')).toHaveCount(0);
  expect(new URL(opened.url()).searchParams.get('window')).toMatch(/^w-/);
});

test('an order placed in one window is seen in the other, on its level and in its list', async ({
  trader,
  openPage,
}) => {
  const second = new Trader(await openPage({ beside: trader.page, windowId: 'orders' }));
  await addPanel(second.page, '미체결');
  await trader.show('카카오');
  await expect(second.book).toContainText('카카오');
  const { price } = await trader.shown('bid', 4);
  await trader.order('buy', { price, quantity: 11 });
  await expect(second.cell(second.rows('orders', '카카오', 11), 'status')).toHaveText('접수');
  await expect(second.level('bid', 4).locator('.level__mine')).toHaveText('매수 11');
});

test('a browser without the token gets nothing, not even by an address that was used', async ({
  trader,
  browser,
  desk,
}) => {
  const { origin } = new URL(trader.page.url());
  const used = await desk.url();
  const owner = await browser.newContext();
  expect((await owner.request.get(used)).status()).toBe(200);
  const stranger = await (await browser.newContext()).newPage();
  for (const url of [origin, used, `${origin}/?window=second`, `${origin}/assets/`]) {
    expect((await stranger.goto(url))?.status()).toBe(401);
  }
  await expect(stranger.locator('#root')).toHaveCount(0);
  await owner.close();
  await stranger.context().close();
});
