import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import {
  onFakeDesk,
  previewTest as test,
  readFakeDesk,
} from '#test/support/renderer-preview/preview-test.ts';

/** Turns the window's account into a real one that has not been armed today. */
async function becomeReal(page: Page): Promise<void> {
  await onFakeDesk(page, (desk) => {
    void desk.request('profiles.list', {}).then((reply) => {
      if (!reply.ok) return;
      desk.emit({
        type: 'accounts',
        accounts: reply.value.map((account) => ({
          ...account,
          owner: '김하늘',
          label: '주식 주계좌',
          color: 'green' as const,
          environment: 'real' as const,
          condition: {
            ...account.condition,
            gate: { state: 'blocked' as const, reason: 'notArmed' as const, error: null },
          },
        })),
      });
    });
  });
  await expect(page.locator('.account-frame')).toHaveAttribute('data-environment', 'real');
}

const dialog = (page: Page) => page.getByRole('dialog');
const requestsOf = (page: Page) => readFakeDesk(page, (desk) => desk.requestsOf('trading.arm').length);

test.describe('a window on a real account', () => {
  test('says so in words over everything, in its title and in the ticket, and paper looks otherwise', async ({
    page,
    preview,
  }) => {
    await preview.open('still');
    const frame = page.locator('.account-frame');
    await expect(frame).toContainText('내장');
    await expect(frame).toContainText('실제 돈이 아닙니다');
    const edge = page.locator('.account-frame__edge');
    await expect(edge).toHaveCSS('border-top-style', 'dashed');

    await becomeReal(page);
    await expect(frame).toContainText('실거래');
    await expect(frame).toContainText('김하늘 · 주식 주계좌');
    await expect(frame).toContainText('실제 돈으로 거래합니다');
    await expect(edge).toHaveCSS('border-top-style', 'solid');
    await expect(page).toHaveTitle('실거래 · 김하늘 · 주식 주계좌 – Hoga');
    await expect(page.locator('.ticket__account')).toContainText('김하늘 · 주식 주계좌');
    expect(await preview.violations()).toEqual([]);
  });

  test('takes no order until it is armed, and says so in the banner, status bar and ticket', async ({
    page,
    preview,
  }) => {
    await preview.open('still');
    await becomeReal(page);
    await expect(page.locator('.banner')).toContainText('실거래 주문이 잠겨 있습니다');
    await expect(page.locator('.status-bar')).toContainText('실거래 꺼짐');
    await expect(page.locator('.ticket__blocker')).toHaveText('오늘 실거래를 켜지 않았습니다');
    await expect(page.locator('[data-submit]')).toBeDisabled();
  });

  test('is armed by typing the end of its number, and by nothing less', async ({ page, preview }) => {
    await preview.open('still');
    await becomeReal(page);
    await page.locator('.ticket').getByRole('button', { name: '실거래 켜기…' }).click();
    await expect(dialog(page)).toContainText('김하늘 · 주식 주계좌');
    await expect(dialog(page)).toContainText('****-3456');
    await expect(dialog(page)).toContainText('100,000,000원 넘으면 확인 · 1,000,000,000원 넘으면 거부');
    const arm = dialog(page).getByRole('button', { name: '실거래 켜기' });
    await expect(arm).toBeDisabled();
    await page.keyboard.press('Enter');
    await dialog(page).getByRole('textbox').fill('3455');
    await expect(arm).toBeDisabled();
    expect(await requestsOf(page)).toBe(0);
    await dialog(page).getByRole('textbox').fill('3456');
    await arm.dblclick();
    await expect(dialog(page)).toHaveCount(0);
    expect(await requestsOf(page)).toBe(1);
  });

  test('tells step by step what is wrong with its keys, and what to do', async ({ page, preview }) => {
    await preview.open('still');
    await becomeReal(page);
    await page.getByRole('button', { name: '계좌 선택' }).click();
    await page.getByRole('menuitem', { name: '계좌 설정…' }).click();
    await page.getByRole('button', { name: '키 점검' }).click();
    const steps = page.locator('.key-test__step');
    await expect(steps).toHaveText([
      /저장된 키정상/,
      /접근 토큰문제 있음.*\[8050\] 지정 단말기 인증에 실패했습니다.*IP/,
      /계좌 조회.*점검하지 않음/,
      /실시간 접속.*점검하지 않음/,
    ]);
    expect(await preview.violations()).toEqual([]);
  });
});

for (const theme of ['dark', 'light']) {
  test(`the panels of accounts pass the accessibility rules in the ${theme} theme`, async ({
    page,
    preview,
  }) => {
    await preview.open(`still&theme=${theme}`);
    await becomeReal(page);
    const seriousIssues = async (): Promise<readonly string[]> => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
    };
    await page.locator('.ticket').getByRole('button', { name: '여러 계좌' }).click();
    await page.getByRole('button', { name: '계좌 선택' }).click();
    await page.getByRole('menuitem', { name: '계좌 설정…' }).click();
    await page.getByRole('radio', { name: '주문 한도' }).click();
    expect(await seriousIssues()).toEqual([]);
    await page.getByRole('button', { name: '주 메뉴' }).click();
    await page.getByRole('menuitem', { name: '전체 계좌' }).click();
    await page.getByRole('radio', { name: /^종목별/ }).click();
    await page.locator('.sum-table__expand').first().click();
    expect(await seriousIssues()).toEqual([]);
  });
}
