import { randomBytes } from 'node:crypto';
import type { Answer } from './answer.ts';
import { plainAnswer, redirect } from './answer.ts';
import { accountLine, legLines } from './halt-words.ts';
import type { HaltStanding, KillSwitch } from './kill-switch.ts';
import { isAnythingLeft } from './kill-switch.ts';
import { escapeHtml, plainPage } from './plain-page.ts';

export const HALT_PATH = '/halt';

/**
 * The kill switch as a page of the host's own: a form without script, so that it works while every page of the desk hangs.
 * It shows what has become of each order, again every second while something is left.
 */
export interface HaltPage {
  show(): Promise<Answer>;
  press(): Promise<Answer>;
}

export function createHaltPage(killSwitch: KillSwitch): HaltPage {
  return {
    async show() {
      const standing = await killSwitch.standing();
      const nonce = randomBytes(18).toString('base64');
      const refreshSeconds = isAnythingLeft(standing) || isUnchecked(standing) ? 1 : null;
      return plainAnswer(200, nonce, haltPage(standing, nonce, refreshSeconds));
    },
    async press() {
      await killSwitch.halt();
      return redirect(HALT_PATH);
    },
  };
}

const CHECKS = 2;

function isUnchecked(standing: readonly HaltStanding[]): boolean {
  return standing.some(({ report }) => report !== null && report.checks.length < CHECKS);
}

function haltPage(standing: readonly HaltStanding[], nonce: string, refreshSeconds: number | null): string {
  const title = '비상 정지 · Emergency stop';
  return plainPage({
    title,
    nonce,
    refreshSeconds,
    body: `<h1>${title}</h1>
<p>모든 계좌의 새 주문을 막고 미체결 주문을 모두 취소합니다. 거래 화면이 멈춰 있어도 됩니다.</p>
<p>Blocks new orders of all accounts and cancels every open order, even while the desk hangs.</p>
<form method="post" action="${HALT_PATH}"><button type="submit" autofocus>지금 정지 · Stop now</button></form>
${standing.map(accountPart).join('\n')}
<p class="note">다시 열기는 거래 화면에서 계좌마다 합니다. · Resume each account from the desk.</p>`,
  });
}

function accountPart(standing: HaltStanding): string {
  const { report } = standing;
  const legs = legLines(standing);
  const name = `<h2>${escapeHtml(accountLine(standing))}</h2>`;
  if (report === null) return `${name}<p class="note">정지하지 않았습니다 · not halted</p>`;
  const list =
    legs.length === 0
      ? '<p>살아 있던 주문이 없었습니다 · no order was alive</p>'
      : `<ul>${legs.map((leg) => `<li>${escapeHtml(leg)}</li>`).join('')}</ul>`;
  const failed = report.checks.at(-1)?.error ?? null;
  const checks = `${report.checks.length}/${CHECKS}${failed === null ? '' : ` (${failed.code})`}`;
  return `${name}<p role="status"><b>정지됨 · halted</b></p>${list}
<p class="note">증권사 확인 · checked with the broker: ${escapeHtml(checks)}</p>`;
}
