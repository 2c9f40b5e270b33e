import type { Locator, Page } from '@playwright/test';
import { expect, test } from '#test/support/rigged-desk/rigged-test.ts';
import { wholeNumber } from '#test/support/rigged-desk/trader.ts';
import type { Trader } from '#test/support/rigged-desk/trader.ts';

/** How a trader finds the way around accounts, in Korean. */
class Accounts {
  readonly settings: Locator;
  readonly all: Locator;
  readonly legs: Locator;
  readonly page: Page;

  constructor(readonly trader: Trader) {
    this.page = trader.page;
    this.settings = this.page.locator('.account-settings');
    this.all = this.page.locator('.all-accounts');
    this.legs = trader.ticket.locator('.group-leg');
  }

  async openSettings(): Promise<void> {
    await this.page.getByRole('button', { name: '계좌 선택' }).click();
    await this.page.getByRole('menuitem', { name: '계좌 설정…' }).click();
    await expect(this.settings).toBeVisible();
  }

  async openAll(): Promise<void> {
    await this.page.getByRole('button', { name: '주 메뉴' }).click();
    await this.page.getByRole('menuitem', { name: '전체 계좌' }).click();
    await expect(this.all).toBeVisible();
  }

  /** Adds an account at the embedded exchange, and waits until it can trade. */
  async add(owner: string, label: string): Promise<void> {
    await this.openSettings();
    await this.settings.getByRole('button', { name: '계좌 추가' }).click();
    await this.settings.getByRole('radio', { name: '내장' }).click();
    await this.settings.getByRole('textbox', { name: '소유자' }).fill(owner);
    await this.settings.getByRole('textbox', { name: '이름' }).fill(label);
    await this.settings.getByRole('button', { name: '추가', exact: true }).click();
    await expect(this.row(label)).toContainText('연결됨');
  }

  row(label: string): Locator {
    return this.settings.locator('.account-row', { hasText: label });
  }

  async tradeOn(label: string): Promise<void> {
    await this.page.getByRole('button', { name: '계좌 선택' }).click();
    await this.page.getByRole('menuitemcheckbox', { name: label }).click();
    await expect(this.page.locator('.account-frame')).toContainText(label);
    await expect(this.trader.ticket.locator('.ticket__account')).toContainText(label);
  }

  /** Shows the limits of an account. */
  async openLimits(label: string): Promise<void> {
    await this.row(label).click();
    await this.settings.getByRole('radio', { name: '주문 한도' }).click();
  }

  async save(): Promise<void> {
    await this.settings.getByRole('button', { name: '저장' }).click();
    await expect(this.settings.getByText('저장된 한도입니다')).toBeVisible();
  }

  leg(label: string): Locator {
    return this.legs.filter({ hasText: label });
  }

  /** Fills in a purchase in the ticket, for all accounts of these names. */
  async fillForGroup(labels: readonly string[], { price, quantity }: { price: number; quantity: number }) {
    const { ticket } = this.trader;
    await ticket.getByRole('button', { name: '여러 계좌' }).click();
    for (const label of labels) await this.leg(label).getByRole('checkbox').first().check();
    await this.trader.price.fill(String(price));
    await this.trader.quantity.fill(String(quantity));
  }

  /** A figure of an account, an owner or an instrument in the panel of all accounts. */
  async figure(row: Locator, column: string): Promise<number> {
    return wholeNumber(await row.locator(`td[data-column="${column}"]`).textContent());
  }
}

const FIRST = '내장 계좌';
const SECOND = '연습 둘';

test.describe('a second account', () => {
  test('is added in the panel and trades apart from the first', async ({ trader, desk }) => {
    const accounts = new Accounts(trader);
    await trader.show('카카오');
    await accounts.add('김하늘', SECOND);
    await accounts.tradeOn(SECOND);
    const bid = await trader.shown('bid', 4);
    await trader.order('buy', { price: bid.price, quantity: 7 });
    await expect(trader.cell(trader.rows('orders', '카카오'), 'quantity')).toHaveText('7');
    await expect(trader.cell(trader.rows('orders', '카카오'), 'status')).toHaveText('접수');
    // What the exchange knows of the first account.
    expect(await desk.exchange.orders('035720')).toEqual([]);

    await accounts.tradeOn(FIRST);
    await expect(trader.page.getByText('미체결 주문이 없습니다')).toBeVisible();
    await trader.order('buy', { price: bid.price, quantity: 3 });
    await expect(trader.cell(trader.rows('orders', '카카오'), 'quantity')).toHaveText('3');
    expect(await desk.exchange.orders('035720')).toMatchObject([{ quantity: 3 }]);
    await accounts.tradeOn(SECOND);
    await expect(trader.cell(trader.rows('orders', '카카오'), 'quantity')).toHaveText('7');
  });

  test('is refused a name that the same owner has used, and says so beside the field', async ({ trader }) => {
    const accounts = new Accounts(trader);
    await accounts.add('김하늘', SECOND);
    await accounts.settings.getByRole('button', { name: '계좌 추가' }).click();
    await accounts.settings.getByRole('button', { name: '추가', exact: true }).click();
    const name = accounts.settings.locator('.field', {
      has: trader.page.getByRole('textbox', { name: '이름' }),
    });
    await expect(name.getByRole('alert')).toHaveText('이름을 입력하세요.');
    await accounts.settings.getByRole('textbox', { name: '소유자' }).fill('김하늘');
    await accounts.settings.getByRole('textbox', { name: '이름' }).fill(SECOND);
    await expect(name.getByRole('alert')).toHaveText('같은 소유자에게 같은 이름의 계좌가 있습니다.');
  });

  test('is not removed while an order of it works, and is once nothing does', async ({ trader }) => {
    const accounts = new Accounts(trader);
    await trader.show('카카오');
    await accounts.add('김하늘', SECOND);
    await accounts.tradeOn(SECOND);
    const bid = await trader.shown('bid', 4);
    await trader.order('buy', { price: bid.price, quantity: 2 });
    await expect(trader.cell(trader.rows('orders', '카카오'), 'status')).toHaveText('접수');
    await accounts.settings.getByRole('button', { name: '삭제…' }).click();
    await expect(trader.dialog.getByRole('alert')).toContainText('체결될 수 있는 주문이 1건');
    await expect(trader.dialog.getByRole('button', { name: '삭제' })).toBeDisabled();
    await trader.dialog.getByRole('button', { name: '그대로 두기' }).click();

    await trader.page.getByRole('button', { name: '전량취소 1' }).click();
    await trader.dialog.getByRole('button', { name: '1건 취소' }).click();
    await expect(trader.page.getByText('미체결 주문이 없습니다')).toBeVisible();
    await accounts.settings.getByRole('button', { name: '삭제…' }).click();
    await trader.dialog.getByRole('button', { name: '삭제' }).click();
    await expect(accounts.row(SECOND)).toHaveCount(0);
    await expect(trader.page.locator('.account-frame')).toContainText(FIRST);
  });
});

test.describe('an order for several accounts', () => {
  test('is one order each, with an outcome each', async ({ trader, desk }) => {
    const accounts = new Accounts(trader);
    await trader.show('한국전력');
    await accounts.add('김하늘', SECOND);
    const ask = await trader.shown('ask');
    const { arrived } = await desk.exchange.status();
    // What is offered at the price is not enough for both.
    await accounts.fillForGroup([SECOND], { price: ask.price, quantity: ask.size });
    await expect(trader.submit).toHaveText(
      `2개 계좌 · 매수 ${ask.size.toLocaleString()}주 · ${ask.price.toLocaleString()}⏎`,
    );
    await trader.acceptWarnings();
    for (const label of [FIRST, SECOND]) await accounts.leg(label).getByRole('checkbox').first().check();
    await expect(trader.submit).toBeEnabled();
    await trader.submit.dblclick();
    const outcomes = accounts.legs.locator('.group-leg__outcome b');
    await expect(outcomes).toHaveCount(2);
    const outcomesNow = async (): Promise<readonly string[]> => outcomes.allTextContents();
    await expect.poll(async () => new Set(await outcomesNow()).size).toBe(2);
    const numbers = await accounts.legs.getByText(/#\d+/).allTextContents();
    expect(new Set(numbers.map((text) => /#\d+/.exec(text)?.[0])).size).toBe(2);
    expect((await desk.exchange.status()).arrived.slice(arrived.length)).toEqual(['kt10000', 'kt10000']);
    expect(await desk.exchange.orders('015760')).toHaveLength(1);
    await expect(trader.submit).toBeDisabled();
    await expect(trader.ticket.locator('.ticket__blocker')).toContainText('보낸 주문입니다');
  });

  test('shows what each account refuses it for, and goes without that account only when it is taken out', async ({
    trader,
    desk,
  }) => {
    const accounts = new Accounts(trader);
    await trader.show('카카오');
    await accounts.add('김하늘', SECOND);
    await accounts.openLimits(SECOND);
    await accounts.settings.getByRole('textbox', { name: '주문수량 확인 기준' }).fill('');
    await accounts.settings.getByRole('textbox', { name: '주문수량 거부 기준' }).fill('5');
    await accounts.save();
    const bid = await trader.shown('bid', 4);
    const { arrived } = await desk.exchange.status();
    await accounts.fillForGroup([SECOND], { price: bid.price, quantity: 6 });
    await expect(accounts.leg(SECOND).getByRole('alert').filter({ hasText: '한도 5주' })).toBeVisible();
    await expect(accounts.leg(FIRST).getByRole('alert')).toHaveCount(0);
    await expect(trader.submit).toBeDisabled();
    expect((await desk.exchange.status()).arrived).toEqual(arrived);

    await accounts.leg(SECOND).getByRole('checkbox').first().uncheck();
    await expect(trader.submit).toBeEnabled();
    await trader.submit.click();
    await expect(accounts.leg(FIRST).locator('.group-leg__outcome b')).toHaveText('접수');
    expect((await desk.exchange.status()).arrived.slice(arrived.length)).toEqual(['kt10000']);
  });

  test('is unknown on each account while no answer comes, and known by itself once it does, sent once', async ({
    trader,
    desk,
  }) => {
    const accounts = new Accounts(trader);
    await trader.show('카카오');
    await accounts.add('김하늘', SECOND);
    await accounts.openSettings();
    await accounts.settings.getByRole('radio', { name: '계좌 그룹' }).click();
    await accounts.settings.getByRole('textbox', { name: '새 그룹 이름' }).fill('연습 모두');
    await accounts.settings.getByRole('button', { name: '그룹 추가' }).click();
    for (const label of [FIRST, SECOND])
      await accounts.settings
        .locator('.account-group__member', { hasText: label })
        .getByRole('checkbox')
        .check();
    const bid = await trader.shown('bid', 4);
    await trader.ticket.getByRole('button', { name: '여러 계좌' }).click();
    await trader.ticket.getByRole('button', { name: '연습 모두' }).click();
    await trader.price.fill(String(bid.price));
    await trader.quantity.fill('4');
    await expect(trader.submit).toBeEnabled();
    const { arrived } = await desk.exchange.status();
    await desk.exchange.setFault('requestHeld');
    await trader.submit.click();
    const outcomes = accounts.legs.locator('.group-leg__outcome b');
    await expect(outcomes).toHaveText(['확인중', '확인중']);
    await expect(trader.submit).toBeDisabled();
    await desk.exchange.setFault(null);
    await expect(outcomes).toHaveText(['접수', '접수']);
    expect((await desk.exchange.status()).arrived.slice(arrived.length)).toEqual(['kt10000', 'kt10000']);
  });
});

test.describe('all accounts together', () => {
  test('sum cash, holdings and results of each, and tell who holds what', async ({ trader }) => {
    const accounts = new Accounts(trader);
    await trader.show('하나금융지주');
    await accounts.add('김하늘', SECOND);
    const ask = await trader.shown('ask');
    await trader.order('buy', { price: ask.price, quantity: 10 });
    await trader.openTab('positions');
    await expect(trader.rows('positions', '하나금융지주')).toHaveCount(1);
    await accounts.tradeOn(SECOND);
    const next = await trader.shown('ask');
    await trader.order('buy', { price: next.price, quantity: 5 });
    await expect(trader.cell(trader.rows('positions', '하나금융지주'), 'quantity')).toHaveText('5');

    await accounts.openAll();
    const line = (label: string) => accounts.all.locator('.sum-table__part', { hasText: label });
    const totals = accounts.all.locator('.all-accounts__totals > div');
    const total = async (name: string): Promise<number> =>
      wholeNumber(await totals.filter({ hasText: name }).locator('dd').textContent());
    for (const [name, column] of [
      ['예수금 D+2', 'cash'],
      ['총평가', 'equity'],
      ['평가금액', 'marketValue'],
    ] as const) {
      const parts = await Promise.all([FIRST, SECOND].map((label) => accounts.figure(line(label), column)));
      expect(parts.every((part) => part > 0)).toBe(true);
      expect(await total(name)).toBe(parts.reduce((sum, part) => sum + part, 0));
    }

    const first = await accounts.figure(line(FIRST), 'marketValue');
    const byInstrument = accounts.all.getByRole('radio', { name: /^종목별/ });
    await byInstrument.click();
    const merged = accounts.all.locator('[data-symbol="086790"]');
    await merged.getByRole('button', { name: '하나금융지주 보유 계좌 펼치기' }).click();
    const held = await accounts.figure(merged, 'quantity');
    const holders = accounts.all.locator('.sum-table__part');
    await expect(holders).toHaveCount(2);
    const parts = await Promise.all([0, 1].map((place) => accounts.figure(holders.nth(place), 'quantity')));
    expect(held).toBe((parts[0] ?? 0) + (parts[1] ?? 0));
    expect(parts[1]).toBe(5);

    // An account that is not there is named, and not summed.
    await accounts.openSettings();
    await accounts.row(SECOND).click();
    await accounts.settings.getByRole('button', { name: '사용 안 함' }).click();
    await accounts.openAll();
    await expect(accounts.all.locator('.panel-note')).toHaveText(
      `합계에서 빠진 계좌 1개: 김하늘 · ${SECOND} (사용 안 함)`,
    );
    expect(await total('평가금액')).toBe(first);
  });
});

test.describe('limits of an account', () => {
  test('are set in the panel and refuse what lies above them, with the numbers', async ({ trader, desk }) => {
    const accounts = new Accounts(trader);
    await trader.show('카카오');
    await accounts.openSettings();
    await accounts.openLimits(FIRST);
    const refuse = accounts.settings.getByRole('textbox', { name: '주문금액 거부 기준' });
    const confirm = accounts.settings.getByRole('textbox', { name: '주문금액 확인 기준' });
    await refuse.fill('백만');
    await expect(accounts.settings.getByRole('alert')).toHaveText('숫자로 입력하세요.');
    await expect(accounts.settings.getByRole('button', { name: '저장' })).toBeDisabled();
    await refuse.fill('100000');
    await expect(accounts.settings.getByRole('alert')).toHaveText('확인 기준이 거부 기준보다 큽니다.');
    await confirm.fill('50000');
    await expect(accounts.row(FIRST)).toContainText('●');
    await accounts.save();
    await expect(refuse).toHaveValue('100,000');

    const bid = await trader.shown('bid', 4);
    const quantity = Math.ceil(100_001 / bid.price);
    await trader.price.fill(String(bid.price));
    await trader.quantity.fill(String(quantity));
    await expect(trader.ticket).toContainText('100,000원을 넘습니다');
    await expect(trader.ticket).toContainText(`${(bid.price * quantity).toLocaleString()}원`);
    await expect(trader.submit).toBeDisabled();
    expect(await desk.exchange.orders('035720')).toEqual([]);

    // Between the two marks it asks.
    await trader.quantity.fill(String(Math.floor(100_000 / bid.price)));
    await expect(trader.ticket.getByRole('checkbox')).toHaveCount(1);
    await expect(trader.submit).toBeDisabled();
    await trader.ticket.getByRole('checkbox').check();
    await trader.submit.click();
    await expect(trader.cell(trader.rows('orders', '카카오'), 'status')).toHaveText('접수');

    await accounts.settings.getByRole('button', { name: '기본값으로' }).click();
    await accounts.save();
    await expect(refuse).toHaveValue('1,000,000,000');
  });

  test('hold for the instruments that were listed, found by name', async ({ trader }) => {
    const accounts = new Accounts(trader);
    await trader.show('카카오');
    await accounts.openSettings();
    await accounts.openLimits(FIRST);
    await accounts.settings.getByRole('radio', { name: '목록의 종목만' }).click();
    await expect(accounts.settings.getByRole('alert')).toHaveText('종목을 하나 이상 추가하세요.');
    await accounts.settings.getByRole('combobox', { name: /종목 추가/ }).fill('강원랜드');
    await trader.page.keyboard.press('Enter');
    await expect(accounts.settings.locator('.allowed-symbols__list')).toContainText('강원랜드 035250');
    await accounts.save();
    const bid = await trader.shown('bid', 4);
    await trader.price.fill(String(bid.price));
    await trader.quantity.fill('1');
    await expect(trader.ticket.locator('.ticket__problem')).toBeVisible();
    await expect(trader.submit).toBeDisabled();
  });
});

test.describe('an account that is not used', () => {
  test('takes no order and says why everywhere, until it is used again', async ({ trader }) => {
    const accounts = new Accounts(trader);
    await trader.show('카카오');
    await accounts.openSettings();
    await accounts.settings.getByRole('button', { name: '사용 안 함' }).click();
    await expect(accounts.row(FIRST)).toContainText('사용 안 함');
    await expect(trader.banner).toContainText('사용하지 않는 계좌');
    await expect(trader.page.locator('.status-bar')).toContainText('사용 안 함');
    await expect(trader.ticket.locator('.ticket__blocker')).toHaveText('사용하지 않는 계좌입니다');
    await expect(trader.submit).toBeDisabled();

    await accounts.settings.getByRole('button', { name: '사용하기' }).click();
    await expect(accounts.row(FIRST)).toContainText('연결됨');
    await expect(trader.banner).toHaveCount(0);
    await expect(trader.book.locator('.veil__cover')).toHaveCount(0);
    const bid = await trader.shown('bid', 4);
    await trader.order('buy', { price: bid.price, quantity: 1 });
    await expect(trader.cell(trader.rows('orders', '카카오'), 'status')).toHaveText('접수');
  });
});
