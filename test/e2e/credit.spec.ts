import type { Trader } from '#test/support/rigged-desk/trader.ts';
import { wholeNumber } from '#test/support/rigged-desk/trader.ts';
import { expect, test } from '#test/support/rigged-desk/rigged-test.ts';

const funding = (trader: Trader, name: '현금' | '신용') =>
  trader.ticket.getByRole('radiogroup', { name: '자금' }).getByRole('radio', { name, exact: true });

/** Brings gold to the ticket. It has no order book to wait for. */
async function showGold(trader: Trader, name: string): Promise<void> {
  await expect(trader.book).toBeVisible();
  await trader.page.keyboard.press('Control+k');
  await trader.page.getByRole('combobox', { name: '명령 창' }).fill(name);
  await trader.page
    .getByRole('option', { name: new RegExp(`^${name}`) })
    .first()
    .waitFor();
  await trader.page.keyboard.press('Enter');
  await expect(trader.ticket).toContainText(name);
}

test('buys on credit, shows the loan apart, and repays it by a sale that names its day', async ({
  trader,
}) => {
  const name = '대한항공';
  await trader.show(name);
  await trader.openTab('positions');
  const cash = await trader.cash('주문가능');
  const ask = await trader.shown('ask');
  const quantity = Math.min(40, ask.size);

  await funding(trader, '신용').click();
  await trader.quantity.fill(String(quantity));
  await trader.price.fill(String(ask.price));
  await trader.acceptWarnings();
  await expect(trader.submit).toHaveText(`신용매수 ${quantity}주 · ${ask.price.toLocaleString()}⏎`);
  await expect(trader.submit).toBeEnabled();
  await trader.submit.click();

  const loan = trader.rows('positions', `└ ${name} 융자`);
  await expect(trader.cell(loan, 'quantity')).toHaveText(String(quantity));
  await expect(trader.cell(loan, 'sellable')).toHaveText(String(quantity));
  const whole = trader.rows('positions', name).filter({ hasNotText: '융자' });
  await expect(trader.cell(whole, 'sellable')).toHaveText('0');
  // A guarantee was paid, the rest was lent.
  const spent = cash - (await trader.cash('주문가능'));
  expect(spent).toBeGreaterThan(0);
  expect(spent).toBeLessThan(ask.price * quantity * 0.7);

  // An ordinary sale may not take what was lent.
  await trader.page.locator('.book .levels').focus();
  await trader.page.keyboard.press('s');
  await funding(trader, '현금').click();
  await trader.quantity.fill('1');
  await expect(trader.problem('수량')).toContainText('매도가능수량은 0주');

  // The button of the loan's line fills the ticket with that loan.
  await loan.getByRole('button', { name: '매도' }).click();
  await expect(funding(trader, '신용')).toBeChecked();
  const picker = trader.ticket.getByRole('combobox', { name: '대출일' });
  await expect(picker.locator('option:checked')).toHaveText(
    new RegExp(`^\\d{4}-\\d\\d-\\d\\d · ${quantity}주$`),
  );
  const bid = await trader.shown('bid');
  await trader.price.fill(String(bid.price));
  await trader.quantity.fill(String(Math.min(quantity, bid.size)));
  await trader.acceptWarnings();
  await expect(trader.submit).toContainText('신용매도(상환)');
  await trader.submit.click();
  await trader.openTab('fills');
  await expect.poll(() => trader.rows('fills', name).filter({ hasText: '매도' }).count()).toBeGreaterThan(0);
  await trader.openTab('positions');
  const left = quantity - Math.min(quantity, bid.size);
  if (left === 0) await expect(loan).toHaveCount(0);
  else await expect(trader.cell(loan, 'quantity')).toHaveText(String(left));
});

test('works a credit order in the list, and amends and cancels it there', async ({ trader }) => {
  const name = 'CJ CGV';
  await trader.show(name);
  await trader.openTab('orders');
  const bid = await trader.shown('bid', 4);
  const higher = await trader.shown('bid', 3);
  await funding(trader, '신용').click();
  await trader.quantity.fill('9');
  await trader.price.fill(String(bid.price));
  await trader.acceptWarnings();
  await expect(trader.submit).toBeEnabled();
  await trader.submit.click();
  const order = trader.rows('orders', name);
  await expect(trader.cell(order, 'status')).toHaveText('접수');
  await expect(order).toContainText('신용');

  await trader.cell(order, 'price').click();
  await trader.page.keyboard.press('Enter');
  await expect(trader.price).toHaveValue(bid.price.toLocaleString());
  await trader.price.fill(String(higher.price));
  await trader.page.keyboard.press('Enter');
  await expect(trader.cell(order, 'price')).toHaveText(higher.price.toLocaleString());
  await expect(trader.cell(order, 'status')).toHaveText('접수');
  await trader.cell(order, 'price').click();
  await trader.page.keyboard.press('Delete');
  await expect(order).toHaveCount(0);
});

test('buys gold in grams, out of the gold account', async ({ trader }) => {
  const name = '금 99.99_1kg';
  await showGold(trader, name);
  await trader.openTab('positions');
  const gold = trader.page.locator('.positions .summary-line span', { hasText: '금 주문가능' }).locator('b');
  const before = wholeNumber(await gold.textContent());
  const cash = await trader.cash('주문가능');
  await expect(trader.ticket.getByRole('radio', { name: 'KRX' })).toBeChecked();
  await expect(trader.ticket.getByRole('radiogroup', { name: '자금' })).toHaveCount(0);
  await expect(trader.price).toHaveValue(/\d/);
  const last = wholeNumber(await trader.price.inputValue());
  const price = Math.round((last * 1.005) / 100) * 100;
  await trader.price.fill(String(price));
  await trader.quantity.fill('3');
  await trader.acceptWarnings();
  await expect(trader.submit).toHaveText(`매수 3g · ${price.toLocaleString()}⏎`);
  await expect(trader.submit).toBeEnabled();
  await trader.submit.click();

  const held = trader.rows('positions', name);
  await expect(trader.cell(held, 'quantity')).toHaveText('3');
  await expect.poll(async () => wholeNumber(await gold.textContent())).toBeLessThan(before);
  expect(await trader.cash('주문가능')).toBe(cash);
});

test('shows the parts of an order that SOR routed', async ({ trader }) => {
  const name = 'CJ CGV';
  await trader.show(name);
  await trader.openTab('orders');
  const bid = await trader.shown('bid', 4);
  await trader.ticket.getByRole('radio', { name: 'SOR' }).click();
  await trader.quantity.fill('6');
  await trader.price.fill(String(bid.price));
  await trader.acceptWarnings();
  await expect(trader.submit).toBeEnabled();
  await trader.submit.click();
  const order = trader.rows('orders', name);
  await expect(trader.cell(order, 'status')).toHaveText('접수');
  await trader.cell(order, 'price').click();
  await trader.page.keyboard.press('v');
  await expect(trader.dialog).toContainText('SOR 분할주문 상세');
  await expect(trader.dialog.getByRole('cell', { name: /^S-(KRX|NXT)$/ })).toBeVisible();
});
