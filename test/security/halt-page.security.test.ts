import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok } from '#shared/domain/result.ts';
import { ask, startTestHost } from '#test/support/test-host.ts';
import type { TestHost } from '#test/support/test-host.ts';

let test: TestHost;
let cookie: string;

beforeEach(async () => {
  test = await startTestHost();
  cookie = await test.enter();
  test.desk.on('trading.haltAll', () => ok({ accounts: [] }));
  test.desk.on('desk.open', () => ok({ accounts: [], halts: [] }));
});

afterEach(() => test.close());

const NAVIGATION = { 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate' };
const halts = () => test.desk.requests.filter(({ name }) => name === 'trading.haltAll').length;

describe('the page of the kill switch', () => {
  it('has no script and a form', async () => {
    const page = await ask(test.host.port, '/halt', { headers: { cookie, ...NAVIGATION } });
    expect(page.status).toBe(200);
    expect(page.body).toContain('<form method="post" action="/halt">');
    expect(page.body).not.toContain('<script');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(halts()).toBe(0);
  });

  it('halts every account when it is posted from there', async () => {
    const headers = { cookie, origin: test.origin, ...NAVIGATION };
    const answer = await ask(test.host.port, '/halt', { method: 'POST', headers });
    expect([answer.status, answer.headers.location]).toEqual([303, '/halt']);
    expect(halts()).toBe(1);
  });

  it.each<[string, () => Record<string, string>, number]>([
    ['without the cookie', () => ({ origin: test.origin, ...NAVIGATION }), 401],
    ['from another site', () => ({ cookie, origin: 'https://evil.example', ...NAVIGATION }), 403],
    ['without an origin', () => ({ cookie, ...NAVIGATION }), 403],
    ['by a script', () => ({ cookie, origin: test.origin, 'sec-fetch-mode': 'cors' }), 403],
  ])('does nothing %s', async (_name, headers, status) => {
    const answer = await ask(test.host.port, '/halt', { method: 'POST', headers: headers() });
    expect([answer.status, halts()]).toEqual([status, 0]);
  });

  it('cannot be read by a script of the desk', async () => {
    const headers = { cookie, 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors' };
    expect((await ask(test.host.port, '/halt', { headers })).status).toBe(403);
  });
});
