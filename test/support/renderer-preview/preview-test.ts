import { test as base } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { FakeBridge } from '../fake-bridge.ts';
import { buildPreview } from './build.ts';
import { servePreview } from './serve.ts';

interface Preview {
  /** Opens a window of the fake desk. @param query  for example `theme=light` */
  readonly open: (query?: string) => Promise<void>;
  /** What the page did against its content security policy or threw; must stay empty. */
  readonly violations: () => Promise<readonly string[]>;
}

/** Tests of the real renderer, built as the product is, over the fake desk and under the product's own policy. */
export const previewTest = base.extend<{ preview: Preview }, { previewUrl: string }>({
  previewUrl: [
    async ({}, use) => {
      await buildPreview();
      const { url, close } = await servePreview();
      await use(url);
      close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  preview: async ({ page, previewUrl }, use) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    await page.addInitScript(() => {
      const seen: string[] = [];
      Object.assign(window, { policyViolations: seen });
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
        seen.push(`${violatedDirective} ${blockedURI} ${sample}`);
      });
    });
    await use({
      open: async (query = '') => {
        await page.goto(`${previewUrl}/?${query}`);
        await page.locator('.ag-row').first().waitFor();
      },
      violations: async () => [
        ...errors,
        ...(await page.evaluate(
          () => (window as unknown as { policyViolations: string[] }).policyViolations,
        )),
      ],
    });
  },
});

/** Does something to the desk behind the page. */
export function onFakeDesk(page: Page, act: (desk: FakeBridge) => void): Promise<void> {
  return page.evaluate(`(${act.toString()})(window.fakeDesk)`);
}

/** Reads something plain from the desk behind the page. */
export function readFakeDesk<Value>(page: Page, read: (desk: FakeBridge) => Value): Promise<Value> {
  return page.evaluate(`(${read.toString()})(window.fakeDesk)`);
}
