import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { DeskEvent } from '#shared/contract/events.ts';
import type { FakeBridge } from '#test/support/fake-bridge.ts';
import { FAKE_ACCOUNT } from '#test/support/fake-desk/fake-account.ts';
import {
  onFakeDesk,
  previewTest as test,
  readFakeDesk,
} from '#test/support/renderer-preview/preview-test.ts';

async function openPanel(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.locator('.palette__input').fill(name);
  await page.getByRole('option', { name: `${name} 패널 보기`, exact: true }).click();
}

const firstRow = (page: Page) => page.locator('.conditions .ag-row[row-index="0"]');
const row = (page: Page, symbol: string) => page.locator(`.conditions .ag-row[row-id="${symbol}"]`);

/** Tells the desk that an instrument began or ceased to meet the first condition. */
function tell(page: Page, change: 'enter' | 'leave', symbol: string): Promise<void> {
  const match = { type: 'condition-match', accountId: FAKE_ACCOUNT, conditionId: '0', change, symbol };
  // The function goes to the page as text: it closes over nothing.
  return page.evaluate((event) => {
    const { fakeDesk } = window as unknown as { fakeDesk: FakeBridge };
    // The page runs by its own clock.
    fakeDesk.emit({ ...event, at: Date.now() } as DeskEvent);
  }, match);
}

test.describe('condition search', () => {
  test.beforeEach(async ({ page, preview }) => {
    await preview.open('still');
    await openPanel(page, '조건검색');
  });

  test('searches the chosen condition once, with live quotes', async ({ page, preview }) => {
    await page.getByRole('button', { name: '거래량 급증' }).click();
    await expect(row(page, '000660')).toContainText('SK하이닉스');
    await expect(row(page, '000660').locator('[col-id="last"]')).toHaveText(/\d/);
    await expect(page.locator('.conditions__head')).toContainText('3종목');
    expect(await readFakeDesk(page, (desk) => desk.requestsOf('conditions.start').length)).toBe(0);
    expect(await preview.violations()).toEqual([]);
  });

  test('puts who enters on top and greys who leaves', async ({ page }) => {
    await page.getByRole('switch', { name: '거래량 급증 실시간' }).click();
    await expect(row(page, '005930')).toBeVisible();
    await tell(page, 'enter', '035420');
    await expect(firstRow(page)).toHaveAttribute('row-id', '035420');
    await expect(firstRow(page)).toContainText('편입');
    await expect(firstRow(page)).toHaveClass(/conditions__row--fresh/);
    await tell(page, 'leave', '000660');
    await expect(row(page, '000660')).toHaveClass(/conditions__row--left/);
    await expect(page.locator('.conditions__head')).toContainText('3종목');
    await expect(page.locator('.conditions__head')).toContainText('편입 1');
    await expect(page.locator('.conditions__head')).toContainText('이탈 1');
  });

  test('shows the instrument of a row in its colour group', async ({ page }) => {
    await page.getByRole('button', { name: '거래량 급증' }).click();
    await row(page, '000660').locator('[col-id="name"]').dblclick();
    const links = await readFakeDesk(page, (desk) => desk.requestsOf('link.set'));
    expect(links).toEqual([{ group: 'amber', symbol: '000660' }]);
  });

  test('stops following when it is switched off', async ({ page }) => {
    const toggle = page.getByRole('switch', { name: '거래량 급증 실시간' });
    await toggle.click();
    await expect(row(page, '005930')).toBeVisible();
    await toggle.click();
    await expect.poll(() => readFakeDesk(page, (desk) => desk.requestsOf('conditions.stop').length)).toBe(1);
  });

  test('tells why it could not follow, what to do, and tries again', async ({ page }) => {
    await onFakeDesk(page, (desk) => desk.fail('conditions.start', 'LINK_CLOSED'));
    await page.getByRole('switch', { name: '거래량 급증 실시간' }).click();
    await expect(page.locator('.conditions .state-block')).toContainText('연결을 확인하고 다시 시도하세요.');
    await page.getByRole('button', { name: '다시 시도' }).click();
    await expect(row(page, '005930')).toBeVisible();
  });

  test('says that nothing meets a condition', async ({ page }) => {
    await page.getByRole('button', { name: '신고가 돌파' }).click();
    await expect(page.locator('.conditions .state-block')).toContainText('조건에 맞는 종목이 없습니다');
  });
});

test.describe('no condition', () => {
  test('says where conditions are made', async ({ page, preview }) => {
    await preview.open('still');
    await onFakeDesk(page, (desk) => {
      desk.conditions = [];
    });
    await openPanel(page, '조건검색');
    await expect(page.locator('.state-block', { hasText: '저장된 조건식이 없습니다' })).toContainText(
      '영웅문',
    );
  });
});

/** How many days the last realised results were asked for, from the first to the last. */
async function lastRange(page: Page): Promise<number> {
  const asked = await readFakeDesk(page, (desk) => desk.requestsOf('api.call'));
  const { request } = asked.at(-1) as { request: Record<string, string> };
  const [from = NaN, to = NaN] = [request['strt_dt'], request['end_dt']].map((day = '') =>
    Date.parse(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`),
  );
  return (to - from) / 86_400_000;
}

test.describe('account review', () => {
  test('asks for a usual range, adds up and draws the days', async ({ page, preview }) => {
    await preview.open('still');
    await openPanel(page, '계좌 분석');
    await page.getByRole('radio', { name: '3개월', exact: true }).click();
    await expect.poll(() => lastRange(page)).toBeGreaterThanOrEqual(89);
    expect(await lastRange(page)).toBeLessThanOrEqual(92);
    await expect(page.locator('.data-panel').getByText('받은 행 합계')).toBeVisible();
    await expect(page.locator('.data-panel__chart canvas').first()).toBeVisible();
    await page.getByRole('radio', { name: '주문·거래', exact: true }).click();
    await page.getByRole('radio', { name: '거래내역', exact: true }).click();
    await expect
      .poll(async () => (await readFakeDesk(page, (desk) => desk.requestsOf('api.call'))).at(-1))
      .toMatchObject({ apiId: 'kt00015' });
    expect(await preview.violations()).toEqual([]);
  });
});
