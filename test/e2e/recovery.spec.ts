import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeskWire } from '#test/support/rigged-desk/desk-wire.ts';
import { Trader } from '#test/support/rigged-desk/trader.ts';
import { expect, test } from '#test/support/rigged-desk/rigged-test.ts';

/** Places a buy far below the market, which stays in the book. */
async function work(trader: Trader, name: string, quantity: number): Promise<void> {
  await trader.show(name);
  const { price } = await trader.shown('bid', 4);
  await trader.order('buy', { price, quantity });
}

test.describe('when the exchange cannot be reached', () => {
  test('says so, covers what is old, takes no order, and goes on by itself', async ({ trader, desk }) => {
    await trader.show('카카오');
    await trader.quantity.fill('1');
    await expect(trader.chartLegend).toContainText(/\d/);
    await desk.exchange.setAway(true);
    await expect(trader.banner).toContainText('증권사와 연결이 끊겼습니다');
    await expect(trader.banner).toContainText('자동으로 다시 연결합니다');
    await expect(trader.book.locator('.veil__cover')).toHaveText('최신 아님');
    await expect(trader.page.locator('.chart .veil__cover')).toBeVisible();
    await expect(trader.submit).toBeDisabled();
    await expect(trader.ticket.locator('.ticket__blocker')).toHaveText('증권사와 연결이 끊겼습니다');

    await desk.exchange.setAway(false);
    await expect(trader.banner).toHaveCount(0);
    await expect(trader.book.locator('.veil__cover')).toHaveCount(0);
    await expect(trader.page.locator('.chart .veil__cover')).toHaveCount(0);
    await work(trader, '카카오', 4);
    await expect(trader.level('bid', 4).locator('.level__mine')).toHaveText('매수 4');
  });

  test('says of a chart that was still on its way what it waits for, and draws it then', async ({
    desk,
    openPage,
  }) => {
    let wire: DeskWire | undefined;
    const page = await openPage({
      async prepare(opened) {
        wire = await DeskWire.tap(opened);
        wire.hold('candles.fetch');
      },
    });
    const trader = new Trader(page);
    await expect(page.getByText('원장 동기화됨')).toBeVisible();
    await expect(page.locator('.chart .loading')).toBeVisible();
    await desk.exchange.setAway(true);
    await expect(trader.banner).toContainText('증권사와 연결이 끊겼습니다');
    await expect(page.locator('.chart')).toContainText('연결을 기다리는 중입니다');
    await desk.exchange.setAway(false);
    wire?.release('candles.fetch');
    await expect(trader.banner).toHaveCount(0);
    await expect(trader.chartLegend).toContainText(/\d/);
    await expect(page.locator('.chart__cover')).toHaveCount(0);
  });

  test('starts a crashed exchange again, with every order as it was', async ({ trader, desk }) => {
    await work(trader, '강원랜드', 6);
    await expect(trader.cell(trader.rows('orders', '강원랜드'), 'status')).toHaveText('접수');
    const before = await desk.exchange.orders('035250');
    // It writes what it knows a moment after each change.
    const state = join(desk.home, 'data/exchange-1.json');
    await expect.poll(() => readFileSync(state, 'utf8')).toContain('"intent":{"symbol":"035250"');
    desk.killExchange();
    await expect(trader.banner).toContainText('증권사와 연결이 끊겼습니다');
    await expect(trader.banner).toHaveCount(0);
    await expect(trader.cell(trader.rows('orders', '강원랜드'), 'status')).toHaveText('접수');
    await expect(trader.book.locator('.veil__cover')).toHaveCount(0);
    expect(await desk.exchange.orders('035250')).toEqual(before);

    await trader.cell(trader.rows('orders', '강원랜드'), 'price').click();
    await trader.page.keyboard.press('Delete');
    await expect(trader.rows('orders', '강원랜드')).toHaveCount(0);
  });
});

test.describe('when an answer is lost', () => {
  test('finds the order at the exchange, where it is once', async ({ trader, desk }) => {
    await trader.show('기업은행');
    await desk.exchange.setFault('answerLost');
    await work(trader, '기업은행', 3);
    await expect(trader.cell(trader.rows('orders', '기업은행'), 'status')).toHaveText('접수');
    await expect(trader.ticket.locator('.ticket__result')).toContainText('접수');
    expect(await desk.exchange.orders('024110')).toMatchObject([{ kind: 'new', quantity: 3, leaves: 3 }]);
  });

  test('shows an order that may not have arrived as being checked, takes none like it unasked, and keeps it until the trader decides', async ({
    trader,
    desk,
  }) => {
    await trader.show('대한항공');
    await desk.exchange.setFault('requestLost');
    await work(trader, '대한항공', 3);
    const order = trader.rows('orders', '대한항공');
    await expect(trader.cell(order, 'status')).toHaveText('확인중 (응답 유실)');
    await expect(trader.cell(order, 'leaves')).toHaveText('?');
    await expect(trader.ticket.locator('.ticket__result')).toContainText('같은 주문을 다시 내지 마세요');
    await desk.exchange.setFault(null);
    await trader.page.keyboard.press('Enter');
    await expect(trader.submit).toBeDisabled();
    await order.getByRole('button', { name: '접수되지 않음…' }).click();
    await trader.dialog.getByRole('button', { name: '접수되지 않음', exact: true }).click();
    await expect(order).toHaveCount(0);
    await expect(trader.ticket.locator('.ticket__result')).toContainText(
      '증권사에 접수되지 않은 주문입니다.',
    );
    expect(await desk.exchange.orders('003490')).toEqual([]);
  });
});

test.describe('when the desk is killed with an order in flight', () => {
  test('finds the order that arrived, and never sends it again', async ({ trader, desk, openPage }) => {
    await trader.show('카카오');
    await desk.exchange.setFault('answerHeld');
    await work(trader, '카카오', 7);
    await expect.poll(async () => (await desk.exchange.status()).held).toBe(1);
    await desk.restart('kill');
    await expect(trader.banner).toContainText('데스크와 연결이 끊겼습니다');
    await expect(trader.submit).toBeDisabled();

    const again = new Trader(await openPage());
    const order = again.rows('orders', '카카오', 7);
    await expect(again.cell(order, 'status')).toHaveText('접수');
    await expect(again.page.getByText('원장 동기화됨')).toBeVisible();
    const listed = (await desk.exchange.orders('035720')).filter(({ quantity }) => quantity === 7);
    expect(listed).toHaveLength(1);
    expect((await desk.exchange.status()).arrived).toEqual([]);
  });

  test('finds that an order never arrived, and does not send it after all', async ({
    trader,
    desk,
    openPage,
  }) => {
    await trader.show('카카오');
    await desk.exchange.setFault('requestHeld');
    await work(trader, '카카오', 8);
    await expect.poll(async () => (await desk.exchange.status()).held).toBe(1);
    await desk.restart('kill');

    const again = new Trader(await openPage());
    await expect(again.page.getByText('원장 동기화됨')).toBeVisible();
    await again.page.getByRole('radio', { name: /오늘 전체/ }).click();
    const order = again.rows('orders', '카카오', 8);
    await expect(again.cell(order, 'status')).toHaveText('확인중 (응답 유실)');
    await order.getByRole('button', { name: '접수되지 않음…' }).click();
    await again.dialog.getByRole('button', { name: '접수되지 않음', exact: true }).click();
    await expect(again.cell(order, 'status')).toHaveText('미접수 증권사에 접수되지 않은 주문입니다.');
    const listed = (await desk.exchange.orders('035720')).filter(({ quantity }) => quantity === 8);
    expect(listed).toEqual([]);
    expect((await desk.exchange.status()).arrived).toEqual([]);
  });
});

test.describe('when a window loses the desk', () => {
  test('says so, covers what is old, and is itself again as soon as the desk is back', async ({
    openPage,
  }) => {
    let wire: DeskWire | undefined;
    const page = await openPage({ prepare: async (opened) => (wire = await DeskWire.tap(opened)) });
    const trader = new Trader(page);
    await trader.show('삼성전자');
    await wire?.cut();
    await expect(trader.banner).toContainText('데스크와 연결이 끊겼습니다');
    await expect(trader.book.locator('.veil__cover')).toBeVisible();
    await expect(page.locator('.orders .veil__cover')).toBeVisible();
    await expect(page.getByText('데스크와 끊김')).toBeVisible();
    wire?.mend();
    await expect(trader.banner).toHaveCount(0);
    await expect(page.locator('.veil__cover')).toHaveCount(0);
  });
});
