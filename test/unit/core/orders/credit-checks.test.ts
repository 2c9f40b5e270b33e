import { describe, expect, it } from 'vitest';
import type { LoanLot } from '#shared/domain/funding.ts';
import { MARGIN_LOAN } from '#shared/domain/funding.ts';
import type { Instrument } from '#shared/domain/instrument.ts';
import { money } from '#shared/domain/money.ts';
import type { OrderIntent } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { KstDate } from '#shared/domain/time.ts';
import { ok } from '#shared/domain/result.ts';
import { buyIntent, CASH, createArmedDesk, SAMSUNG, SAMSUNG_QUOTE } from '#test/support/order-desk.ts';
import type { OrderDesk } from '#test/support/order-desk.ts';

const loanOf = (loanDate: string, shares: number): LoanLot => ({
  loanDate: loanDate as KstDate,
  quantity: quantity(shares),
  sellableQuantity: quantity(shares),
  averageEntryPrice: 70_000,
  cost: money(70_000 * shares),
  loanAmount: money(42_000 * shares),
  interest: money(0),
  dueDate: null,
});

const onCredit = (change: Partial<OrderIntent> = {}) => buyIntent({ funding: MARGIN_LOAN, ...change });
const repaying = (loanDate: string | null, shares: number) =>
  buyIntent({
    side: 'sell',
    quantity: quantity(shares),
    funding: { kind: 'marginLoan', loanDate: loanDate as KstDate | null },
  });

function codes(desk: OrderDesk, intent: OrderIntent): readonly string[] {
  return desk.service.preview(intent).problems.map(({ field, error }) => `${field}: ${error.code}`);
}

describe('buying on credit', () => {
  it('waits until the broker has said what it lends, and asks it', async () => {
    const desk = await createArmedDesk();
    expect(codes(desk, onCredit())).toEqual(['funding: CREDIT_POWER_UNKNOWN']);
    expect(desk.world.creditWanted).toEqual(['005930']);
  });

  it('is refused for an instrument that nothing is lent on', async () => {
    const desk = await createArmedDesk();
    desk.world.credit = { guaranteeRate: null, orderableAmount: money(0) };
    expect(codes(desk, onCredit())).toEqual(['funding: CREDIT_NOT_LENT']);
  });

  it('takes the guarantee and the commission of the account’s own money, to the won', async () => {
    const desk = await createArmedDesk();
    desk.world.credit = { guaranteeRate: 45, orderableAmount: money(1_000_000_000) };
    // 10 at 71,000: 319,500 of guarantee and 106 of commission.
    desk.world.cash = { ...CASH, buyingPower: money(319_606) };
    expect(codes(desk, onCredit())).toEqual([]);
    desk.world.cash = { ...CASH, buyingPower: money(319_605) };
    expect(codes(desk, onCredit())).toEqual(['quantity: BUYING_POWER_INSUFFICIENT']);
    expect(codes(desk, buyIntent())).toEqual(['quantity: BUYING_POWER_INSUFFICIENT']);
  });

  it('may not go beyond what the broker lends', async () => {
    const desk = await createArmedDesk();
    desk.world.credit = { guaranteeRate: 40, orderableAmount: money(709_999) };
    expect(codes(desk, onCredit())).toEqual(['quantity: CREDIT_LIMIT_EXCEEDED']);
    desk.world.credit = { guaranteeRate: 40, orderableAmount: money(710_000) };
    expect(codes(desk, onCredit())).toEqual([]);
  });

  it('says the largest quantity that guarantee and limit allow', async () => {
    const desk = await createArmedDesk();
    desk.world.cash = { ...CASH, buyingPower: money(319_606) };
    desk.world.credit = { guaranteeRate: 45, orderableAmount: money(1_000_000_000) };
    expect(desk.service.preview(onCredit()).maxQuantity).toBe(10);
    desk.world.credit = { guaranteeRate: 45, orderableAmount: money(400_000) };
    expect(desk.service.preview(onCredit()).maxQuantity).toBe(5);
  });

  it('is refused where the broker has no credit', async () => {
    const desk = await createArmedDesk();
    Object.assign(desk.broker.capabilities, { funding: ['cash'] });
    desk.world.credit = { guaranteeRate: 40, orderableAmount: money(1_000_000_000) };
    expect(codes(desk, onCredit())).toEqual(['funding: FUNDING_NOT_OFFERED']);
  });

  it('keeps whose money it is from the ledger on', async () => {
    const desk = await createArmedDesk();
    desk.world.credit = { guaranteeRate: 40, orderableAmount: money(1_000_000_000) };
    const placed = await desk.place({ funding: MARGIN_LOAN });
    expect(placed).toMatchObject({ ok: true, value: { funding: MARGIN_LOAN } });
    desk.restart(ok(desk.ledger));
    expect(desk.service.orders()[0]?.funding).toEqual(MARGIN_LOAN);
    expect(desk.broker.transmissions[0]?.intent.funding).toEqual(MARGIN_LOAN);
  });
});

describe('repaying by a sale', () => {
  it('is limited to the loan that it names', async () => {
    const desk = await createArmedDesk();
    desk.world.loans = [loanOf('20261102', 5), loanOf('20261109', 7)];
    expect(codes(desk, repaying('20261102', 5))).toEqual([]);
    expect(codes(desk, repaying('20261102', 6))).toEqual(['quantity: SELLABLE_QUANTITY_INSUFFICIENT']);
    expect(codes(desk, repaying('20261103', 1))).toEqual(['quantity: SELLABLE_QUANTITY_INSUFFICIENT']);
    expect(desk.service.preview(repaying('20261109', 1)).maxQuantity).toBe(7);
  });

  it('may take all loans together when it names none', async () => {
    const desk = await createArmedDesk();
    desk.world.loans = [loanOf('20261102', 5), loanOf('20261109', 7)];
    expect(codes(desk, repaying(null, 12))).toEqual([]);
    expect(codes(desk, repaying(null, 13))).toEqual(['quantity: SELLABLE_QUANTITY_INSUFFICIENT']);
  });

  it('does not take what was paid in full, nor does an ordinary sale take what was lent', async () => {
    const desk = await createArmedDesk();
    desk.world.sellable = 3;
    desk.world.loans = [loanOf('20261102', 5)];
    expect(codes(desk, repaying(null, 6))).toEqual(['quantity: SELLABLE_QUANTITY_INSUFFICIENT']);
    expect(codes(desk, buyIntent({ side: 'sell', quantity: quantity(4) }))).toEqual([
      'quantity: SELLABLE_QUANTITY_INSUFFICIENT',
    ]);
    expect(codes(desk, buyIntent({ side: 'sell', quantity: quantity(3) }))).toEqual([]);
  });

  it('counts only orders on their way that take from the same loan', async () => {
    const desk = await createArmedDesk();
    desk.world.loans = [loanOf('20261102', 5), loanOf('20261109', 7)];
    desk.broker.script('hold');
    const { requestId, intent } = { requestId: 'repay-first', intent: repaying('20261102', 5) };
    void desk.service.place({ requestId, intent, accepted: [] });
    expect(desk.service.preview(repaying('20261102', 1)).maxQuantity).toBe(0);
    expect(desk.service.preview(repaying('20261109', 1)).maxQuantity).toBe(7);
    expect(desk.service.preview(repaying(null, 1)).maxQuantity).toBe(7);
  });
});

describe('gold', () => {
  const GOLD: Instrument = {
    ...SAMSUNG,
    symbol: 'M04020000',
    name: '금 99.99_1kg',
    kind: 'gold',
    basePrice: price(200_000),
    isNxtEligible: false,
    marginRate: 100,
  };
  const buyGold = (change: Partial<OrderIntent> = {}) =>
    buyIntent({ symbol: GOLD.symbol, price: price(200_000), quantity: quantity(10), ...change });

  async function goldDesk() {
    const desk = await createArmedDesk();
    desk.world.instruments = [SAMSUNG, GOLD];
    desk.world.quotes = [
      SAMSUNG_QUOTE,
      {
        ...SAMSUNG_QUOTE,
        symbol: GOLD.symbol,
        lastPrice: price(200_000),
        basePrice: price(200_000),
        upperLimit: price(220_000),
        lowerLimit: price(180_000),
      },
    ];
    return desk;
  }

  it('is paid out of the gold account, with the commission of gold', async () => {
    const desk = await goldDesk();
    const goldCash = (won: number) => ({
      ...CASH,
      gold: { deposit: money(won), buyingPower: money(won), withdrawable: money(won) },
    });
    expect(codes(desk, buyGold())).toEqual(['account: BUYING_POWER_UNKNOWN']);
    desk.world.cash = goldCash(2_006_600);
    expect(codes(desk, buyGold())).toEqual([]);
    desk.world.cash = goldCash(2_006_599);
    expect(codes(desk, buyGold())).toEqual(['quantity: BUYING_POWER_INSUFFICIENT']);
  });

  it('takes limit orders on KRX and no loan', async () => {
    const desk = await goldDesk();
    const gold = { deposit: money(1e9), buyingPower: money(1e9), withdrawable: money(1e9) };
    desk.world.cash = { ...CASH, gold };
    expect(codes(desk, buyGold({ timeInForce: 'ioc' }))).toEqual([]);
    expect(codes(desk, buyGold({ type: 'market', price: null }))).toContain('type: TYPE_NOT_OFFERED');
    expect(codes(desk, buyGold({ venue: 'NXT' }))).toContain('venue: NOT_ON_VENUE');
    expect(codes(desk, buyGold({ funding: MARGIN_LOAN }))).toContain('funding: FUNDING_NOT_OFFERED');
  });
});
