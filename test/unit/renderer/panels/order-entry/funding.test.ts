import { describe, expect, it } from 'vitest';
import type { LoanLot } from '#shared/domain/funding.ts';
import { CASH, MARGIN_LOAN } from '#shared/domain/funding.ts';
import { money } from '#shared/domain/money.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { KstDate } from '#shared/domain/time.ts';
import {
  fundingFor,
  fundingOfLoan,
  isCreditOffered,
  loanChoices,
  loanKeyOf,
} from '#renderer/panels/order-entry/funding.ts';
import { reduceTicket } from '#renderer/panels/order-entry/reduce-ticket.ts';
import { buildIntent } from '#renderer/panels/order-entry/ticket-command.ts';
import type { TicketEvent, TicketState } from '#renderer/panels/order-entry/ticket-state.ts';
import { newTicket } from '#renderer/panels/order-entry/ticket-state.ts';
import { SAMSUNG, ticketFacts } from '#test/support/ticket-harness.ts';

const loan = (loanDate: string, shares: number): LoanLot => ({
  loanDate: loanDate as KstDate,
  quantity: quantity(shares),
  sellableQuantity: quantity(shares),
  averageEntryPrice: 70_000,
  cost: money(0),
  loanAmount: money(0),
  interest: money(0),
  dueDate: null,
});

const repaying = (loanDate: string) => ({ kind: 'marginLoan', loanDate: loanDate as KstDate }) as const;

function after(...events: readonly TicketEvent[]): TicketState {
  return events.reduce(reduceTicket, newTicket(SAMSUNG));
}

describe('credit in the ticket', () => {
  const { account, instrument } = ticketFacts();

  it('is offered where the account may, and never for gold', () => {
    expect(isCreditOffered(account, instrument)).toBe(true);
    expect(isCreditOffered({ orderFunding: ['cash'] }, instrument)).toBe(false);
    const gold = instrument === null ? null : { ...instrument, kind: 'gold' as const };
    expect(isCreditOffered(account, gold)).toBe(false);
    expect(isCreditOffered(null, instrument)).toBe(false);
  });

  it('goes with the order that is sent; a purchase names no loan', () => {
    const edit = { price: 70_000, quantity: 3, funding: repaying('20261102') };
    const sold = after({ type: 'modeChosen', mode: 'sell' }, { type: 'edited', change: edit });
    expect(buildIntent(sold.draft)?.funding).toEqual(repaying('20261102'));
    const bought = after({ type: 'edited', change: edit });
    expect(buildIntent(bought.draft)?.funding).toEqual(MARGIN_LOAN);
    expect(fundingFor('buy', CASH)).toEqual(CASH);
  });

  it('lets go of the loan when the side changes, and of credit with the instrument', () => {
    const sell = after(
      { type: 'modeChosen', mode: 'sell' },
      { type: 'edited', change: { funding: repaying('20261102') } },
    );
    expect(reduceTicket(sell, { type: 'modeChosen', mode: 'buy' }).draft.funding).toEqual(MARGIN_LOAN);
    expect(reduceTicket(sell, { type: 'symbolChosen', symbol: '000660' }).draft.funding).toEqual(CASH);
    expect(reduceTicket(sell, { type: 'accountChosen' }).draft.funding).toEqual(CASH);
  });

  it('disarms what was accepted before, as any change does', () => {
    const armed = after({ type: 'warningAccepted', code: 'CONFIRM_ORDER_VALUE', isAccepted: true });
    expect(reduceTicket(armed, { type: 'edited', change: { funding: MARGIN_LOAN } }).accepted).toEqual([]);
  });
});

describe('loans to repay', () => {
  it('are listed by their day, before them all together when there are several', () => {
    const loans = [loan('20261102', 5), loan('20261109', 7)];
    expect(loanChoices({ loans }).map(({ key, sellableQuantity }) => [key, sellableQuantity])).toEqual([
      ['all', 12],
      ['20261102', 5],
      ['20261109', 7],
    ]);
    expect(loanChoices({ loans: loans.slice(1) }).map(({ key }) => key)).toEqual(['20261109']);
    expect(loanChoices(undefined)).toEqual([]);
  });

  it('are chosen by key', () => {
    const choices = loanChoices({ loans: [loan('20261102', 5), loan('20261109', 7)] });
    expect(fundingOfLoan('20261109')).toEqual(repaying('20261109'));
    expect(fundingOfLoan('all')).toEqual(MARGIN_LOAN);
    expect(loanKeyOf(MARGIN_LOAN, choices)).toBe('all');
    expect(loanKeyOf(repaying('20261102'), choices)).toBe('20261102');
    expect(loanKeyOf(MARGIN_LOAN, loanChoices({ loans: [loan('20261102', 5)] }))).toBe('20261102');
  });
});
