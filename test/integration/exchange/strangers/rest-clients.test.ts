import { Agent, request as nodeRequest } from 'node:http';
import { request } from 'undici';
import { describe, expect, it, onTestFinished } from 'vitest';
import { NO_QUOTA, REAL_QUOTA } from '#electron/exchange/kiwoom-server/settings.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';
import { startExchange } from './stranger-exchange.ts';

type Body = Readonly<Record<string, unknown>>;
interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
}
type Post = (path: string, headers: Readonly<Record<string, string>>, body: unknown) => Promise<Answer>;

const KEYS = {
  grant_type: 'client_credentials',
  appkey: 'walker',
  secretkey: 'secret of a walker',
};

/** Two libraries that strangers use, each with its own idea of a request. */
const LIBRARIES: Readonly<Record<string, (restUrl: string) => Post>> = {
  'node:http with a kept connection': (restUrl) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    onTestFinished(() => agent.destroy());
    return (path, headers, body) =>
      new Promise((resolve, reject) => {
        const outgoing = nodeRequest(restUrl + path, { method: 'POST', agent, headers }, (incoming) => {
          let text = '';
          incoming.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
          incoming.on('end', () => {
            const plain = incoming.headers as Record<string, string>;
            resolve({ status: incoming.statusCode ?? 0, headers: plain, body: JSON.parse(text) as Body });
          });
        });
        outgoing.on('error', reject);
        // No length is set, so the body goes out in chunks.
        outgoing.write(JSON.stringify(body));
        outgoing.end();
      });
  },
  undici: (restUrl) => async (path, headers, body) => {
    const answer = await request(restUrl + path, { method: 'POST', headers, body: JSON.stringify(body) });
    const plain = answer.headers as Record<string, string>;
    return { status: answer.statusCode, headers: plain, body: (await answer.body.json()) as Body };
  },
};

async function walker(
  post: Post,
): Promise<(apiId: string, path: string, body: unknown, more?: Body) => Promise<Answer>> {
  const { body } = await post('/oauth2/token', { 'Content-Type': 'application/json;charset=UTF-8' }, KEYS);
  const authorization = `Bearer ${String(body['token'])}`;
  return (apiId, path, call, more = {}) =>
    post(
      path,
      {
        'Content-Type': 'application/json;charset=UTF-8',
        authorization,
        'api-id': apiId,
        ...(more as Record<string, string>),
      },
      call,
    );
}

/** How strangers ask for page after page: what they send first, and what makes them stop. */
const PAGERS: Readonly<
  Record<string, { first: Record<string, string>; isLast: (headers: Answer['headers']) => boolean }>
> = {
  'sends no paging header at first and stops at anything but Y': {
    first: {},
    isLast: (headers) => headers['cont-yn'] !== 'Y',
  },
  'sends N and an empty key at first and stops at N': {
    first: { 'cont-yn': 'N', 'next-key': '' },
    isLast: (headers) => headers['cont-yn'] === 'N',
  },
  'sends Y and an empty key at first and stops at an empty key': {
    first: { 'cont-yn': 'Y', 'next-key': '' },
    isLast: (headers) => (headers['next-key'] ?? '').trim() === '',
  },
  'sends small letters and blanks and stops when either is missing': {
    first: { 'cont-yn': ' n ', 'next-key': ' ' },
    isLast: (headers) => !(headers['cont-yn'] === 'Y' && headers['next-key']),
  },
};

const BUY = {
  dmst_stex_tp: 'KRX',
  stk_cd: '005930',
  ord_qty: '1',
  ord_uv: '68100',
  trde_tp: '0',
  cond_uv: '',
};

const CHARTS = [
  ['ka10079', 'stk_tic_chart_qry', 'cntr_tm', { tic_scope: '1' }],
  ['ka10080', 'stk_min_pole_chart_qry', 'cntr_tm', { tic_scope: '60' }],
  ['ka10081', 'stk_dt_pole_chart_qry', 'dt', { base_dt: '20991231' }],
  ['ka10082', 'stk_stk_pole_chart_qry', 'dt', { base_dt: '20991231' }],
  ['ka10083', 'stk_mth_pole_chart_qry', 'dt', { base_dt: '20991231' }],
  ['ka10094', 'stk_yr_pole_chart_qry', 'dt', { base_dt: '20991231' }],
] as const;

describe.each(Object.entries(LIBRARIES))('a stranger with %s', (_library, open) => {
  it('gets a token in the form that every client parses', async () => {
    const { restUrl } = await startExchange();
    const { status, body } = await open(restUrl)(
      '/oauth2/token',
      { 'content-type': 'application/json' },
      KEYS,
    );
    expect(status).toBe(200);
    expect(body['return_code']).toBe(0);
    expect(body['token']).toMatch(/^\S{20,}$/);
    expect(body['expires_dt']).toMatch(/^20\d\d(0\d|1[0-2])[0-3]\d[0-2]\d[0-5]\d[0-5]\d$/);
    expect(String(body['token_type']).toLowerCase()).toBe('bearer');
  });

  it.each(Object.entries(PAGERS))('who %s comes to the end of the daily chart', async (_title, pager) => {
    const { restUrl } = await startExchange();
    const call = await walker(open(restUrl));
    const body = { stk_cd: '005930', base_dt: '20991231', upd_stkpc_tp: '1' };
    const days: string[] = [];
    let paging: Record<string, string> = pager.first;
    for (let page = 1; ; page += 1) {
      const answer = await call('ka10081', '/api/dostk/chart', body, paging);
      const rows = answer.body['stk_dt_pole_chart_qry'] as readonly Readonly<Record<string, string>>[];
      days.push(...rows.map((row) => row['dt'] ?? ''));
      if (pager.isLast(answer.headers)) break;
      expect(page).toBeLessThan(20);
      paging = { 'cont-yn': 'Y', 'next-key': answer.headers['next-key'] ?? '' };
    }
    expect(days.length).toBeGreaterThan(1_000);
    expect(days).toEqual([...new Set(days)].toSorted().toReversed());
  });

  it('who was told 8005 gets a new token and tries again', async () => {
    const { restUrl } = await startExchange();
    const post = open(restUrl);
    const { body: first } = await post('/oauth2/token', {}, KEYS);
    const token = String(first['token']);
    await post('/oauth2/revoke', {}, { appkey: KEYS.appkey, secretkey: KEYS.secretkey, token });
    const call = (bearer: string) =>
      post('/api/dostk/acnt', { authorization: `Bearer ${bearer}`, 'api-id': 'ka00001' }, {});
    const refused = await call(token);
    expect(refused).toMatchObject({ status: 200, body: { return_code: 3 } });
    expect(/\[(\d{4}):/.exec(String(refused.body['return_msg']))?.[1]).toBe('8005');
    expect(String(refused.body['return_msg'])).toMatch(/Token|토큰/);
    const renewed = await post('/oauth2/token', {}, KEYS);
    expect(renewed.body['token']).not.toBe(token);
    expect((await call(String(renewed.body['token']))).body['return_code']).toBe(0);
  });
});

describe('every chart', () => {
  it.each(CHARTS)('%s ends, newest first, without a bar twice', async (apiId, list, time, fields) => {
    const { restUrl } = await startExchange({ settings: { quota: NO_QUOTA } });
    const call = await walker(LIBRARIES['undici']?.(restUrl) as Post);
    await call('kt10000', '/api/dostk/ordr', { ...BUY, ord_qty: '20', ord_uv: '68200' });
    const times: string[] = [];
    let paging: Record<string, string> = {};
    for (let page = 1; page < 60; page += 1) {
      const answer = await call(
        apiId,
        '/api/dostk/chart',
        { stk_cd: '005930', upd_stkpc_tp: '1', ...fields },
        paging,
      );
      expect(answer.body['return_code']).toBe(0);
      const rows = answer.body[list] as readonly Readonly<Record<string, string>>[];
      times.push(...rows.map((row) => row[time] ?? ''));
      if (answer.headers['cont-yn'] !== 'Y') break;
      paging = { 'cont-yn': 'Y', 'next-key': answer.headers['next-key'] ?? '' };
    }
    expect(times.length).toBeGreaterThan(0);
    expect(times).toEqual(times.toSorted().toReversed());
    if (apiId !== 'ka10079') expect(new Set(times).size).toBe(times.length);
  });
});

describe('a stranger over quota', () => {
  it.each([
    ['the status', (answer: Answer) => answer.status === 429],
    ['the outer code', (answer: Answer) => answer.body['return_code'] === 5],
    ['the code in the text', (answer: Answer) => /\[1700/.test(String(answer.body['return_msg']))],
    ['the words', (answer: Answer) => String(answer.body['return_msg']).includes('유량')],
  ])('who goes by %s and waits a second gets through', async (_title, isOver) => {
    const clock = createVirtualClock();
    const { restUrl } = await startExchange({ clock, settings: { quota: REAL_QUOTA } });
    const call = await walker(LIBRARIES['undici']?.(restUrl) as Post);
    let refusals = 0;
    for (let done = 0; done < 10;) {
      const answer = await call('ka10001', '/api/dostk/stkinfo', { stk_cd: '005930' });
      if (isOver(answer)) {
        refusals += 1;
        expect(String(answer.body['return_msg'])).toMatch(/유량=1, API ID=ka10001/);
        clock.advance(1_000);
      } else {
        expect(answer.body['return_code']).toBe(0);
        done += 1;
      }
    }
    expect(refusals).toBe(8);
  });
});

describe('orders as strangers write them', () => {
  it.each([
    ['as in the guide', BUY],
    ['with numbers', { ...BUY, ord_qty: 1, ord_uv: 68_100, trde_tp: 0 }],
    ['without what only a stop-limit order needs', { ...BUY, cond_uv: undefined }],
    ['at the market with no price', { ...BUY, ord_uv: '', trde_tp: '3' }],
    ['at the market with a price of 0', { ...BUY, ord_uv: '0', trde_tp: '3' }],
    ['at the market without the field', { ...BUY, ord_uv: undefined, trde_tp: '3' }],
    ['at the market with null', { ...BUY, ord_uv: null, cond_uv: null, trde_tp: '3' }],
    ['with fields that only the credit API has', { ...BUY, crd_deal_tp: '33', crd_loan_dt: '' }],
  ])('fill %s', async (_title, body) => {
    const { restUrl } = await startExchange();
    const call = await walker(LIBRARIES['undici']?.(restUrl) as Post);
    const placed = await call('kt10000', '/api/dostk/ordr', body);
    expect(placed.body).toMatchObject({ return_code: 0, ord_no: expect.stringMatching(/^\d{7}$/) as string });
    const query = { qry_tp: '0', sell_tp: '0', stex_tp: '0' };
    const filled = await call('ka10076', '/api/dostk/acnt', query);
    expect(filled.body['cntr']).toMatchObject([
      { ord_no: placed.body['ord_no'], cntr_qty: '1', stk_cd: '005930' },
    ]);
  });

  it('are amended and cancelled by the number that the answer gave', async () => {
    const { restUrl } = await startExchange();
    const call = await walker(LIBRARIES['undici']?.(restUrl) as Post);
    const placed = await call('kt10000', '/api/dostk/ordr', { ...BUY, ord_qty: '3', ord_uv: '68000' });
    const amended = await call('kt10002', '/api/dostk/ordr', {
      dmst_stex_tp: 'KRX',
      orig_ord_no: placed.body['ord_no'],
      stk_cd: '005930',
      mdfy_qty: 3,
      mdfy_uv: 67_900,
    });
    expect(amended.body).toMatchObject({ return_code: 0, base_orig_ord_no: placed.body['ord_no'] });
    // Some keep the number as a number, and lose its zeros.
    const cancelled = await call('kt10003', '/api/dostk/ordr', {
      dmst_stex_tp: 'KRX',
      orig_ord_no: Number(amended.body['ord_no']),
      stk_cd: '005930',
      cncl_qty: 0,
    });
    expect(cancelled.body['return_code']).toBe(0);
    const open = await call('ka10075', '/api/dostk/acnt', { all_stk_tp: '0', trde_tp: '0', stex_tp: '0' });
    expect(open.body['oso']).toEqual([]);
  });
});
