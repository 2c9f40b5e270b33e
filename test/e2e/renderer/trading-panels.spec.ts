import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import type { FakeBridge } from '#test/support/fake-bridge.ts';
import {
  onFakeDesk,
  previewTest as test,
  readFakeDesk,
} from '#test/support/renderer-preview/preview-test.ts';

const ticket = (page: Page): Locator => page.locator('.ticket');
const quantity = (page: Page): Locator => ticket(page).getByRole('textbox', { name: '수량' });
const price = (page: Page): Locator => ticket(page).getByRole('textbox', { name: '가격' });
const submit = (page: Page): Locator => ticket(page).locator('[data-submit]');
const levels = (page: Page): Locator => page.locator('.level');
const placed = (page: Page): Promise<readonly unknown[]> =>
  readFakeDesk(page, (desk) => desk.requestsOf('order.place'));

/** Fills in a buy of `quantity` at the price of a level, as a trader would. */
async function fillTicket(page: Page, level: number, quantity: string): Promise<void> {
  await levels(page).nth(level).click();
  await page.locator('.levels').press('b');
  await page.keyboard.type(quantity);
  await expect(submit(page)).toBeEnabled();
}

test.describe('the order book', () => {
  test('puts a clicked price into the ticket and sends nothing, twice clicked or not', async ({
    page,
    preview,
  }) => {
    await preview.open('still');
    const best = levels(page).nth(10);
    const chosen = await best.locator('.level__price b').textContent();
    await best.dblclick();
    await expect(price(page)).toHaveValue(chosen ?? '');
    expect(await placed(page)).toEqual([]);
  });

  test('is walked with the arrow keys, and Enter puts the price into the ticket', async ({
    page,
    preview,
  }) => {
    await preview.open('still');
    await page.locator('.levels').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const second = levels(page).nth(11);
    await expect(second).toHaveAttribute('aria-selected', 'true');
    await expect(page.locator('.levels')).toHaveAttribute(
      'aria-activedescendant',
      (await second.getAttribute('id')) ?? '',
    );
    await page.keyboard.press('Enter');
    const chosen = await second.locator('.level__price b').textContent();
    await expect(price(page)).toHaveValue(chosen ?? '');
  });

  test('shows my orders at their level, summed, and takes them away when they end', async ({
    page,
    preview,
  }) => {
    await preview.open('still');
    const badge = page.locator('.level__mine[data-mine]');
    await expect(badge).toHaveText(['매수 200']);
    await onFakeDesk(page, (desk) => {
      void desk.request('account.snapshot', { accountId: 'paper' as never }).then((reply) => {
        const order = reply.ok ? reply.value.orders[0] : undefined;
        if (order === undefined) return;
        desk.emit({ type: 'order', order: { ...order, clientOrderId: 'more' as never } });
      });
    });
    await expect(badge).toHaveText(['매수 400']);
    await onFakeDesk(page, (desk) => {
      void desk.request('order.cancelAll', {} as never);
    });
    await expect(badge).toHaveText(['매수 200']);
  });

  test('makes its rows once and then only changes what differs', async ({ page, preview }) => {
    await preview.open('still');
    await levels(page).nth(12).waitFor();
    await page.evaluate(() => {
      const host = document.querySelector('.levels');
      const counts = { added: 0, changed: 0 };
      Object.assign(window, { paintCounts: counts });
      new MutationObserver((records) => {
        for (const { type } of records) counts[type === 'childList' ? 'added' : 'changed'] += 1;
      }).observe(host as Node, { subtree: true, childList: true, characterData: true, attributes: true });
    });
    for (let frame = 0; frame < 10; frame += 1) {
      await onFakeDesk(page, (desk) => desk.advance(50, 4));
      await page.evaluate(() => new Promise(requestAnimationFrame));
    }
    const counts = await page.evaluate(
      () => (window as unknown as { paintCounts: { added: number; changed: number } }).paintCounts,
    );
    expect(counts.added).toBe(0);
    expect(counts.changed).toBeGreaterThan(0);
  });

  test('tells an auction, a volatility interruption and their prices', async ({ page, preview }) => {
    await preview.open('still');
    await onFakeDesk(page, (desk) => {
      const { market } = desk;
      const quote = market.quote('005930');
      desk.sendMarket({
        ...market.advance(0, [], 0),
        quotes: [
          {
            ...quote,
            vi: {
              isActive: true,
              kind: 'static',
              referencePrice: 69_900 as never,
              upperTrigger: 76_900 as never,
              lowerTrigger: 62_900 as never,
              endsAt: (market.now + 95_000) as never,
            },
          },
        ],
        books: [
          { ...market.book('005930'), expected: { price: 71_300 as never, quantity: 12_345 as never } },
        ],
      });
    });
    await expect(page.locator('.book-band--vi')).toContainText('정적 VI');
    await expect(page.locator('.book-band--vi')).toContainText('69,900');
    await expect(page.locator('.book-band--auction')).toContainText('71,300 ▲ 1,400 (+2.00%)');
    await expect(page.locator('.book-band--auction')).toContainText('12,345주');
  });
});

test.describe('the ticket', () => {
  test('says what it will send and sends exactly that', async ({ page, preview }) => {
    await preview.open('still');
    await fillTicket(page, 10, '140');
    const chosen = (await levels(page).nth(10).locator('.level__price b').textContent()) ?? '';
    await expect(submit(page)).toContainText(`매수 140주 · ${chosen}`);
    await page.keyboard.press('Enter');
    await expect(page.locator('.ticket__result')).toContainText('접수');
    expect(await placed(page)).toMatchObject([
      { intent: { side: 'buy', quantity: 140, price: Number(chosen.replaceAll(',', '')) } },
    ]);
  });

  test('sends once for ten clicks within fifty milliseconds', async ({ page, preview }) => {
    await preview.open('still');
    await fillTicket(page, 10, '140');
    await submit(page).evaluate(async (button: HTMLButtonElement) => {
      for (let click = 0; click < 10; click += 1) {
        button.click();
        await new Promise((done) => setTimeout(done, 5));
      }
    });
    await expect(page.locator('.ticket__result')).toContainText('접수');
    expect(await placed(page)).toHaveLength(1);
  });

  test('sends once for a held Enter and for a double click', async ({ page, preview }) => {
    await preview.open('still');
    await fillTicket(page, 10, '7');
    for (let repeat = 0; repeat < 12; repeat += 1) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await expect(page.locator('.ticket__result')).toContainText('접수');
    await page.waitForTimeout(700);
    await submit(page).dblclick();
    await expect(page.locator('.ticket__result')).toContainText('#0000142');
    expect(await placed(page)).toHaveLength(2);
  });

  test('takes Enter only inside itself', async ({ page, preview }) => {
    await preview.open('still');
    await fillTicket(page, 10, '140');
    await page.locator('.levels').focus();
    await page.keyboard.press('Enter');
    await page.locator('.watchlist .ag-cell').first().click();
    await page.keyboard.press('Enter');
    expect(await placed(page)).toEqual([]);
  });

  test('has nothing ready to send after the instrument changes', async ({ page, preview }) => {
    await preview.open('still');
    await fillTicket(page, 10, '140');
    await onFakeDesk(page, (desk) => desk.emit({ type: 'link', group: 'amber', symbol: '000660' }));
    await expect(ticket(page)).toContainText('SK하이닉스');
    await expect(quantity(page)).toHaveValue('');
    await expect(submit(page)).toBeDisabled();
  });

  test('shows what is wrong beside its field, in words and numbers', async ({ page, preview }) => {
    await preview.open('still');
    await page.evaluate(() => {
      const desk = (window as unknown as { fakeDesk: FakeBridge }).fakeDesk;
      const ask = desk.request.bind(desk);
      desk.request = (async (name: never, payload: never) => {
        const reply = await ask(name, payload);
        if (name !== 'order.preview' || !reply.ok) return reply;
        const context = { price: 71_150, tick: 100, below: 71_100, above: 71_200 };
        const error = { kind: 'validation', code: 'PRICE_OFF_TICK', detail: '', context };
        return { ok: true, value: { ...(reply.value as object), problems: [{ field: 'price', error }] } };
      }) as never;
    });
    await levels(page).nth(10).click();
    await page.locator('.levels').press('b');
    await page.keyboard.type('10');
    await expect(price(page)).toHaveAttribute('aria-invalid', 'true');
    await expect(price(page)).toHaveAccessibleDescription(/호가 단위는 100원.*71,100 또는 71,200/);
    await expect(submit(page)).toBeDisabled();
    await page.keyboard.press('Enter');
    expect(await placed(page)).toEqual([]);
  });

  test('amends an order of the list at a new price', async ({ page, preview }) => {
    await preview.open('still');
    await page.locator('.orders .ag-row').first().getByRole('button', { name: '정정' }).click();
    await expect(price(page)).toHaveValue('69,000');
    await price(page).press('ArrowUp');
    await expect(submit(page)).toContainText('정정 매수 200주 · 69,000 → 69,100');
    await price(page).press('Enter');
    await expect(page.locator('.ticket__result')).toContainText('정정');
    expect(await readFakeDesk(page, (desk) => desk.requestsOf('order.amend'))).toMatchObject([
      { clientOrderId: 'a1', price: 69_100, quantity: 200 },
    ]);
  });

  test('goes back with Escape', async ({ page, preview }) => {
    await preview.open('still');
    await page.keyboard.press('s');
    await page.keyboard.type('30');
    await page.keyboard.press('Escape');
    await expect(quantity(page)).toHaveValue('');
  });

  test('cannot be mistaken for practice on a real account', async ({ page, preview }) => {
    await preview.open('still');
    await onFakeDesk(page, (desk) => {
      void desk.request('profiles.list', {}).then((reply) => {
        if (!reply.ok) return;
        desk.emit({
          type: 'accounts',
          accounts: reply.value.map((account) => ({ ...account, environment: 'real' as const })),
        });
      });
    });
    await expect(page.locator('.ticket__account')).toContainText('실거래');
    await expect(page.locator('.ticket__account')).toHaveAttribute('data-environment', 'real');
    await expect(submit(page)).toContainText('실거래');
  });
});

test.describe('the lists of the account', () => {
  test('count what is in them on their tabs', async ({ page, preview }) => {
    await preview.open('still');
    for (const title of ['미체결 3', '체결 1', '잔고 3']) {
      await expect(page.locator('.tab__title', { hasText: title })).toBeVisible();
    }
  });

  test('cancel one order, not the next that moves under the pointer, by button or by Delete', async ({
    page,
    preview,
  }) => {
    await preview.open('still');
    const rows = page.locator('.orders .ag-row');
    await rows.first().getByRole('button', { name: '취소' }).dblclick();
    await expect(rows).toHaveCount(2);
    await rows.first().locator('.ag-cell').first().click();
    await page.keyboard.press('Delete');
    await expect(rows).toHaveCount(1);
    expect(await readFakeDesk(page, (desk) => desk.requestsOf('order.cancel'))).toMatchObject([
      { clientOrderId: 'a1' },
      { clientOrderId: 'a2' },
    ]);
  });

  test('ask before they cancel everything', async ({ page, preview }) => {
    await preview.open('still');
    await page.locator('.orders .ag-row').first().locator('.ag-cell').first().click();
    await page.keyboard.press('Space');
    await expect(page.getByRole('dialog', { name: '미체결 전량취소' })).toContainText('2건');
    await page.keyboard.press('Escape');
    expect(await readFakeDesk(page, (desk) => desk.requestsOf('order.cancelAll'))).toEqual([]);
    await page.getByRole('button', { name: '전량취소 2' }).click();
    await page.getByRole('button', { name: '2건 취소' }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    expect(await readFakeDesk(page, (desk) => desk.requestsOf('order.cancelAll'))).toHaveLength(1);
  });

  test('prepare a sale of what is held', async ({ page, preview }) => {
    await preview.open('still');
    await page.locator('.tab__title', { hasText: '잔고 3' }).click();
    await page.locator('.positions .ag-row').nth(1).getByRole('button', { name: '매도' }).click();
    await expect(ticket(page)).toContainText('SK하이닉스');
    await expect(quantity(page)).toHaveValue('60');
    await expect(submit(page)).toContainText('매도 60주');
    expect(await placed(page)).toEqual([]);
  });

  test('follow the price, to the won', async ({ page, preview }) => {
    await preview.open('still');
    await page.locator('.tab__title', { hasText: '잔고 3' }).click();
    await onFakeDesk(page, (desk) => {
      const quote = desk.market.quote('005930');
      desk.sendMarket({
        ...desk.market.advance(0, [], 0),
        quotes: [{ ...quote, lastPrice: 71_200 as never }],
      });
    });
    const row = page.locator('.positions .ag-row').filter({ hasText: '삼성전자' });
    await expect(row).toContainText('71,200');
    await expect(row).toContainText('+723,200');
    await expect(row).toContainText('+3.28%');
  });
});

test.describe('the tape', () => {
  test.beforeEach(async ({ page, preview }) => {
    await preview.open('still');
    await page.locator('.book').waitFor();
    await page.locator('.tab__title', { hasText: /^체결$/ }).click();
    await page.locator('.tape__row').first().waitFor();
  });

  test('runs newest first in a fixed number of rows', async ({ page }) => {
    const rows = page.locator('.tape__row:not([hidden])');
    const count = await rows.count();
    for (let batch = 0; batch < 20; batch += 1) await onFakeDesk(page, (desk) => desk.advance(1000, 200));
    const times = await page.locator('.tape__time').allTextContents();
    const shown = times.filter((time) => time !== '');
    expect(shown).toEqual(shown.toSorted().toReversed());
    expect(await rows.count()).toBe(count);
  });

  test('marks a hole and closes it when the prints have been fetched again', async ({ page }) => {
    await onFakeDesk(page, (desk) => desk.fail('market.snapshot', 'REQUEST_TIMEOUT'));
    await onFakeDesk(page, (desk) =>
      desk.sendMarket({ ...desk.market.advance(0, [], 0), tradeGaps: ['005930'] }),
    );
    await expect(page.locator('.tape__gap:visible')).toContainText('체결 누락');
    await onFakeDesk(page, (desk) =>
      desk.sendMarket({ ...desk.market.advance(0, [], 0), tradeGaps: ['005930'] }),
    );
    await expect(page.locator('.tape__gap:visible')).toHaveCount(0);
  });

  test('leaves small prints out', async ({ page }) => {
    await page.locator('.tape__minimum input').fill('500');
    const sizes = await page.locator('.tape__row:not([hidden]) .tape__quantity b').allTextContents();
    expect(sizes.filter((size) => Number(size.replaceAll(',', '')) < 500)).toEqual([]);
  });
});

test.describe('the trading panels', () => {
  test('do nothing against the content security policy, in any of their states', async ({
    page,
    preview,
  }) => {
    await preview.open();
    await fillTicket(page, 12, '10');
    for (const name of ['매도', '정정', '취소', '매수']) {
      await ticket(page).getByRole('radio', { name }).first().click();
    }
    await page
      .locator('.orders')
      .getByRole('radio', { name: /오늘 전체/ })
      .click();
    for (const title of [/^체결 1/, /^잔고/, /^미체결/, /^체결$/]) {
      await page.locator('.tab__title', { hasText: title }).first().click();
    }
    await page.locator('.tape').getByRole('radio', { name: '체결강도' }).click();
    await onFakeDesk(page, (desk) => desk.setLink('lost'));
    await expect(page.locator('.veil__label').first()).toBeVisible();
    await expect(submit(page)).toBeDisabled();
    expect(await preview.violations()).toEqual([]);
  });

  for (const theme of ['dark', 'light']) {
    test(`pass the accessibility rules in the ${theme} theme`, async ({ page, preview }) => {
      await preview.open(`still&theme=${theme}`);
      await fillTicket(page, 12, '10');
      await page.locator('.tab__title', { hasText: /^잔고/ }).click();
      const { violations } = await new AxeBuilder({ page }).include('.workspace').analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(
        serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`),
      ).toEqual([]);
    });
  }
});
