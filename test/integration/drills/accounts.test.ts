import { afterEach, describe, expect, it } from 'vitest';
import type { AccountSummary } from '#shared/contract/requests.ts';
import type { AccountId } from '#shared/domain/account.ts';
import { DEFAULT_RISK_LIMITS } from '#shared/catalogue/risk-limits.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { CallFault } from '#test/support/drill/wire.ts';
import { Wire } from '#test/support/drill/wire.ts';
import type { Drill } from '#test/support/drill/drill.ts';
import { buy, errorOf, prepareDrill, startDrill, SYMBOL, value } from '#test/support/drill/drill.ts';

let drill: Drill;
afterEach(() => drill.close());

const NEW_PROFILE = {
  label: '둘째',
  owner: '동생',
  color: 'orange',
  broker: 'kiwoom',
  environment: 'embedded',
} as const;

let requests = 0;
const nextRequest = () => `accounts-${String((requests += 1)).padStart(4, '0')}`;

/** Adds a second paper account and waits until it may trade. */
async function addPaper(change: Partial<{ label: string }> = {}): Promise<AccountId> {
  const { accountId } = value(await drill.ask('profiles.add', { ...NEW_PROFILE, ...change }));
  await drill.until(() => gateOf(accountId) === 'armed');
  // Its cash and holdings are read.
  await drill.pass(2_000);
  return accountId;
}

function gateOf(accountId: AccountId): string {
  const gate = drill.window.condition(accountId)?.gate;
  return gate === undefined ? 'none' : gate.state === 'armed' ? 'armed' : gate.reason;
}

const summaryOf = async (accountId: AccountId): Promise<AccountSummary> => {
  const all = value(await drill.ask('profiles.list', {}));
  const found = all.find((account) => account.accountId === accountId);
  if (found === undefined) throw new Error(`no account ${accountId}`);
  return found;
};

const placeOn = async (accountId: AccountId, change: Parameters<typeof buy>[0] = {}) =>
  drill.ask('order.place', { requestId: nextRequest(), accountId, intent: buy(change), accepted: [] });

const snapshotOf = async (accountId: AccountId) => value(await drill.ask('account.snapshot', { accountId }));

describe('several paper accounts', () => {
  it('each have a number, cash, orders and a ledger of their own', async () => {
    drill = await startDrill();
    const second = await addPaper();
    const third = await addPaper({ label: '셋째' });
    const ids = [drill.accountId, second, third];
    const numbers = await Promise.all(ids.map(async (id) => (await summaryOf(id)).accountNumber));
    expect(new Set(numbers).size).toBe(3);
    expect(value(await placeOn(second)).status).toBe('accepted');
    expect(value(await placeOn(third, { quantity: quantity(20) })).status).toBe('accepted');
    await drill.pass(3_000);
    const snapshots = await Promise.all(ids.map(snapshotOf));
    expect(snapshots.map(({ orders }) => orders.map((order) => Number(order.quantity)))).toEqual([
      [],
      [10],
      [20],
    ]);
    expect(snapshots.map(({ cash }) => cash?.deposit)).toEqual([100_000_000, 100_000_000, 100_000_000]);
    const buyingPower = snapshots.map(({ cash }) => Number(cash?.buyingPower));
    expect(buyingPower[0]).toBe(100_000_000);
    expect(buyingPower[1]).toBeLessThan(100_000_000);
    expect(buyingPower[2]).toBeLessThan(buyingPower[1] ?? 0);
    const placed = value(drill.ledger.read(0)).filter(({ kind }) => kind === 'placeRecorded');
    expect(placed.map(({ accountId }) => accountId)).toEqual(
      [second, third].map((id) => expect.stringMatching(new RegExp(`^${id}-`))),
    );
  });

  it('have a queue of their own: an order that hangs holds back no other account', async () => {
    drill = await startDrill();
    const second = await addPaper();
    drill.wire.onNextOrder(Wire.hang(true));
    const hanging = drill.desk.handle('window-1', 'order.place', {
      requestId: nextRequest(),
      accountId: second,
      intent: buy(),
      accepted: [],
    });
    expect(value(await drill.place()).status).toBe('accepted');
    expect(drill.wire.arrived).toHaveLength(2);
    expect((await snapshotOf(second)).orders).toMatchObject([
      { status: expect.stringMatching(/submitted|unknown/) },
    ]);
    await drill.settled(hanging);
  });

  it('are there again after a restart, with their orders', async () => {
    drill = await startDrill();
    const second = await addPaper();
    value(await placeOn(second));
    drill.kill();
    await drill.start();
    await drill.until(() => gateOf(second) === 'armed');
    expect(await summaryOf(second)).toMatchObject({ ...NEW_PROFILE, isEnabled: true });
    expect((await snapshotOf(second)).orders).toMatchObject([{ status: 'accepted' }]);
  });

  it('do not share a budget of requests', async () => {
    drill = await startDrill();
    const second = await addPaper();
    await drill.pass(3_000);
    await drill.ask('account.refresh', { accountId: second });
    const condition = async (id: AccountId) => (await summaryOf(id)).condition;
    expect((await condition(second)).requestsPerSecond).toBeGreaterThan(0);
    expect((await condition(drill.accountId)).requestsPerSecond).toBe(0);
  });

  it('stand one by one when one of them is refused by the broker', async () => {
    drill = await startDrill();
    const second = await addPaper();
    let refused = 0;
    drill.wire.onNextOrder(() => {
      refused += 1;
      return { status: 500, headers: {}, body: '' };
    });
    const lost = value(await placeOn(second));
    expect([lost.status, refused]).toEqual(['unknown', 1]);
    expect(value(await drill.place()).status).toBe('accepted');
  });
});

describe('an account that is disabled', () => {
  it('is disconnected and trades nothing, keeps its orders, and goes on when it is enabled again', async () => {
    drill = await startDrill();
    const second = await addPaper();
    const order = value(await placeOn(second));
    const off = value(await drill.ask('profiles.setEnabled', { accountId: second, isEnabled: false }));
    expect(off).toMatchObject({ isEnabled: false, condition: { gate: { reason: 'disabled' } } });
    await drill.pass(1_000);
    expect(drill.window.condition(second)?.phase).toBe('offline');
    expect(errorOf(await placeOn(second)).code).toBe('TRADING_DISABLED');
    expect(errorOf(await drill.ask('profiles.connect', { accountId: second })).code).toBe('ACCOUNT_DISABLED');
    value(await drill.ask('profiles.setEnabled', { accountId: second, isEnabled: true }));
    await drill.until(() => gateOf(second) === 'armed');
    expect((await snapshotOf(second)).orders).toMatchObject([
      { clientOrderId: order.clientOrderId, status: 'accepted' },
    ]);
  });

  it('stays so over a restart', async () => {
    drill = await startDrill();
    const second = await addPaper();
    value(await drill.ask('profiles.setEnabled', { accountId: second, isEnabled: false }));
    drill.kill();
    await drill.start();
    await drill.pass(5_000);
    expect(await summaryOf(second)).toMatchObject({
      isEnabled: false,
      condition: { phase: 'offline', gate: { state: 'blocked', reason: 'disabled' } },
    });
  });

  it('leaves the market data to another one, the first embedded account too', async () => {
    drill = await startDrill();
    const second = await addPaper();
    value(await drill.ask('profiles.setEnabled', { accountId: drill.accountId, isEnabled: false }));
    await drill.pass(3_000);
    const before = drill.window.batches.length;
    value(await placeOn(second, { price: price(68_100) }));
    await drill.pass(3_000);
    expect(drill.window.batches.slice(before).some(({ trades }) => trades.length > 0)).toBe(true);
    expect(value(await drill.ask('market.snapshot', { symbol: SYMBOL })).quote.symbol).toBe(SYMBOL);
    expect(gateOf(second)).toBe('armed');
  });
});

describe('an account that is to be removed', () => {
  it('stays while an order of it may still fill', async () => {
    drill = await startDrill();
    const second = await addPaper();
    const { clientOrderId } = value(await placeOn(second));
    const refusal = errorOf(await drill.ask('profiles.remove', { accountId: second }));
    expect(refusal).toMatchObject({ code: 'ACCOUNT_HAS_ORDERS', context: { count: 1 } });
    value(await drill.ask('order.cancel', { requestId: nextRequest(), clientOrderId }));
    value(await drill.ask('profiles.remove', { accountId: second }));
    expect(value(await drill.ask('profiles.list', {}))).toHaveLength(1);
  });

  it('brings market data to the end, and another goes on with it', async () => {
    drill = await startDrill();
    const second = await addPaper();
    value(await drill.ask('profiles.setEnabled', { accountId: drill.accountId, isEnabled: false }));
    await drill.pass(2_000);
    value(await drill.ask('profiles.setEnabled', { accountId: drill.accountId, isEnabled: true }));
    await drill.until(() => drill.gate() === 'armed');
    value(await drill.ask('profiles.remove', { accountId: second }));
    await drill.pass(2_000);
    expect(value(await drill.ask('market.snapshot', { symbol: SYMBOL })).quote.symbol).toBe(SYMBOL);
    expect(value(await drill.place()).status).toBe('accepted');
  });

  it('is not the first embedded one, which may be given another name', async () => {
    drill = await startDrill();
    const { accountId } = drill;
    const refusal = errorOf(await drill.ask('profiles.remove', { accountId }));
    expect(refusal.code).toBe('ACCOUNT_PERMANENT');
    const named = { label: '연습', owner: '나', color: 'blue' } as const;
    expect(value(await drill.ask('profiles.update', { accountId, ...named }))).toMatchObject(named);
    value(await drill.ask('profiles.update', { accountId, ...named, label: '' }));
    drill.kill();
    await drill.start();
    await drill.pass(2_000);
    expect(await summaryOf(accountId)).toMatchObject({ ...named, label: '', environment: 'embedded' });
  });
});

describe('every account', () => {
  it('is told to the windows together with all others', async () => {
    drill = await startDrill();
    const second = await addPaper();
    value(
      await drill.ask('profiles.update', { accountId: second, label: '새 이름', owner: '', color: 'red' }),
    );
    const told = drill.window.events('accounts');
    expect(told.length).toBeGreaterThan(0);
    expect(told.at(-1)?.accounts.map(({ label }) => label)).toEqual(['', '새 이름']);
    expect(told.slice(-3).every(({ accounts }) => accounts.length === 2)).toBe(true);
    const nameless = { accountId: second, label: ' ', owner: '', color: 'red' } as const;
    expect(errorOf(await drill.ask('profiles.update', nameless)).code).toBe('LABEL_REQUIRED');
  });

  it('has limits of its own, which hold at once, are in the ledger, and outlive a restart', async () => {
    drill = await startDrill();
    const second = await addPaper();
    const limits = { ...DEFAULT_RISK_LIMITS, orderQuantity: { confirmAbove: null, refuseAbove: 5 } };
    expect(value(await drill.ask('limits.set', { accountId: second, limits })).limits).toEqual(limits);
    expect(errorOf(await placeOn(second)).code).toBe('ORDER_QUANTITY_ABOVE_LIMIT');
    expect(value(await drill.place()).status).toBe('accepted');
    const rows = value(drill.ledger.read(0)).filter(({ kind }) => kind === 'limitsChanged');
    expect(rows).toHaveLength(1);
    expect(rows[0]?.accountId.startsWith(second)).toBe(true);
    expect(JSON.parse(rows[0]?.payload ?? '')).toEqual(limits);
    drill.kill();
    await drill.start();
    await drill.until(() => gateOf(second) === 'armed');
    expect((await summaryOf(second)).limits).toEqual(limits);
    expect((await summaryOf(drill.accountId)).limits).toEqual(DEFAULT_RISK_LIMITS);
  });
});

describe('real trading', () => {
  const reach = async (gate: string) => drill.until(() => drill.gate() === gate);

  it('is blocked until it is armed, and windows are told when', async () => {
    drill = await prepareDrill({ environment: 'real' });
    await drill.start();
    await reach('notArmed');
    await drill.pass(3_000);
    expect(errorOf(await drill.place()).code).toBe('TRADING_NOT_ARMED');
    expect(drill.wire.sent).toEqual([]);
    const armed = value(await drill.ask('trading.arm', { accountId: drill.accountId }));
    expect(armed).toMatchObject({ armedOn: '20261120', condition: { gate: { state: 'armed' } } });
    expect(drill.window.events('accounts').at(-1)?.accounts).toMatchObject([{ armedOn: '20261120' }]);
    await drill.ready();
    expect(value(await drill.place()).status).toBe('accepted');
    expect(value(drill.ledger.read(0)).map(({ kind }) => kind)).toContain('armed');
  });

  it('has to be armed again after a restart; cancels work before that', async () => {
    drill = await startDrill({ environment: 'real' });
    const { clientOrderId } = value(await drill.place());
    drill.kill();
    await drill.start();
    await reach('notArmed');
    expect((await summaryOf(drill.accountId)).armedOn).toBeNull();
    const canceled = await drill.ask('order.cancel', { requestId: nextRequest(), clientOrderId });
    expect(value(canceled).status).toBe('canceled');
  });

  it('has to be armed again on the next day of a program that kept running', async () => {
    // 23:59 in Korea.
    drill = await prepareDrill({ environment: 'real', startAt: Date.UTC(2026, 10, 19, 14, 59) });
    await drill.start();
    await drill.armed();
    await drill.pass(90_000);
    expect(drill.gate()).toBe('notArmed');
    expect(errorOf(await drill.place()).code).toBe('TRADING_NOT_ARMED');
    await drill.armed();
    expect((await summaryOf(drill.accountId)).armedOn).toBe('20261120');
  });

  it('is a matter of real accounts alone', async () => {
    drill = await startDrill();
    const { accountId } = drill;
    expect(errorOf(await drill.ask('trading.arm', { accountId })).code).toBe('ARMING_NOT_NEEDED');
  });
});

describe('an account on the exchanges beside an embedded one', () => {
  const addReal = async (): Promise<AccountId> => {
    const profile = { ...NEW_PROFILE, environment: 'real' } as const;
    const { accountId } = value(await drill.ask('profiles.add', profile));
    const keys = { appKey: 'a-real-key', secretKey: 'a-real-secret' };
    value(await drill.settled(drill.desk.acceptCredentials(accountId, keys)));
    return accountId;
  };

  it('never trades on simulated prices, nor the embedded one on real ones', async () => {
    drill = await startDrill();
    const real = await addReal();
    await drill.until(() => gateOf(real) === 'notArmed');
    expect(drill.gate()).toBe('otherMarket');
    expect(errorOf(await drill.place()).code).toBe('TRADING_OTHER_MARKET');
    value(await drill.ask('trading.arm', { accountId: real }));
    expect(gateOf(real)).toBe('armed');
  });

  it('without keys changes nothing for the embedded one', async () => {
    drill = await startDrill();
    const { accountId } = value(await drill.ask('profiles.add', { ...NEW_PROFILE, environment: 'real' }));
    await drill.pass(3_000);
    expect([gateOf(accountId), drill.gate()]).toEqual(['noCredentials', 'armed']);
    expect(value(await drill.place()).status).toBe('accepted');
  });

  it('leaves the market to the embedded one when it is disabled', async () => {
    drill = await startDrill();
    const real = await addReal();
    await drill.until(() => drill.gate() === 'otherMarket');
    value(await drill.ask('profiles.setEnabled', { accountId: real, isEnabled: false }));
    await drill.ready();
    expect(value(await drill.place()).status).toBe('accepted');
  });
});

describe('a test of keys', () => {
  const fine = ['keys', 'token', 'account', 'socket'].map((step) => ({ step, isOk: true, error: null }));
  const test = async (accountId: AccountId) => value(await drill.ask('profiles.test', { accountId })).steps;

  const refuse =
    (api: string, code: string): CallFault =>
    (call, proceed) =>
      call.headers['api-id'] === api
        ? {
            status: 200,
            headers: {},
            body: JSON.stringify({ return_code: 3, return_msg: `안 됨[${code}:…]` }),
          }
        : proceed();

  it('passes for an account that is online, whose session it does not touch', async () => {
    drill = await startDrill();
    expect(await test(drill.accountId)).toEqual(fine);
    await drill.pass(5_000);
    expect(drill.window.phases(drill.accountId).at(-1)).toBe('online');
    expect(drill.window.phases(drill.accountId).filter((phase) => phase === 'online')).toHaveLength(1);
  });

  it('passes over a link of its own for an account that is disabled, and lets go of it', async () => {
    drill = await startDrill();
    const second = await addPaper();
    value(await drill.ask('profiles.setEnabled', { accountId: second, isEnabled: false }));
    await drill.pass(1_000);
    expect(await test(second)).toEqual(fine);
    await drill.pass(5_000);
    expect(gateOf(second)).toBe('disabled');
    value(await drill.ask('profiles.setEnabled', { accountId: second, isEnabled: true }));
    await drill.until(() => gateOf(second) === 'armed');
    await drill.pass(5_000);
    expect(drill.window.phases(second).at(-1)).toBe('online');
  });

  it('that is asked for twice at once is one test', async () => {
    drill = await startDrill();
    const second = await addPaper();
    value(await drill.ask('profiles.setEnabled', { accountId: second, isEnabled: false }));
    await drill.pass(1_000);
    expect(await Promise.all([test(second), test(second)])).toEqual([fine, fine]);
  });

  it.each(['8001', '8002', '8030', '8050'])(
    'names the code %s with which the token is refused',
    async (code) => {
      drill = await prepareDrill({ environment: 'real' });
      await drill.start((wire) => (wire.callFault = refuse('au10001', code)));
      await drill.pass(3_000);
      const [keys, token, ...rest] = await test(drill.accountId);
      expect([keys?.isOk, token?.step, token?.isOk, rest]).toEqual([true, 'token', false, []]);
      expect(token?.error?.context.venueCode).toBe(code);
    },
  );

  it('says that there are no keys, and asks nobody', async () => {
    drill = await prepareDrill({ environment: 'real' });
    drill.secrets.values.clear();
    await drill.start();
    await drill.pass(1_000);
    const steps = await test(drill.accountId);
    expect(steps).toMatchObject([{ step: 'keys', isOk: false, error: { code: 'CREDENTIALS_MISSING' } }]);
  });

  it('stops at the account when that cannot be read', async () => {
    drill = await startDrill();
    drill.wire.callFault = refuse('ka00001', '8040');
    const steps = await test(drill.accountId);
    expect(steps.map(({ step, isOk }) => `${step} ${isOk}`)).toEqual([
      'keys true',
      'token true',
      'account false',
    ]);
    expect(steps.at(-1)?.error?.context.venueCode).toBe('8040');
  });
});

describe('an app key', () => {
  it('stands for one account: a second one of the same kind does not take it', async () => {
    drill = await startDrill({ environment: 'real' });
    const add = async (environment: 'real' | 'mock') =>
      value(await drill.ask('profiles.add', { ...NEW_PROFILE, environment })).accountId;
    const accept = (accountId: AccountId, appKey: string) =>
      drill.settled(drill.desk.acceptCredentials(accountId, { appKey, secretKey: 'drill-secret' }));
    const second = await add('real');
    expect(errorOf(await accept(second, 'drill-desk'))).toMatchObject({
      code: 'APP_KEY_IN_USE',
      context: { label: 'own' },
    });
    expect(drill.secrets.values.has(`credentials.${second}`)).toBe(false);
    expect(drill.gate()).toBe('armed');
    value(await accept(second, 'another-key'));
    // The same key again for the account that has it is how a secret is corrected.
    value(await accept(second, 'another-key'));
  });
});

describe("the day's loss of an account", () => {
  it('is held against the prices of now, also of holdings that nobody watches', async () => {
    drill = await startDrill();
    const second = await addPaper();
    value(await placeOn(second, { price: price(68_100), quantity: quantity(100) }));
    value(await drill.place({ price: price(68_100), quantity: quantity(1) }));
    await drill.pass(3_000);
    await drill.ask('market.watch', { interests: [] });
    const limits = { ...DEFAULT_RISK_LIMITS, dailyLoss: { confirmAbove: null, refuseAbove: 15_000 } };
    value(await drill.ask('limits.set', { accountId: second, limits }));
    const refused = async () => {
      const preview = value(await drill.ask('order.preview', { accountId: second, intent: buy() }));
      return preview.problems.map(({ error }) => error.code);
    };
    expect(await refused()).toEqual([]);
    // Another account sells at 67,900: the hundred shares are worth 20,000 won less, and no push says so.
    value(await drill.place({ side: 'sell', price: price(67_900), quantity: quantity(1) }));
    await drill.pass(35_000);
    expect(await refused()).toEqual(['DAILY_LOSS_ABOVE_LIMIT']);
    expect(value(await placeOn(second, { side: 'sell', price: price(69_000) })).status).toBe('accepted');
  });
});
