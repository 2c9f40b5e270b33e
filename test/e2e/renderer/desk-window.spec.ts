import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import {
  onFakeDesk,
  previewTest as test,
  readFakeDesk,
} from '#test/support/renderer-preview/preview-test.ts';

async function openMenuItem(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: '주 메뉴' }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
}

test.describe('a window of the desk', () => {
  test('does nothing against its content security policy, whatever is opened', async ({ page, preview }) => {
    await preview.open();
    for (const name of ['설정', '단축키', 'Hoga 정보']) {
      await openMenuItem(page, name);
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await page.keyboard.press('Control+k');
    await page.keyboard.type('ㅅㅅ');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '계좌 선택' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '패널 메뉴' }).first().click();
    await page.keyboard.press('Escape');
    await onFakeDesk(page, (desk) =>
      desk.emit({
        type: 'notice',
        level: 'error',
        error: { kind: 'connectivity', code: 'LINK_CLOSED', detail: '', context: {} },
      }),
    );
    await page.getByText('증권사와 연결되어 있지 않습니다.').first().waitFor();
    expect(await preview.violations()).toEqual([]);
  });

  for (const theme of ['dark', 'light']) {
    test(`passes the accessibility rules in the ${theme} theme`, async ({ page, preview }) => {
      await preview.open(`still&theme=${theme}`);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(
        serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`),
      ).toEqual([]);
    });
  }

  test('shows an instrument found by its first consonants in the whole colour group', async ({
    page,
    preview,
  }) => {
    await preview.open();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('ㅋㅋㅇㅂㅋ');
    await expect(page.getByRole('option', { name: /카카오뱅크/ })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.locator('.tab__title', { hasText: '카카오뱅크' })).toBeVisible();
    await expect(page.locator('section.book')).toContainText('카카오뱅크');
  });

  test('walks a watchlist with the arrow keys and removes with Delete', async ({ page, preview }) => {
    await preview.open();
    await page.locator('.watchlist .ag-cell').first().click();
    await page.keyboard.press('ArrowDown');
    await expect(page.locator('.watchlist .ag-row-selected')).toContainText('SK하이닉스');
    await page.keyboard.press('Delete');
    await expect(page.locator('.watchlist .ag-row').filter({ hasText: 'SK하이닉스' })).toHaveCount(0);
    await expect(page.locator('.watchlist .ag-row-selected')).toContainText('LG에너지솔루션');
  });

  test('adds to a watchlist by a half-typed name', async ({ page, preview }) => {
    await preview.open();
    await page.getByRole('combobox', { name: '종목 추가' }).fill('고려ㅇ');
    await page.keyboard.press('Enter');
    await expect(page.locator('.watchlist .ag-row-selected')).toContainText('고려아연');
  });

  test('takes a shortcut by its key’s place while the keyboard is in Korean, once', async ({
    page,
    preview,
  }) => {
    await preview.open();
    const press = (key: string) =>
      page.evaluate(
        (typed) =>
          document.body.dispatchEvent(
            new KeyboardEvent('keydown', {
              key: typed,
              code: 'KeyK',
              ctrlKey: true,
              bubbles: true,
              cancelable: true,
            }),
          ),
        key,
      );
    await press('ㅏ');
    await expect(page.getByRole('combobox', { name: '명령 창' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await press('k');
    await expect(page.getByRole('dialog')).toHaveCount(1);
  });

  test('marks an instrument whose data has gone stale, and that alone', async ({ page, preview }) => {
    await preview.open('still');
    const marked = page.locator('.name-cell--old');
    await expect(marked).toHaveCount(0);
    await onFakeDesk(page, (desk) =>
      desk.sendMarket({ ...desk.market.advance(0, [], 0), stale: ['000660'], fresh: [] }),
    );
    await expect(marked).toHaveText('SK하이닉스');
    await onFakeDesk(page, (desk) =>
      desk.sendMarket({ ...desk.market.advance(0, [], 0), stale: [], fresh: ['000660'] }),
    );
    await expect(marked).toHaveCount(0);
  });

  test('covers what is not current when the link is lost, and takes the cover off again', async ({
    page,
    preview,
  }) => {
    await preview.open();
    await onFakeDesk(page, (desk) => desk.setLink('lost'));
    await expect(page.locator('.banner--danger')).toContainText('데스크와 연결이 끊겼습니다');
    await expect(page.locator('.veil__cover').first()).toBeVisible();
    await onFakeDesk(page, (desk) => desk.setLink('connected'));
    await expect(page.locator('.veil__cover')).toHaveCount(0);
    await expect(page.locator('.banner--danger')).toHaveCount(0);
  });

  test('halts trading only after it has said what that does', async ({ page, preview }) => {
    await preview.open();
    await page.getByRole('button', { name: '전량취소 · 정지' }).click();
    await expect(page.getByRole('dialog')).toContainText('미체결 주문 3건');
    await page.getByRole('button', { name: '3건 취소하고 정지' }).click();
    await expect(page.locator('.banner--danger')).toContainText('주문이 정지되어 있습니다');
    await page.getByRole('button', { name: '정지됨 · 재개' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '재개' }).click();
    await expect(page.locator('.banner--danger')).toHaveCount(0);
  });

  test('changes language and theme at once', async ({ page, preview }) => {
    await preview.open();
    await page.keyboard.press('Control+,');
    await page.getByRole('radio', { name: 'English' }).click();
    await page.getByRole('radio', { name: 'Light' }).click();
    await page.keyboard.press('Escape');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await expect(page.getByRole('button', { name: 'Cancel all · halt' })).toBeVisible();
  });

  test('keeps its side panels as they were through a smaller size', async ({ page, preview }) => {
    await preview.open();
    const width = () => page.locator('.watchlist').evaluate((element) => Math.round(element.clientWidth));
    const before = await width();
    await page.setViewportSize({ width: 1024, height: 700 });
    await expect.poll(width).toBeLessThan(before);
    await page.setViewportSize({ width: 1600, height: 1000 });
    await expect.poll(width).toBe(before);
  });

  test('opens at the sizes it was left with, to the pixel', async ({ page, preview }) => {
    await preview.open();
    const width = () =>
      page.locator('.watchlist').evaluate((element) => element.getBoundingClientRect().width);
    const before = await width();
    await page.locator('.tab', { hasText: '보유' }).click();
    const saved = () => readFakeDesk(page, (desk) => JSON.stringify(desk.savedLayout));
    await expect.poll(saved).not.toBe('null');
    await page.addInitScript(
      (text) => Object.assign(window, { fakeLayout: JSON.parse(text) as unknown }),
      await saved(),
    );
    await preview.open();
    expect(await width()).toBe(before);
    await page.setViewportSize({ width: 1300, height: 900 });
    await page.setViewportSize({ width: 1600, height: 1000 });
    await expect.poll(width).toBe(before);
  });

  test('fits a small screen without cutting anything off', async ({ page, preview }) => {
    await page.setViewportSize({ width: 1024, height: 700 });
    await preview.open();
    const overflow = await page.evaluate(() => {
      const header = document.querySelector('.header');
      return [document.documentElement.scrollWidth - innerWidth, (header?.scrollWidth ?? 0) - innerWidth];
    });
    expect(overflow).toEqual([0, 0]);
    for (const kind of ['.watchlist', '.kill']) {
      const box = await page.locator(kind).first().boundingBox();
      expect(box === null ? null : box.x + box.width).toBeLessThanOrEqual(1024);
    }
  });

  test('opens as it was left', async ({ page, preview }) => {
    await preview.open();
    await page.locator('.tab', { hasText: '보유' }).click();
    await page.locator('.watchlist', { hasText: '수익률' }).waitFor();
    await page.getByRole('button', { name: '종목 연동: 1 호박' }).first().click();
    await page.getByRole('menuitemcheckbox', { name: '2 보라' }).click();
    const saved = () => readFakeDesk(page, (desk) => JSON.stringify(desk.savedLayout));
    await expect.poll(saved).toContain('"link":"violet"');
    const layout = await saved();

    await page.addInitScript(
      (text) => Object.assign(window, { fakeLayout: JSON.parse(text) as unknown }),
      layout,
    );
    await preview.open();
    await expect(page.locator('.watchlist')).toContainText('수익률');
    await expect(page.getByRole('button', { name: '종목 연동: 2 보라' })).toBeVisible();
  });

  test('opens by default when the layout it was left with cannot be used', async ({ page, preview }) => {
    await page.addInitScript(() =>
      Object.assign(window, { fakeLayout: { version: 1, dock: { panels: {} } } }),
    );
    await preview.open();
    await expect(page.locator('.watchlist')).toBeVisible();
  });
});
