import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

/** A price of the book with what waits there. */
export interface ShownLevel {
  readonly price: number;
  readonly size: number;
}

/** The desk's page as a trader sees it, in Korean. Waits for what it needs; asserts nothing of its own. */
export class Trader {
  readonly book: Locator;
  /** Has figures as soon as the chart is drawn. */
  readonly chartLegend: Locator;
  readonly ticket: Locator;
  readonly watchlist: Locator;
  readonly banner: Locator;
  readonly dialog: Locator;
  /** The button that sends, whatever it says. */
  readonly submit: Locator;
  readonly price: Locator;
  readonly quantity: Locator;

  constructor(readonly page: Page) {
    this.book = page.locator('.book');
    this.chartLegend = page.locator('.chart__legend');
    this.ticket = page.locator('.ticket');
    this.watchlist = page.locator('.watchlist');
    this.banner = page.locator('.banner');
    this.dialog = page.getByRole('dialog');
    this.submit = this.ticket.locator('[data-submit]');
    this.price = this.ticket.getByRole('textbox', { name: '가격', exact: true });
    this.quantity = this.ticket.getByRole('textbox', { name: '수량', exact: true });
  }

  /** Brings an instrument to the first colour group by its name, with the keyboard, and waits for its book. */
  async show(name: string): Promise<void> {
    // A window that is only opening takes no keys.
    await expect(this.book).toBeVisible();
    await this.page.keyboard.press('Control+k');
    await this.page.getByRole('combobox', { name: '명령 창' }).fill(name);
    await this.page
      .getByRole('option', { name: new RegExp(`^${name}`) })
      .first()
      .waitFor();
    await this.page.keyboard.press('Enter');
    await expect(this.book).toContainText(name);
    await expect(this.ticket).toContainText(name);
    await expect(this.levels('ask').last()).toContainText(/\d/);
    await expect(this.page.locator('.book .veil__cover')).toHaveCount(0);
  }

  /** Rows of a side of the book from top to bottom, those without a price left out. */
  levels(side: 'ask' | 'bid'): Locator {
    return this.book.locator(`.level--${side}:not([aria-hidden])`);
  }

  /** @param depth  0 is the best one */
  level(side: 'ask' | 'bid', depth = 0): Locator {
    return side === 'ask' ? this.levels('ask').nth(-1 - depth) : this.levels('bid').nth(depth);
  }

  async shown(side: 'ask' | 'bid', depth = 0): Promise<ShownLevel> {
    const level = this.level(side, depth);
    return {
      price: wholeNumber(await level.locator('.level__price b').textContent()),
      size: wholeNumber(await level.locator('.level__size-text').textContent()),
    };
  }

  /** Brings the panel with this tab, `미체결`, `체결 내역`, to the front. */
  async openTab(group: 'orders' | 'fills' | 'positions'): Promise<void> {
    const title = { orders: /^미체결/, fills: /^체결 \d/, positions: /^잔고/ }[group];
    await this.page.locator('.tab', { hasText: title }).first().click();
  }

  /** Rows of the list that is in front at the bottom, of one instrument; of orders, those of one quantity. */
  rows(list: 'orders' | 'fills' | 'positions', name: string, quantity?: number): Locator {
    const rows = this.page.locator(`.${list} .ag-row`, { hasText: name });
    if (quantity === undefined) return rows;
    const shown = new RegExp(`^${quantity.toLocaleString()}$`);
    return rows.filter({ has: this.page.locator('[col-id="quantity"]', { hasText: shown }) });
  }

  /** What is said to be wrong beside a field of the ticket. */
  problem(field: '가격' | '수량'): Locator {
    const control = this.page.getByRole('textbox', { name: field, exact: true });
    return this.ticket.locator('.field', { has: control }).getByRole('alert');
  }

  cell(row: Locator, column: string): Locator {
    return row.locator(`[col-id="${column}"]`);
  }

  /** Sends from the ticket by keyboard alone: B or S, quantity, price, Enter. */
  async order(side: 'buy' | 'sell', { price, quantity }: { price: number; quantity: number }): Promise<void> {
    await this.page.locator('.book .levels').focus();
    await this.page.keyboard.press(side === 'buy' ? 'b' : 's');
    await expect(this.quantity).toBeFocused();
    await this.page.keyboard.type(String(quantity));
    await this.price.focus();
    await this.page.keyboard.type(String(price));
    await this.acceptWarnings();
    await expect(this.submit).toBeEnabled();
    await this.page.keyboard.press('Enter');
  }

  /** Ticks what has to be confirmed before the order may go, where there is something. */
  async acceptWarnings(): Promise<void> {
    await expect(this.ticket.locator('[aria-busy="true"]')).toHaveCount(0);
    for (const box of await this.ticket.getByRole('checkbox').all()) await box.check();
  }

  /** Adds up a column over rows. */
  async sum(rows: Locator, column: string): Promise<number> {
    const texts = await this.cell(rows, column).allTextContents();
    return texts.reduce((total, text) => total + wholeNumber(text), 0);
  }

  /** A fact of the line under the positions. Won. */
  async cash(fact: 'D+2 예수금' | '주문가능'): Promise<number> {
    const place = { 'D+2 예수금': 1, 주문가능: 2 }[fact];
    return wholeNumber(await this.page.locator('.positions .summary-line b').nth(place).textContent());
  }
}

/** Reads `1,234` and `−5,000`. */
export function wholeNumber(text: string | null): number {
  const digits = (text ?? '').replaceAll(/[^\d−-]/g, '').replace('−', '-');
  if (!/^-?\d+$/.test(digits)) throw new RangeError(`no number: ${text}`);
  return Number(digits);
}
