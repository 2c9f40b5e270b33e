import { expect, test } from '#test/support/desk-test.ts';

test('opens from the one-time address, which then leads nobody else in', async ({
  desk,
  deskPage,
  browser,
}) => {
  await expect(deskPage).toHaveURL(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  const stranger = await (await browser.newContext()).newPage();
  const answer = await stranger.goto(deskPage.url());
  expect(answer?.status()).toBe(401);
  await expect(stranger.getByText('npm start -- --headless')).toBeVisible();
  expect(desk.host.port).toBe(Number(new URL(deskPage.url()).port));
});

test('runs under its content policy without a single complaint', async ({ deskPage, complaints }) => {
  // A desk that has only just been started.
  await expect(deskPage.getByText('연결됨')).toBeVisible({ timeout: 60_000 });
  // Once more with everything there from the start: grid, chart and book are what the policy must allow.
  await deskPage.reload();
  await expect(deskPage.getByText('삼성전자').first()).toBeVisible();
  await expect(deskPage.locator('canvas').first()).toBeVisible();
  expect(complaints).toEqual([]);
});

test('refuses what a hostile script in the page would try', async ({ deskPage }) => {
  await expect(deskPage.locator('#root')).not.toBeEmpty();
  const tried = await deskPage.evaluate(async () => {
    const outcome = (run: () => unknown): Promise<string> =>
      Promise.resolve()
        .then(run)
        .then(
          () => 'done',
          () => 'refused',
        );
    const script = document.createElement('script');
    return {
      fetch: await outcome(() => fetch('https://example.com/')),
      // In a turn of its own: what Playwright runs directly is exempt from this rule.
      eval: await new Promise<string>((resolve) => {
        setTimeout(() => resolve(outcome(() => (0, eval)('1'))));
      }),
      html: await outcome(() => (document.body.innerHTML = '<img src=x>')),
      script: await outcome(() => (script.src = 'data:text/javascript,1')),
      cookie: document.cookie,
      secret: (await fetch('/secret/anything')).status,
    };
  });
  expect(tried).toEqual({
    fetch: 'refused',
    eval: 'refused',
    html: 'refused',
    script: 'refused',
    cookie: '',
    secret: 403,
  });
});

test('keeps what is typed into a secret form from the page that opened it', async ({ deskPage, context }) => {
  await expect(deskPage.locator('#root')).not.toBeEmpty();
  const opening = context.waitForEvent('page');
  await deskPage.evaluate(() => {
    const socket = new WebSocket(`ws://${location.host}/desk`);
    const seen: { opened?: Window | null } = {};
    Object.assign(globalThis, { seen });
    socket.onopen = () => socket.send(JSON.stringify({ id: 1, name: 'secrets.unlock', payload: {} }));
    socket.onmessage = ({ data }: MessageEvent<string>) => {
      const frame = JSON.parse(data) as { id?: number; open?: string };
      if (frame.id === 1 && frame.open !== undefined) seen.opened = window.open(frame.open);
    };
  });
  const form = await opening;
  await form.getByLabel(/새 암호/).fill('a long passphrase');
  const reached = await deskPage.evaluate(() => {
    const { opened } = (globalThis as unknown as { seen: { opened: Window | null } }).seen;
    try {
      return opened?.document.querySelector('input')?.value ?? 'nothing';
    } catch {
      return 'refused';
    }
  });
  expect(['nothing', 'refused']).toContain(reached);
  await form.getByLabel(/한 번 더/).fill('a long passphrase');
  await form.getByRole('button').click();
  await expect(form.getByText('저장했습니다')).toBeVisible();
});

test('shows a second window of the same desk, without a second token', async ({ deskPage, context }) => {
  await expect(deskPage.locator('#root')).not.toBeEmpty();
  const second = await context.newPage();
  const answer = await second.goto(`${new URL(deskPage.url()).origin}/?window=second`);
  expect(answer?.status()).toBe(200);
  await expect(second.getByText('연결됨')).toBeVisible();
});
