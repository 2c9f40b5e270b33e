import type { Page } from '@playwright/test';
import { DeskWire } from '#test/support/rigged-desk/desk-wire.ts';
import { expect, test } from '#test/support/rigged-desk/rigged-test.ts';

const palette = (page: Page) => page.getByRole('combobox', { name: '명령 창' });
const found = (page: Page) => page.getByRole('option');

test.describe('finding an instrument', () => {
  for (const [how, query] of [
    ['its code', '005930'],
    ['its name', '삼성전자'],
    ['its first consonants', 'ㅅㅅㅈㅈ'],
    ['a half-typed name', '삼성전ㅈ'],
  ] as const) {
    test(`works by ${how}, and Enter shows it in book, chart and ticket`, async ({ trader }) => {
      const { page } = trader;
      await trader.show('카카오');
      await page.keyboard.press('Control+k');
      await palette(page).fill(query);
      await expect(found(page).first()).toContainText('삼성전자');
      await expect(found(page).first()).toContainText('005930');
      await page.keyboard.press('Enter');
      await expect(palette(page)).toHaveCount(0);
      await expect(trader.book).toContainText('삼성전자');
      await expect(trader.ticket).toContainText('005930');
      await expect(page.locator('.tab', { hasText: '삼성전자 005930' })).toBeVisible();
    });
  }

  test('waits for the list of instruments where it is typed before that has come', async ({ openPage }) => {
    let wire: DeskWire | undefined;
    const page = await openPage({
      prepare: async (opened) => {
        wire = await DeskWire.tap(opened);
        wire.hold('instruments.list');
      },
    });
    await expect(page.getByText('원장 동기화됨')).toBeVisible();
    await page.keyboard.press('Control+k');
    await palette(page).fill('ㅅㅅㅈㅈ');
    await expect(page.getByText('종목 목록을 받는 중입니다…')).toBeVisible();
    wire?.release('instruments.list');
    await expect(found(page).first()).toContainText('삼성전자');
  });

  test('moves through a watchlist with the arrows', async ({ trader }) => {
    const rows = trader.watchlist.locator('.ag-row');
    await rows.nth(0).locator('.ag-cell').first().click();
    await trader.page.keyboard.press('ArrowDown');
    await trader.page.keyboard.press('ArrowDown');
    const third = (await rows.nth(2).locator('[col-id="name"]').textContent()) ?? '';
    await expect(trader.book).toContainText(third);
    await expect(trader.ticket).toContainText(third);
  });
});

test.describe('B and S', () => {
  test('lead from anywhere to the quantity of a buy or a sell, and send nothing', async ({
    trader,
    desk,
  }) => {
    const { page, ticket, quantity } = trader;
    await trader.show('카카오');
    const { arrived } = await desk.exchange.status();
    await page.locator('.book .levels').focus();
    await page.keyboard.press('s');
    await expect(ticket.getByRole('radio', { name: /매도/ })).toBeChecked();
    await expect(quantity).toBeFocused();
    await page.keyboard.type('12');
    await expect(quantity).toHaveValue('12');
    await page.locator('.book .levels').focus();
    await page.keyboard.press('b');
    await expect(ticket.getByRole('radio', { name: /매수/ })).toBeChecked();
    await expect(quantity).toBeFocused();
    expect((await desk.exchange.status()).arrived).toEqual(arrived);
  });

  test('are letters where a text is typed', async ({ trader }) => {
    const search = trader.page.getByRole('combobox', { name: '종목 추가' });
    await search.focus();
    await trader.page.keyboard.type('bs');
    await expect(search).toHaveValue('bs');
    await expect(search).toBeFocused();
  });
});

test.describe('Escape', () => {
  test('empties the ticket and closes what lies over the desk', async ({ trader }) => {
    const { page, quantity } = trader;
    await trader.show('카카오');
    await page.keyboard.press('b');
    await page.keyboard.type('12');
    await page.keyboard.press('Escape');
    await expect(quantity).toHaveValue('');
    for (const [keys, name] of [
      ['Control+k', '명령 창'],
      ['Control+Shift+X', '전량취소 · 정지'],
      ['Control+,', '설정'],
      ['Shift+?', '단축키'],
    ] as const) {
      await page.keyboard.press(keys);
      await expect(page.getByRole('dialog', { name })).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
  });
});

test.describe('the order book', () => {
  test('is walked with the arrows and loads a price with Enter', async ({ trader }) => {
    const { page, price } = trader;
    await trader.show('카카오');
    const levels = page.locator('.book .levels');
    await levels.focus();
    const under = () => page.locator('.book .level[aria-selected="true"] .level__price b');
    await page.keyboard.press('ArrowDown');
    await expect(under()).toHaveText((await trader.shown('bid', 0)).price.toLocaleString());
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const third = (await trader.shown('bid', 2)).price.toLocaleString();
    await expect(under()).toHaveText(third);
    await page.keyboard.press('Enter');
    await expect(price).toHaveValue(third);
    await levels.focus();
    await page.keyboard.press('Escape');
    await expect(under()).toHaveCount(0);
    await page.keyboard.press('ArrowUp');
    await expect(under()).toHaveText((await trader.shown('ask', 0)).price.toLocaleString());
  });
});

test.describe('panels', () => {
  test('are walked with F6, and back with Shift F6', async ({ trader }) => {
    const { page } = trader;
    const active = page.locator('.dv-active-group .dv-active-tab');
    await trader.watchlist.locator('.ag-cell').first().click();
    const walked: string[] = [];
    for (let step = 0; step < 5; step += 1) {
      walked.push((await active.textContent()) ?? '');
      expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true);
      await page.keyboard.press('F6');
    }
    expect(new Set(walked).size).toBe(5);
    expect((await active.textContent()) ?? '').toBe(walked[0]);
    await page.keyboard.press('Shift+F6');
    await expect(active).toHaveText(walked[4] ?? '');
  });

  test('are changed, made large, closed and opened again without the mouse', async ({ trader }) => {
    const { page } = trader;
    await page.locator('.book .levels').focus();
    await page.keyboard.press('Control+]');
    await expect(page.locator('.tape')).toBeVisible();
    await page.keyboard.press('Control+[');
    await expect(trader.book).toBeVisible();
    await page.keyboard.press('Control+Shift+Enter');
    await expect(trader.watchlist).toBeHidden();
    await page.keyboard.press('Control+Shift+Enter');
    await expect(trader.watchlist).toBeVisible();
    await page.locator('.book .levels').focus();
    await page.keyboard.press('Alt+w');
    await expect(trader.book).toHaveCount(0);
    await page.keyboard.press('Control+k');
    await palette(page).fill('호가 패널');
    await page.keyboard.press('Enter');
    await expect(trader.book).toBeVisible();
    await page.keyboard.press('Control+k');
    await palette(page).fill('기본 배치로');
    await page.keyboard.press('Enter');
    await expect(page.locator('.tab')).toHaveCount(9);
  });
});

test.describe('Enter with another key', () => {
  test('is the shortcut that it is, and never sends a filled ticket', async ({ trader, desk }) => {
    const { page } = trader;
    await trader.show('카카오');
    await trader.price.fill(String((await trader.shown('bid', 4)).price));
    await trader.quantity.fill('2');
    await expect(trader.submit).toBeEnabled();
    const { arrived } = await desk.exchange.status();
    await page.keyboard.press('Control+Shift+Enter');
    await expect(trader.watchlist).toBeHidden();
    await page.keyboard.press('Control+Shift+Enter');
    await expect(trader.watchlist).toBeVisible();
    expect((await desk.exchange.status()).arrived).toEqual(arrived);
  });
});

test.describe('Tab', () => {
  test('reaches everything that can be used, in a circle, and always shows where it is', async ({
    trader,
  }) => {
    const { page } = trader;
    // Of the watchlist, so that it can be removed from there.
    await trader.show('KB금융');
    const { price } = await trader.shown('bid', 4);
    await trader.order('buy', { price, quantity: 1 });
    await expect(trader.rows('orders', 'KB금융')).toHaveCount(1);

    await expect(trader.chartLegend).toContainText(/\d/);
    await page.evaluate(() => document.querySelector<HTMLElement>('.header button')?.focus());
    const reached = await page.evaluateHandle(() => new Set<Element>());
    const unmarked: string[] = [];
    for (let press = 0; press < 150; press += 1) {
      await page.keyboard.press('Tab');
      // In the watchlist each stop is another instrument, whose book has to come before it can be one.
      await expect(trader.level('ask')).toContainText(/\d/);
      const stop = await page.evaluate(describeFocus, reached);
      if (stop === null) continue;
      if (stop.isKnown) break;
      if (!stop.isMarked) unmarked.push(stop.name);
    }
    expect(unmarked).toEqual([]);
    expect(await page.evaluate(unreached, reached)).toEqual([]);
  });
});

interface Stop {
  readonly name: string;
  readonly isKnown: boolean;
  readonly isMarked: boolean;
}

/**
 * The element with the focus, which is added to `reached`, and whether the eye can tell: its looks, or those of what is
 * around it, differ without.
 */
function describeFocus(reached: Set<Element>): Stop | null {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return null;
  const isKnown = reached.has(element);
  reached.add(element);
  const looks = (): string => {
    const around = [element, element.parentElement, element.closest('.ag-root-wrapper, .panel')];
    return around
      .flatMap((node) => (node === null ? [] : [getComputedStyle(node)]))
      .map(
        ({ outline, boxShadow, borderColor, backgroundColor }) =>
          outline + boxShadow + borderColor + backgroundColor,
      )
      .join('|');
  };
  const name = `${element.className} ${(element.getAttribute('aria-label') ?? element.textContent).slice(0, 30)}`;
  const focused = looks();
  element.blur();
  const blurred = looks();
  element.focus({ preventScroll: true });
  return { name, isKnown, isMarked: focused !== blurred };
}

/** What can be used and is to be seen, but was no stop; inside a grid or a group of choices one stop is enough. */
function unreached(reached: Set<Element>): readonly string[] {
  const usable = document.querySelectorAll<HTMLElement>('button, input, select, a[href], [tabindex="0"]');
  return [...usable]
    .filter((node) => node.checkVisibility({ visibilityProperty: true }) && !node.matches(':disabled'))
    .filter((node) => node.tabIndex >= 0 && node.closest('.ag-root-wrapper, [aria-hidden="true"]') === null)
    .filter((node) => !reached.has(node))
    .map((node) => `${node.tagName}.${node.className} ${node.ariaLabel ?? node.textContent.slice(0, 20)}`);
}
