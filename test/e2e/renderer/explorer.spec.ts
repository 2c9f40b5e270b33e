import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import {
  onFakeDesk,
  previewTest as test,
  readFakeDesk,
} from '#test/support/renderer-preview/preview-test.ts';

/** Opens an API in the explorer by way of the command palette. */
async function openApi(page: Page, id: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.locator('.palette__input').fill(`API ${id}`);
  await page.getByRole('option', { name: new RegExp(`^API ${id}`) }).click();
  await expect(page.locator('.explorer__head code')).toHaveText(id);
}

const answer = (page: Page) => page.locator('.explorer .answer');
const rows = (page: Page) => page.locator('.explorer .ag-row');

test.describe('API explorer', () => {
  test.beforeEach(async ({ preview }) => preview.open('still'));

  test('finds by first consonants, opens with Enter and asks with Enter', async ({ page, preview }) => {
    await openApi(page, 'ka10001');
    const search = page.getByRole('searchbox', { name: 'API 검색' });
    await search.fill('ㅈㅅㅇㅂㅊㅌ');
    await expect(page.locator('.api-list__item').first()).toContainText('ka10081');
    await search.press('Enter');
    await expect(page.locator('.explorer__head code')).toHaveText('ka10081');
    await page.locator('.explorer input[type="date"]').press('Enter');
    await expect(rows(page).first()).toBeVisible();
    const [asked] = await readFakeDesk(page, (desk) => desk.requestsOf('api.call'));
    expect(asked).toMatchObject({
      apiId: 'ka10081',
      request: { stk_cd: '005930', upd_stkpc_tp: '1' },
      cursor: null,
    });
    expect(await preview.violations()).toEqual([]);
  });

  test('shows values with Korean labels and the formats of their kinds', async ({ page }) => {
    await openApi(page, 'ka10001');
    await page.getByRole('button', { name: /^조회/ }).click();
    await expect(answer(page).locator('.api-summary__item', { hasText: '종목명' })).toContainText('삼성전자');
    await expect(
      answer(page).locator('.api-summary__item', { hasText: '전일대비' }).locator('dd'),
    ).toHaveClass(/down/);
  });

  test('tells beside the field what is missing and sends nothing', async ({ page }) => {
    await openApi(page, 'ka10088');
    await page.getByRole('button', { name: /^조회/ }).click();
    await expect(page.getByText('주문번호: 꼭 입력해야 합니다.')).toBeVisible();
    expect(await readFakeDesk(page, (desk) => desk.requestsOf('api.call').length)).toBe(0);
    await page.getByLabel('주문번호').fill('0000139');
    await page.getByLabel('주문번호').press('Enter');
    await expect(rows(page).first()).toBeVisible();
  });

  test('reads the next page, then all', async ({ page }) => {
    await openApi(page, 'ka10027');
    await page.getByRole('button', { name: /^조회/ }).click();
    const status = answer(page).locator('.api-status');
    await expect(status).toContainText('1쪽');
    await page.getByRole('button', { name: '다음 쪽' }).click();
    await expect(status).toContainText('2쪽');
    await page.getByRole('button', { name: '모두 받기' }).click();
    await expect(status).toContainText('3쪽');
    await expect(status).toContainText('마지막 쪽');
  });

  test('keeps the last good answer and calls it old when asking again fails', async ({ page }) => {
    await openApi(page, 'ka10027');
    await page.getByRole('button', { name: /^조회/ }).click();
    await expect(rows(page).first()).toBeVisible();
    await onFakeDesk(page, (desk) => desk.fail('api.call', 'BROKER_FAILED'));
    await page.getByRole('button', { name: /^조회/ }).click();
    await expect(answer(page).getByRole('alert')).toContainText('증권사 서버에 오류가 났습니다');
    await expect(page.locator('.explorer .veil')).toHaveAttribute('data-stale', 'true');
    await expect(rows(page).first()).toBeVisible();
  });

  test('tells a first answer that fails with what to do, and asks again', async ({ page }) => {
    await openApi(page, 'ka10027');
    await onFakeDesk(page, (desk) => desk.fail('api.call', 'LINK_CLOSED'));
    await page.getByRole('button', { name: /^조회/ }).click();
    await expect(page.locator('.explorer .state-block')).toContainText('연결을 확인하고 다시 조회하세요.');
    await page.getByRole('button', { name: '다시 조회' }).click();
    await expect(rows(page).first()).toBeVisible();
  });

  test('sorts by number and hides a column for good', async ({ page }) => {
    await openApi(page, 'ka10027');
    await page.getByRole('button', { name: /^조회/ }).click();
    const price = page.locator('.explorer .ag-header-cell[col-id="cur_prc"]');
    await price.click();
    const shown = page.locator('.explorer .ag-row [col-id="cur_prc"]');
    await expect(price).toHaveAttribute('aria-sort', 'ascending');
    const first = await page.locator('.explorer .ag-row[row-index="0"] [col-id="cur_prc"]').textContent();
    const numbers = (await shown.allTextContents()).map((text) => Number(text.replaceAll(',', '')));
    expect(numbers.length).toBeGreaterThan(5);
    expect(Number(first?.replaceAll(',', ''))).toBe(Math.min(...numbers));
    await page.getByRole('button', { name: '열', exact: true }).click();
    await page.getByRole('menuitemcheckbox', { name: '횟수' }).click();
    await expect(page.locator('.explorer .ag-header-cell[col-id="cnt"]')).toHaveCount(0);
    const saved = await readFakeDesk(page, (desk) => desk.requestsOf('settings.set'));
    expect(saved).toContainEqual({ key: 'hiddenColumns.ka10027', value: ['cnt'] });
  });

  test('filters by number', async ({ page }) => {
    await openApi(page, 'ka10027');
    await page.getByRole('button', { name: /^조회/ }).click();
    await expect(rows(page).first()).toBeVisible();
    const all = await rows(page).count();
    await page.getByRole('button', { name: '필터' }).click();
    await page.getByRole('spinbutton', { name: '현재가 필터' }).fill('300000');
    await expect.poll(() => rows(page).count()).toBeLessThan(all);
  });

  test('saves what is in sight as a CSV file', async ({ page }) => {
    await openApi(page, 'ka10027');
    await page.getByRole('button', { name: /^조회/ }).click();
    await expect(rows(page).first()).toBeVisible();
    const started = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV' }).click();
    const download = await started;
    expect(download.suggestedFilename()).toMatch(/^ka10027 .*\.csv$/);
    const [header, first] = readFileSync(await download.path(), 'utf8').split('\n');
    expect(header).toContain('"종목명"');
    expect(first).toMatch(/"005930","삼성전자","\d+"/);
  });

  test('shows the instrument of a row in its colour group', async ({ page }) => {
    await openApi(page, 'ka10027');
    await page.getByRole('button', { name: /^조회/ }).click();
    await page.locator('.explorer .ag-row[row-index="1"] [col-id="stk_nm"]').dblclick();
    const links = await readFakeDesk(page, (desk) => desk.requestsOf('link.set'));
    expect(links).toEqual([{ group: 'amber', symbol: '000660' }]);
  });

  test('shows what went over the wire', async ({ page }) => {
    await openApi(page, 'ka10001');
    await page.getByRole('button', { name: /^조회/ }).click();
    await page.getByRole('radio', { name: '원문' }).click();
    await expect(page.locator('.raw-view')).toContainText('POST /api/dostk/stkinfo');
    await expect(page.locator('.raw-view')).not.toContainText(/authorization/i);
  });

  test('says why an order cannot be placed here', async ({ page }) => {
    await openApi(page, 'kt10000');
    await expect(page.locator('.explorer__main')).toContainText('주문 API는 여기서 부를 수 없습니다');
    await expect(page.locator('.explorer form')).toHaveCount(0);
  });

  test('keeps favourites and what was asked', async ({ page }) => {
    await openApi(page, 'ka10001');
    await page.getByRole('button', { name: '즐겨찾기' }).click();
    await page.getByRole('button', { name: /^조회/ }).click();
    await expect(page.locator('.api-list__group', { hasText: '즐겨찾기' })).toContainText('주식기본정보');
    await expect(page.locator('.api-list__group', { hasText: '최근 조회' })).toContainText('1');
  });
});

test.describe('a panel described by data', () => {
  test('ranks, follows its streams and switches tabs', async ({ page, preview }) => {
    await preview.open('still');
    await page.keyboard.press('Control+k');
    await page.locator('.palette__input').fill('순위');
    await page.getByRole('option', { name: '순위 패널 보기', exact: true }).click();
    const price = page.locator('.data-panel .ag-row[row-id="000660"] [col-id="cur_prc"]');
    await expect(price).toHaveText(/\d/);
    await expect
      .poll(() =>
        readFakeDesk(page, (desk) =>
          desk.streams.some(({ type, item }) => type === '0B' && item === '000660'),
        ),
      )
      .toBe(true);
    await onFakeDesk(page, (desk) => {
      const update = { type: '0B', item: '000660', values: { '10': 123_450 }, at: desk.market.now as never };
      desk.sendMarket({ ...desk.market.advance(0, [], 0), streams: [update] });
    });
    await expect(price).toHaveText('123,450');
    await page.getByRole('radio', { name: '거래', exact: true }).click();
    await expect(page.locator('.data-panel .ag-header-cell[col-id="trde_amt"]')).toBeVisible();
    const asked = await readFakeDesk(page, (desk) => desk.requestsOf('api.call'));
    expect(asked.at(-1)).toMatchObject({ apiId: 'ka10030' });
    expect(await preview.violations()).toEqual([]);
  });
});
