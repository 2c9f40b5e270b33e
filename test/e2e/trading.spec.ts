import { expect, test } from '#test/support/rigged-desk/rigged-test.ts';
import { wholeNumber } from '#test/support/rigged-desk/trader.ts';

test.describe('buying', () => {
  test('fills part of a limit order at once, works the rest, and books shares and cash', async ({
    trader,
    desk,
  }) => {
    await trader.show('삼표시멘트');
    await trader.openTab('positions');
    const cash = await trader.cash('D+2 예수금');
    await trader.openTab('orders');
    const ask = await trader.shown('ask');
    const quantity = ask.size + 50;
    await trader.order('buy', { price: ask.price, quantity });

    const order = trader.rows('orders', '삼표시멘트');
    await expect(trader.cell(order, 'status')).toHaveText('일부체결');
    await expect(trader.cell(order, 'quantity')).toHaveText(quantity.toLocaleString());
    await expect(trader.cell(order, 'leaves')).toHaveText('50');
    await expect(trader.ticket.getByText(`체결 ${ask.size.toLocaleString()} / `)).toBeVisible();
    // What is left is the best bid now, and marked as mine.
    await expect(trader.level('bid').locator('.level__mine')).toHaveText('매수 50');

    await trader.openTab('fills');
    const fill = trader.rows('fills', '삼표시멘트');
    await expect.poll(() => trader.sum(fill, 'quantity')).toBe(ask.size);
    expect(await trader.sum(fill, 'notional')).toBe(ask.price * ask.size);
    const commission = await trader.sum(fill, 'commission');
    expect(commission).toBeGreaterThan(0);

    await trader.openTab('positions');
    const position = trader.rows('positions', '삼표시멘트');
    await expect(trader.cell(position, 'quantity')).toHaveText(ask.size.toLocaleString());
    await expect(trader.cell(position, 'average')).toHaveText(ask.price.toLocaleString());
    const spent = ask.price * ask.size + commission;
    await expect.poll(() => trader.cash('D+2 예수금')).toBe(cash - spent);
    // The rest is not paid for yet and cannot be spent twice either.
    await expect.poll(() => trader.cash('주문가능')).toBeLessThan(cash - spent);

    expect(await desk.exchange.orders('038500')).toMatchObject([
      { side: 'buy', kind: 'new', quantity, price: ask.price, filled: ask.size, leaves: 50 },
    ]);
  });

  test('takes the price of the level that is clicked, and sends nothing by that', async ({
    trader,
    desk,
  }) => {
    await trader.show('SK리츠');
    const { arrived } = await desk.exchange.status();
    const bid = await trader.shown('bid', 3);
    await trader.level('bid', 3).click();
    await expect(trader.price).toHaveValue(bid.price.toLocaleString());
    await trader.quantity.fill('7');
    await expect(trader.submit).toHaveText(`매수 7주 · ${bid.price.toLocaleString()}⏎`);
    expect((await desk.exchange.status()).arrived).toEqual(arrived);

    await trader.submit.click();
    await expect(trader.cell(trader.rows('orders', 'SK리츠'), 'status')).toHaveText('접수');
    await expect(trader.level('bid', 3).locator('.level__mine')).toHaveText('매수 7');
    await expect(trader.level('bid', 3).locator('.level__size-text')).toHaveText(
      (bid.size + 7).toLocaleString(),
    );
  });
});

test.describe('a working order', () => {
  test('is amended by Enter in the list, a tick in the ticket and Enter again', async ({ trader, desk }) => {
    await trader.show('CJ CGV');
    const bid = await trader.shown('bid', 4);
    const higher = await trader.shown('bid', 3);
    await trader.order('buy', { price: bid.price, quantity: 9 });
    const order = trader.rows('orders', 'CJ CGV');
    await expect(trader.cell(order, 'status')).toHaveText('접수');
    const number = await trader.cell(order, 'number').textContent();

    await trader.cell(order, 'price').click();
    await trader.page.keyboard.press('Enter');
    await expect(trader.price).toHaveValue(bid.price.toLocaleString());
    await trader.price.focus();
    await trader.page.keyboard.press('ArrowUp');
    await expect(trader.price).toHaveValue(higher.price.toLocaleString());
    await trader.page.keyboard.press('Enter');

    await expect(trader.cell(order, 'price')).toHaveText(higher.price.toLocaleString());
    await expect(trader.cell(order, 'status')).toHaveText('접수');
    await expect(trader.cell(order, 'number')).not.toHaveText(number ?? '');
    await expect(trader.level('bid', 3).locator('.level__mine')).toHaveText('매수 9');
    expect(await desk.exchange.orders('079160')).toMatchObject([
      { kind: 'new', leaves: 0 },
      { kind: 'amend', price: higher.price, leaves: 9 },
    ]);
  });

  test('is canceled by Delete in the list', async ({ trader, desk }) => {
    await trader.show('한화투자증권');
    const bid = await trader.shown('bid', 4);
    await trader.order('buy', { price: bid.price, quantity: 5 });
    const order = trader.rows('orders', '한화투자증권');
    await expect(trader.cell(order, 'status')).toHaveText('접수');
    await trader.cell(order, 'price').click();
    await trader.page.keyboard.press('Delete');
    await expect(order).toHaveCount(0);
    await expect(trader.level('bid', 4).locator('.level__mine')).toHaveText('');
    expect(await desk.exchange.orders('003530')).toMatchObject([
      { kind: 'new', leaves: 0, filled: 0 },
      { kind: 'cancel' },
    ]);
  });
});

test.describe('selling', () => {
  test('sells what is held, with tax, and books what was gained', async ({ trader }) => {
    await trader.show('대한항공');
    const ask = await trader.shown('ask');
    await trader.order('buy', { price: ask.price, quantity: 40 });
    await trader.openTab('positions');
    const position = trader.rows('positions', '대한항공');
    await expect(trader.cell(position, 'sellable')).toHaveText('40');

    const bid = await trader.shown('bid');
    await trader.order('sell', { price: bid.price, quantity: 15 });
    await expect(trader.cell(position, 'quantity')).toHaveText('25');
    await expect(trader.cell(position, 'sellable')).toHaveText('25');
    await expect(trader.cell(position, 'realizedToday')).toContainText('−');

    await trader.openTab('fills');
    const sold = trader.rows('fills', '대한항공').filter({ hasText: '매도' });
    await expect(trader.cell(sold, 'price')).toHaveText(bid.price.toLocaleString());
    await expect
      .poll(async () => wholeNumber(await trader.cell(sold, 'tax').textContent()))
      .toBeGreaterThan(0);
  });
});

test.describe('what is wrong with an order', () => {
  test('is said beside the price: a price between two ticks', async ({ trader }) => {
    await trader.show('삼성전자');
    await trader.quantity.fill('1');
    const bid = await trader.shown('bid');
    await trader.price.fill(String(bid.price + 1));
    await expect(trader.problem('가격')).toHaveText(
      `호가 단위는 500원입니다. ${bid.price.toLocaleString()} 또는 ${(bid.price + 500).toLocaleString()}원으로 내세요.`,
    );
    await expect(trader.submit).toBeDisabled();
    await expect(trader.price).toHaveAttribute('aria-invalid', 'true');
  });

  test('is said beside the price: a price outside the day’s limits', async ({ trader }) => {
    await trader.show('삼성전자');
    await trader.quantity.fill('1');
    await trader.price.fill('1000000');
    await expect(trader.problem('가격')).toContainText('상·하한가를 벗어났습니다.');
    await expect(trader.submit).toBeDisabled();
  });

  test('is said beside the quantity: more than the cash can pay', async ({ trader }) => {
    await trader.show('삼성전자');
    await trader.quantity.fill('10000');
    await expect(trader.problem('수량')).toContainText('주문가능금액이 부족합니다.');
    await expect(trader.submit).toBeDisabled();
  });

  test('is said beside the quantity: more than is held', async ({ trader }) => {
    await trader.show('삼성전자');
    await trader.ticket.getByRole('radio', { name: '매도' }).click();
    await trader.quantity.fill('3');
    await expect(trader.problem('수량')).toHaveText('매도가능수량은 0주입니다.');
    await expect(trader.submit).toBeDisabled();
  });

  test('is said in the venue’s own words when the venue refuses', async ({ trader, desk }) => {
    await trader.show('하나금융지주');
    const ask = await trader.shown('ask');
    await trader.order('buy', { price: ask.price, quantity: 10 });
    await trader.openTab('positions');
    await expect(trader.cell(trader.rows('positions', '하나금융지주'), 'sellable')).toHaveText('10');

    // Another program on the same account is faster by a moment.
    await desk.exchange.setFault('requestHeld');
    const far = await trader.shown('ask', 5);
    await trader.order('sell', { price: far.price, quantity: 10 });
    await expect.poll(async () => (await desk.exchange.status()).held).toBe(1);
    await desk.exchange.sellElsewhere({ symbol: '086790', quantity: 10, price: far.price });
    await desk.exchange.setFault(null);

    const result = trader.ticket.locator('.ticket__result');
    await expect(result).toContainText('거부');
    await expect(result).toContainText('매도가능수량이 부족합니다');
    await trader.openTab('orders');
    await trader.page.getByRole('radio', { name: /오늘 전체/ }).click();
    const refused = trader.rows('orders', '하나금융지주').filter({ hasText: '거부' });
    await expect(refused).toHaveCount(1);
    await trader.page.getByRole('radio', { name: /^미체결/ }).click();
    // The other program's order is on the account, so it is on the desk.
    await expect(trader.rows('orders', '하나금융지주')).toContainText('외부');
  });
});

test.describe('typing a price', () => {
  test('replaces a price that was put there meanwhile, and never runs together with it', async ({
    trader,
  }) => {
    await trader.show('기업은행');
    await trader.price.focus();
    await trader.page.keyboard.press('End');
    await trader.page.keyboard.press('ArrowUp');
    await trader.page.keyboard.type('19850');
    await expect(trader.price).toHaveValue('19,850');
  });
});

test.describe('one wish is one order', () => {
  test('sends once, however often the button is clicked within 50 ms', async ({ trader, desk }) => {
    await trader.show('기업은행');
    const bid = await trader.shown('bid', 4);
    await trader.price.fill(String(bid.price));
    await trader.quantity.fill('3');
    await expect(trader.submit).toBeEnabled();
    const { arrived } = await desk.exchange.status();
    const took = await trader.submit.evaluate((button: HTMLButtonElement) => {
      const startedAt = performance.now();
      for (let click = 0; click < 10; click += 1) button.click();
      return performance.now() - startedAt;
    });
    expect(took).toBeLessThan(50);
    await expect(trader.cell(trader.rows('orders', '기업은행'), 'status')).toHaveText('접수');
    expect((await desk.exchange.status()).arrived.slice(arrived.length)).toEqual(['kt10000']);
    expect(await desk.exchange.orders('024110')).toHaveLength(1);
  });

  test('sends once when Enter is held down', async ({ trader, desk }) => {
    await trader.show('강원랜드');
    const bid = await trader.shown('bid', 4);
    await trader.price.fill(String(bid.price));
    await trader.quantity.fill('3');
    await expect(trader.submit).toBeEnabled();
    await trader.quantity.focus();
    for (let repeat = 0; repeat < 20; repeat += 1) await trader.page.keyboard.down('Enter');
    await trader.page.keyboard.up('Enter');
    await expect(trader.cell(trader.rows('orders', '강원랜드'), 'status')).toHaveText('접수');
    expect(await desk.exchange.orders('035250')).toHaveLength(1);
  });
});

test.describe('taking everything back', () => {
  test('cancels all working orders once it is confirmed, and none before', async ({ trader, desk }) => {
    const symbols = { 카카오: '035720', 강원랜드: '035250' };
    for (const name of Object.keys(symbols)) {
      await trader.show(name);
      for (const depth of [3, 4]) {
        await trader.order('buy', { price: (await trader.shown('bid', depth)).price, quantity: 2 });
        await expect(trader.rows('orders', name)).toHaveCount(depth - 2);
      }
    }
    await trader.cell(trader.rows('orders', '카카오').first(), 'price').click();
    await trader.page.keyboard.press('Space');
    await expect(trader.dialog).toContainText('미체결 전량취소');
    await trader.dialog.getByRole('button', { name: '그대로 두기' }).click();
    await expect(trader.rows('orders', '')).toHaveCount(4);

    await trader.page.getByRole('button', { name: '전량취소 4' }).click();
    await trader.dialog.getByRole('button', { name: '4건 취소' }).click();
    await expect(trader.dialog).toHaveCount(0);
    await expect(trader.page.getByText('미체결 주문이 없습니다')).toBeVisible();
    const left = (await desk.exchange.orders()).filter(({ leaves }) => leaves > 0);
    expect(left).toEqual([]);
  });

  test('halts: cancels, takes no order until it is resumed, and takes orders then', async ({
    trader,
    desk,
  }) => {
    await trader.show('카카오');
    const bid = await trader.shown('bid', 4);
    await trader.order('buy', { price: bid.price, quantity: 2 });
    await expect(trader.rows('orders', '카카오')).toHaveCount(1);

    await trader.page.getByRole('button', { name: '전량취소 · 정지' }).click();
    await trader.dialog.getByRole('button', { name: '1건 취소하고 정지' }).click();
    await expect(trader.banner).toContainText('주문이 정지되어 있습니다');
    await expect(trader.page.getByText('미체결 주문이 없습니다')).toBeVisible();
    await trader.quantity.fill('3');
    await expect(trader.submit).toBeDisabled();
    await expect(trader.ticket.locator('.ticket__blocker')).toHaveText('주문이 정지되어 있습니다');
    const { arrived } = await desk.exchange.status();
    await trader.page.keyboard.press('Enter');
    await expect(trader.submit).toBeDisabled();
    expect((await desk.exchange.status()).arrived).toEqual(arrived);

    await trader.page.getByRole('button', { name: '정지됨 · 재개' }).click();
    await trader.dialog.getByRole('button', { name: '재개' }).click();
    await expect(trader.banner).toHaveCount(0);
    await trader.order('buy', { price: bid.price, quantity: 3 });
    await expect(trader.cell(trader.rows('orders', '카카오'), 'status')).toHaveText('접수');
  });
});
