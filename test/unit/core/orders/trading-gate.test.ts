import { describe, expect, it } from 'vitest';
import type { TradingGate } from '#shared/contract/events.ts';
import type { Withheld } from '#electron/core/orders/trading-gate.ts';
import { Gate } from '#electron/core/orders/trading-gate.ts';
import { hogaError } from '#shared/domain/errors.ts';
import { SILENT_LOG } from '#test/support/silent-log.ts';

function arrange(withheld: Withheld | null = null) {
  const facts = { withheld };
  const gate = new Gate(SILENT_LOG, () => facts.withheld);
  const told: string[] = [];
  const nameOf = (state: TradingGate) => (state.state === 'armed' ? 'armed' : state.reason);
  gate.onChange((state) => told.push(nameOf(state)));
  return { facts, gate, told, now: () => nameOf(gate.state()) };
}

describe('the gate of an account', () => {
  it('opens when the link is up, the instruments are there and nothing is withheld', () => {
    const { gate, told, now } = arrange();
    expect(now()).toBe('starting');
    gate.linkUp();
    expect(now()).toBe('starting');
    gate.setReady(true);
    expect([now(), told, gate.refusal()]).toEqual(['armed', ['armed'], null]);
  });

  it('names what matters most first', () => {
    const { facts, gate, now } = arrange('notArmed');
    gate.linkUp();
    expect(now()).toBe('starting');
    facts.withheld = 'otherMarket';
    expect(now()).toBe('otherMarket');
    gate.setReady(true);
    facts.withheld = 'notArmed';
    expect(now()).toBe('notArmed');
    gate.linkDown('disabled', null);
    expect(now()).toBe('disabled');
    gate.setHalted(true);
    expect(now()).toBe('halted');
    gate.setStorageError(hogaError('storage', 'LEDGER_DISK_FULL', 'full'));
    expect(now()).toBe('storage');
  });

  it.each([
    ['notArmed', 'TRADING_NOT_ARMED'],
    ['otherMarket', 'TRADING_OTHER_MARKET'],
  ] as const)('refuses orders with a code of its own while they are withheld: %s', (withheld, code) => {
    const { gate } = arrange(withheld);
    gate.linkUp();
    gate.setReady(true);
    expect(gate.refusal()).toMatchObject({ kind: 'validation', code, context: { reason: withheld } });
  });

  it('refuses at once when the day ends, also before anybody was told', () => {
    const { facts, gate, told } = arrange();
    gate.linkUp();
    gate.setReady(true);
    facts.withheld = 'notArmed';
    expect(gate.refusal()?.code).toBe('TRADING_NOT_ARMED');
    gate.recheck();
    gate.recheck();
    expect(told).toEqual(['armed', 'notArmed']);
  });
});
