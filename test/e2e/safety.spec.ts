import type { Page } from '@playwright/test';
import { expect, test } from '#test/support/rigged-desk/rigged-test.ts';
import { Trader } from '#test/support/rigged-desk/trader.ts';

/** On a crowded machine the window needs a moment of its own; the desk knows within a second. */
const ABOUT_A_SECOND_MS = 2_500;
/** Two looks at least five seconds apart, the first a moment after the loss. */
const PROOF_PATIENCE_MS = 30_000;
const HANG_MS = 90_000;

/** Places a buy far below the market, which stays in the book. Returns its price. */
async function work(trader: Trader, name: string, quantity: number, depth = 4): Promise<number> {
  await trader.show(name);
  const { price } = await trader.shown('bid', depth);
  await trader.order('buy', { price, quantity });
  return price;
}

/** The words of the lines on the chart. */
const chartLines = (page: Page) => page.locator('.chart__own li');

test.describe('an order without an answer', () => {
  test('is unknown within about a second on grid, ladder and chart, and accepted when the broker was only slow', async ({
    trader,
    desk,
  }) => {
    await trader.show('기업은행');
    await desk.exchange.setFault('requestHeld');
    await work(trader, '기업은행', 3);
    const order = trader.rows('orders', '기업은행');
    await expect(trader.cell(order, 'status')).toHaveText('확인중 (응답 유실)', {
      timeout: ABOUT_A_SECOND_MS,
    });
    await expect(trader.level('bid', 4).locator('.level__mine')).toHaveText('매수 3 ?');
    await expect(chartLines(trader.page)).toContainText(['? 매수 3 확인중']);
    await expect(trader.ticket.locator('.ticket__result')).toContainText('같은 주문을 다시 내지 마세요');

    await desk.exchange.setFault(null);
    await expect(trader.cell(order, 'status')).toHaveText('접수');
    await expect(trader.level('bid', 4).locator('.level__mine')).toHaveText('매수 3');
    await expect(chartLines(trader.page)).toContainText(['매수 3 접수']);
    await expect(order).toHaveCount(1);
    expect(await desk.exchange.orders('024110')).toMatchObject([{ kind: 'new', quantity: 3, leaves: 3 }]);
    expect((await desk.exchange.status()).arrived.filter((api) => api === 'kt10000').length).toBe(1);
  });

  test('asks for an override of its like, and sends nothing by itself', async ({ trader, desk }) => {
    await trader.show('대한항공');
    await desk.exchange.setFault('requestLost');
    const price = await work(trader, '대한항공', 3);
    await expect(trader.cell(trader.rows('orders', '대한항공'), 'status')).toHaveText('확인중 (응답 유실)');
    await desk.exchange.setFault(null);
    const { arrived } = await desk.exchange.status();
    await trader.quantity.fill('3');
    await trader.price.fill(String(price));
    await expect(trader.ticket.getByRole('checkbox')).not.toHaveCount(0);
    await expect(trader.submit).toBeDisabled();
    expect((await desk.exchange.status()).arrived).toEqual(arrived);
    await trader.acceptWarnings();
    await expect(trader.submit).toBeEnabled();
    await trader.submit.click();
    await expect(trader.rows('orders', '대한항공')).toHaveCount(2);
    expect(await desk.exchange.orders('003490')).toMatchObject([{ kind: 'new', quantity: 3 }]);
  });

  test('is offered as never accepted after two looks, and ends when the trader says so', async ({
    trader,
    desk,
  }) => {
    await trader.show('두산에너빌리티');
    await desk.exchange.setFault('requestLost');
    await work(trader, '두산에너빌리티', 3);
    const order = trader.rows('orders', '두산에너빌리티');
    await expect(trader.cell(order, 'status')).toHaveText('확인중 (응답 유실)');
    await desk.exchange.setFault(null);
    const offer = order.getByRole('button', { name: '접수되지 않음…' });
    await expect(offer).toBeVisible({ timeout: PROOF_PATIENCE_MS });
    await expect(trader.cell(order, 'status')).toHaveText('확인중 (응답 유실)');
    await expect(trader.ticket.locator('.ticket__result')).toContainText('두 번 조회했지만 없었습니다');

    await offer.click();
    await expect(trader.dialog).toContainText(
      /두 번 조회했고 모두 없었습니다: \d\d:\d\d:\d\d\.\d{3}, \d\d:\d\d/,
    );
    await trader.dialog.getByRole('button', { name: '계속 확인' }).click();
    await expect(trader.cell(order, 'status')).toHaveText('확인중 (응답 유실)');
    await trader.ticket.getByRole('button', { name: '접수되지 않음…' }).click();
    await trader.dialog.getByRole('button', { name: '접수되지 않음', exact: true }).click();
    await expect(order).toHaveCount(0);
    await expect(trader.ticket.locator('.ticket__result')).toContainText(
      '증권사에 접수되지 않은 주문입니다.',
    );
    expect(await desk.exchange.orders('034020')).toEqual([]);
  });
});

test.describe('the kill switch', () => {
  test('cancels every order with one key, and says of each that it is canceled', async ({ trader, desk }) => {
    await work(trader, '강원랜드', 2, 4);
    await expect(trader.rows('orders', '강원랜드', 2)).toHaveCount(1);
    await work(trader, '강원랜드', 9, 3);
    await expect(trader.rows('orders', '강원랜드', 9)).toHaveCount(1);
    await trader.page.keyboard.press('Control+Shift+Backspace');
    const legs = trader.dialog.locator('.halt-report__leg');
    await expect(legs).toHaveCount(2);
    await expect(legs.locator('.halt-report__state')).toHaveText(['취소됨', '취소됨']);
    await expect(trader.dialog.locator('.halt-report__checks')).toContainText(
      /증권사 목록으로 확인: \S+, \S+/,
      { timeout: 15_000 },
    );
    const rows = await desk.exchange.orders('035250');
    expect(rows.filter(({ kind, leaves }) => kind === 'new' && leaves > 0)).toEqual([]);
    await trader.page.keyboard.press('Escape');
    await expect(trader.page.getByRole('button', { name: '정지 보고' })).toBeVisible();
    await expect(trader.banner).toContainText('주문이 정지되어 있습니다');
  });

  test('works from the host’s own page while the desk’s page hangs', async ({ openPage, desk }) => {
    const page = await openPage();
    const trader = new Trader(page);
    await expect(page.getByText('원장 동기화됨')).toBeVisible();
    await work(trader, '강원랜드', 4);
    await expect(trader.cell(trader.rows('orders', '강원랜드', 4), 'status')).toHaveText('접수');
    const hanging = page
      .evaluate((ms) => {
        const until = performance.now() + ms;
        while (performance.now() < until);
      }, HANG_MS)
      .catch(() => undefined);
    const stop = await page.context().newPage();
    await stop.goto(`${new URL(page.url()).origin}/halt`);
    await stop.getByRole('button', { name: /지금 정지/ }).click();
    await expect(stop.getByRole('listitem')).toHaveText(/035250 매수 .* × 4: 취소됨/);
    const rows = await desk.exchange.orders('035250');
    expect(rows.filter(({ kind, leaves }) => kind === 'new' && leaves > 0)).toEqual([]);
    await page.close();
    await hanging;
  });
});
