import { readFileSync } from 'node:fs';
import { expect, test } from '#test/support/rigged-desk/rigged-test.ts';
import type { Trader } from '#test/support/rigged-desk/trader.ts';

/** Places an order that is filled in part and brings its story to the front from the list of orders. */
async function openStory(trader: Trader): Promise<number> {
  await trader.show('한일시멘트');
  await trader.openTab('orders');
  const ask = await trader.shown('ask');
  await trader.order('buy', { price: ask.price, quantity: ask.size + 50 });
  const order = trader.rows('orders', '한일시멘트');
  await expect(trader.cell(order, 'status')).toHaveText('일부체결');
  await trader.cell(order, 'name').click({ button: 'right' });
  await trader.page.getByRole('menuitem', { name: '주문 내력' }).click();
  return ask.size;
}

test('an order tells its whole story, and the ledger is what was written', async ({ trader }) => {
  const filled = await openStory(trader);
  const ledger = trader.page.locator('.ledger');
  const story = ledger.locator('.ledger__story .ag-row');
  await expect(story.locator('[col-id="kind"]')).toContainText([
    '주문 요청 기록',
    '주문 전송',
    '주문 응답',
    '접수번호',
    '접수 통보',
    '체결 통보',
  ]);
  await expect(story.first().locator('[col-id="time"]')).toHaveText(/^\d\d:\d\d:\d\d\.\d{3}$/);
  await expect(story.first().locator('[col-id="elapsed"]')).toHaveText('+0');
  const fill = story.filter({ hasText: '체결 통보' });
  await expect(fill.first().locator('[col-id="status"]')).toHaveText('일부체결');
  await expect(story.filter({ hasText: '주문 전송' }).locator('[col-id="words"]')).toContainText('kt10000');
  await expect(ledger.locator('.ledger__head')).toContainText('한일시멘트');
  await expect(ledger.locator('.ledger__list .ag-row').first()).toContainText(filled.toLocaleString());
  await expect(ledger.locator('.ledger__integrity')).toHaveText(/원장 정상 \d+행/);
  await ledger.getByRole('button', { name: '검증' }).click();
  await expect(ledger.locator('.ledger__integrity')).toHaveText(/원장 정상 \d+행/);
});

test('the evidence of an order can be saved, and says that the chain verified', async ({ trader }) => {
  await openStory(trader);
  const head = trader.page.locator('.ledger__head');
  for (const [format, statement] of [
    ['CSV', '# The chain verified'],
    ['JSON', '"statement": "The chain verified'],
  ] as const) {
    const downloading = trader.page.waitForEvent('download');
    await head.getByRole('button', { name: format }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(new RegExp(`^hoga-evidence-.+\\.${format.toLowerCase()}$`));
    const text = readFileSync(await download.path(), 'utf8');
    expect(text).toContain(statement);
    expect(text).toContain('placeRecorded');
    expect(text).not.toMatch(/authorization|secret/i);
  }
});
