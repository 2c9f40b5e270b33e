import type { HaltLeg } from '#shared/contract/events.ts';
import type { HaltStanding } from './kill-switch.ts';

const STATES: Readonly<Record<HaltLeg['state'], string>> = {
  canceling: '취소중 · canceling',
  canceled: '취소됨 · canceled',
  filled: '체결됨 · filled',
  alive: '살아 있음 · ALIVE',
  unknown: '확인중 · being checked',
};

/** Returns one line for each order that the halt found: `005930 매수 71,000 × 10: 취소됨 · canceled`. */
export function legLines({ report, orders }: HaltStanding): readonly string[] {
  return (report?.legs ?? []).map(({ clientOrderId, state }) => {
    const order = orders.find((each) => each.clientOrderId === clientOrderId);
    if (order === undefined) return `${clientOrderId}: ${STATES[state]}`;
    const side = order.side === 'buy' ? '매수' : '매도';
    const price = order.price === null ? '' : ` ${order.price.toLocaleString('ko-KR')}`;
    return `${order.symbol} ${side}${price} × ${order.quantity.toLocaleString('ko-KR')}: ${STATES[state]}`;
  });
}

/** Returns what an account is called here, where no language is chosen: `모의 내장 거래소 · embedded`. */
export function accountLine({ account }: HaltStanding): string {
  const money = account.environment === 'real' ? '실전 · REAL' : '모의 · paper';
  return `${money} ${account.broker} ${account.label} ${account.accountNumber}`.replaceAll(/ +/g, ' ').trim();
}
