import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { orderOf, startFaultExchange, type FaultExchange } from './fault-exchange.ts';

const ORDER_PATH = '/api/dostk/ordr';
const ACCOUNT_PATH = '/api/dostk/acnt';
const OPEN_ORDERS = { all_stk_tp: '0', trde_tp: '0', stex_tp: '0' };

let rig: FaultExchange;
beforeEach(async () => {
  rig = await startFaultExchange();
});
afterEach(() => rig.exchange.stop());

const seen = () => rig.exchange.faults.report()[0]?.seen ?? 0;
/** How a call ended: its status and code, or that there was no answer. */
const outcome = (answer: ReturnType<FaultExchange['buy']>) =>
  answer.then(
    ({ status, body }) => `${status} ${String(body['return_code'])}`,
    () => 'none',
  );
const openOrders = async () => {
  const { body } = await rig.client.post(ACCOUNT_PATH, 'ka10075', OPEN_ORDERS);
  return (body['oso'] as Record<string, string>[]).map((row) => row['ord_no']);
};

describe('a call', () => {
  it('that is lost never reaches the market', async () => {
    rig.fault('lose-request@kt10000:times=1');

    expect(await outcome(rig.buy())).toBe('none');
    expect(rig.orders()).toHaveLength(0);
    expect(await outcome(rig.buy())).toBe('200 0');
    expect(rig.orders()).toHaveLength(1);
  });

  it('whose answer is lost took effect', async () => {
    rig.fault('lose-answer@orders:times=1');

    expect(await outcome(rig.buy())).toBe('none');
    expect(rig.orders()).toHaveLength(1);
  });

  it('that no target names is answered as ever', async () => {
    rig.fault('lose-answer@kt10003');

    expect(await outcome(rig.buy())).toBe('200 0');
    expect(rig.exchange.faults.report()).toEqual([{ spec: 'lose-answer@kt10003', seen: 0, applied: 0 }]);
  });

  it.each([
    ['answer', 1],
    ['request', 0],
  ])('whose %s is delayed is answered when that time is over', async (part, ordersMeanwhile) => {
    rig.fault(`delay@kt10000:ms=1500,part=${part}`);
    let answered = '';
    const answer = outcome(rig.buy()).then((text) => (answered = text));
    await rig.until(() => seen() === 1);

    rig.clock.advance(1_499);
    expect([rig.orders().length, answered]).toEqual([ordersMeanwhile, '']);
    rig.clock.advance(1);
    expect(await answer).toBe('200 0');
    expect(rig.orders()).toHaveLength(1);
  });

  it.each([0, 1, 30, 150, 230])('whose answer is cut after %i bytes took effect', async (bytes) => {
    rig.fault(`reset-mid-byte@kt10000:bytes=${bytes}`);

    const answer = await rig.rawCall('kt10000', ORDER_PATH, orderOf(67_000));

    expect(answer.bytes.length).toBe(bytes);
    // A reset right behind some bytes reads as their end.
    expect(answer.isReset).toBe(bytes === 0);
    expect('HTTP/1.1 200 OK'.startsWith(answer.bytes.toString().slice(0, 15))).toBe(true);
    expect(rig.orders()).toHaveLength(1);
  });

  it('over the quota meets 429 and code 5, and does nothing', async () => {
    rig.fault('429@kt10000:times=1');

    const { status, body } = await rig.buy();

    expect({ status, ...body }).toEqual({
      status: 429,
      return_code: 5,
      return_msg: '허용된 요청 개수를 초과하였습니다[1700:유량=1, API ID=kt10000]',
    });
    expect(rig.orders()).toHaveLength(0);
  });

  it('whose token is taken back meets 8005, as all that follow until there is another', async () => {
    rig.fault('8005@kt10000:times=1');

    const first = await rig.buy();
    const other = await rig.client.post(ACCOUNT_PATH, 'ka00001', {});

    expect(first.body['return_msg']).toContain('[8005:');
    expect(other.body['return_msg']).toContain('[8005:');
    expect(rig.orders()).toHaveLength(0);
    await rig.client.authenticate();
    expect(await outcome(rig.buy())).toBe('200 0');
  });

  it.each([
    ['no', 0],
    ['yes', 1],
  ])('on a half-open connection hangs until it is over (processed: %s)', async (processed, orders) => {
    rig.fault(`half-open@kt10000:processed=${processed},for=5000`);
    let answered = '';
    const answer = outcome(rig.buy()).then((text) => (answered = text));
    await rig.until(() => seen() === 1);

    rig.clock.advance(4_999);
    await openOrders();
    expect([rig.orders().length, answered]).toEqual([orders, '']);
    rig.clock.advance(1);
    expect(await answer).toBe('none');
  });

  it('in a maintenance window meets the page of a gateway, and its word once it is over', async () => {
    rig.fault('maintenance:after=1000,for=2000');

    expect(await outcome(rig.buy())).toBe('200 0');
    rig.clock.advance(1_000);
    const { bytes } = await rig.rawCall('kt10000', ORDER_PATH, orderOf(67_000));
    expect(bytes.toString()).toMatch(/^HTTP\/1.1 503 Service Unavailable\r\n[^]*503 Service Temporarily/);
    rig.clock.advance(2_000);
    expect(await outcome(rig.buy())).toBe('200 0');
    expect(rig.orders()).toHaveLength(2);
  });
});

describe('the answer to an order', () => {
  it('comes after the push of its fill', async () => {
    const socket = await rig.client.connect(rig.exchange.wsUrl);
    socket.send({ trnm: 'REG', grp_no: '1', refresh: '1', data: [{ item: [''], type: ['00'] }] });
    await socket.next((frame) => frame['trnm'] === 'REG');
    rig.fault('fill-before-answer:lead=10');
    let answered = '';
    const answer = outcome(rig.buy(68_100)).then((text) => (answered = text));

    const { values } = await socket.entry('00', (each) => each['913'] === '체결');
    expect([values['911'], answered]).toEqual(['10', '']);
    rig.clock.advance(10);
    expect(await answer).toBe('200 0');
  });

  it('does not wait for a fill for ever', async () => {
    rig.fault('fill-before-answer:ms=400');
    const answer = outcome(rig.buy(67_000));
    await rig.until(() => rig.orders().length === 1);

    rig.clock.advance(400);
    expect(await answer).toBe('200 0');
  });
});

describe('lagging order lists', () => {
  const history = async () => {
    const query = {
      ord_dt: '',
      qry_tp: '1',
      stk_bond_tp: '1',
      sell_tp: '0',
      stk_cd: '',
      fr_ord_no: '',
      dmst_stex_tp: '%',
    };
    const { body } = await rig.client.post(ACCOUNT_PATH, 'kt00007', query);
    return (body['acnt_ord_cntr_prps_dtl'] as Record<string, string>[]).map((row) => [
      Number(row['ord_qty']),
      Number(row['cntr_qty']),
    ]);
  };
  const filled = async () => {
    const query = { stk_cd: '', qry_tp: '0', sell_tp: '0', ord_no: '', stex_tp: '0' };
    const { body } = await rig.client.post(ACCOUNT_PATH, 'ka10076', query);
    return (body['cntr'] as Record<string, string>[]).length;
  };

  it('show an order as late as they lag', async () => {
    await rig.buy();
    rig.fault('lagging-order-list:ms=3000');
    rig.clock.advance(1_000);
    await rig.buy();

    expect(await openOrders()).toHaveLength(1);
    rig.clock.advance(2_999);
    expect(await openOrders()).toHaveLength(1);
    rig.clock.advance(1);
    expect(await openOrders()).toHaveLength(2);
  });

  it('show a fill as late as they lag, and then no longer the open order', async () => {
    await rig.buy(68_000);
    rig.fault('lagging-order-list:ms=3000');
    rig.clock.advance(5_000);
    await rig.client.post(ORDER_PATH, 'kt10002', {
      dmst_stex_tp: 'KRX',
      orig_ord_no: String(rig.orders()[0]),
      stk_cd: '005930',
      mdfy_qty: '10',
      mdfy_uv: '68100',
      mdfy_cond_uv: '',
    });

    expect(await history()).toEqual([[10, 0]]);
    expect([await openOrders(), await filled()]).toEqual([[expect.any(String)], 0]);
    rig.clock.advance(3_000);
    expect(await history()).toEqual([
      [10, 0],
      [10, 10],
    ]);
    expect([await openOrders(), await filled()]).toEqual([[], 1]);
  });

  it('may lag from the start', async () => {
    const early = await startFaultExchange(1, ['lagging-order-list:ms=3000']);
    await early.buy();
    const { body } = await early.client.post(ACCOUNT_PATH, 'ka10075', OPEN_ORDERS);
    await early.exchange.stop();

    expect([body['oso'], early.orders().length]).toEqual([[], 1]);
  });

  it('leave everything else as it is', async () => {
    rig.fault('lagging-order-list:ms=3000');
    await rig.buy(68_100);

    const { body } = await rig.client.post(ACCOUNT_PATH, 'kt00018', { qry_tp: '1', dmst_stex_tp: 'KRX' });
    expect(body['acnt_evlt_remn_indv_tot']).toHaveLength(1);
    expect(rig.orders()).toHaveLength(1);
  });
});

describe('faults switched off', () => {
  it('let everything pass again and hang up on what hangs', async () => {
    rig.fault('half-open@kt10000:times=1', 'lose-answer@kt10000');
    const hung = outcome(rig.buy());
    await rig.until(() => seen() === 1);

    rig.exchange.faults.clear();

    expect(await hung).toBe('none');
    expect(await outcome(rig.buy())).toBe('200 0');
    expect(rig.exchange.faults.report()).toEqual([]);
  });

  it('are not switched on when one of them is malformed', () => {
    const added = rig.exchange.faults.add(['lose-answer', 'lose-all']);

    expect(added).toEqual({ ok: false, error: 'no fault is called lose-all' });
    expect(rig.exchange.faults.report()).toEqual([]);
  });
});

describe('the same seed', () => {
  const outcomes = async (faultSeed: number) => {
    const other = await startFaultExchange(faultSeed);
    other.fault('lose-answer@kt10000:chance=0.5');
    const all: string[] = [];
    for (let count = 0; count < 24; count += 1) all.push(await outcome(other.buy()));
    await other.exchange.stop();
    return all.join();
  };

  it('breaks the same calls', async () => {
    const first = await outcomes(5);

    expect(await outcomes(5)).toBe(first);
    expect(await outcomes(6)).not.toBe(first);
    expect(first).toContain('none');
    expect(first).toContain('200 0');
  });
});
