import { beforeEach, describe, expect, it, vi } from 'vitest';
import { serveIpc } from '#electron/main/ipc-host.ts';
import { DESK_CHANNELS } from '#shared/contract/electron-bridge.ts';
import { ok } from '#shared/domain/result.ts';
import { FakeWebContents } from '#test/support/fake-electron/contents.ts';
import type { FakeFrame } from '#test/support/fake-electron/contents.ts';
import { ipcMain } from '#test/support/fake-electron/electron.ts';
import { marketBatch, RecordingDesk } from '#test/support/recording-desk.ts';
import { createRecordingLog } from '#test/support/recording-log.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

vi.mock('electron', () => import('#test/support/fake-electron/electron.ts'));

let desk: RecordingDesk;
let contents: FakeWebContents;
let stop: () => void;
let log: ReturnType<typeof createRecordingLog>;

beforeEach(() => {
  desk = new RecordingDesk().on('instruments.list', () => ok(['a']));
  contents = deskContents();
  log = createRecordingLog();
  let ids = 0;
  stop = serveIpc({
    desk,
    clock: createVirtualClock(),
    ids: { next: () => `client-${(ids += 1)}`, random: Math.random },
    log,
    isDeskWindow: (asking) => (asking as unknown) === contents,
  });
  return () => stop();
});

function deskContents(url = 'app://hoga/?window=main'): FakeWebContents {
  const created = new FakeWebContents();
  created.mainFrame.url = url;
  return created;
}

const from = (sender: FakeWebContents, senderFrame: FakeFrame | null = sender.mainFrame) => ({
  sender,
  senderFrame,
});
const ready = (event = from(contents)) => ipcMain.emit(DESK_CHANNELS.pageReady, event);
const request = (event: object, ...args: unknown[]) => ipcMain.invoke(DESK_CHANNELS.request, event, ...args);

describe('the desk page', () => {
  it('is attached when it is ready, and served', async () => {
    ready();
    expect(desk.clients.size).toBe(1);
    expect(await request(from(contents), 'instruments.list', {})).toEqual(ok(['a']));
    expect(desk.requests).toEqual([{ clientId: 'client-1', name: 'instruments.list', payload: {} }]);
  });

  it('gets events by their channel and market data by its port, which it acknowledges', () => {
    ready();
    const envelope = desk.announce();
    expect(contents.sent).toEqual([{ channel: DESK_CHANNELS.event, args: [envelope] }]);
    const [given] = contents.ports;
    expect([1, 2, 3, 4].map((at) => desk.sendMarket(at))).toEqual([1, 1, 1, 0]);
    expect(given?.port.received).toHaveLength(3);
    expect(given?.port.received[0]).toEqual({ batch: 1, market: marketBatch(1) });
    given?.port.postMessage({ seen: 1 });
    expect(desk.sendMarket(5)).toBe(1);
  });

  it('cannot acknowledge what was never sent', () => {
    ready();
    for (const at of [1, 2, 3]) desk.sendMarket(at);
    const [given] = contents.ports;
    for (const seen of [99, -1, 'x', null, { seen: 99 }, Number.MAX_VALUE]) given?.port.postMessage({ seen });
    given?.port.postMessage(null);
    expect(desk.sendMarket(4)).toBe(0);
  });

  it('is attached anew after a reload, and its earlier self is gone', () => {
    ready();
    ready();
    expect([...desk.clients.keys()]).toEqual(['client-2']);
    expect(contents.ports[0]?.port.other?.isClosed).toBe(true);
  });

  it('is detached when its process dies or its window closes', () => {
    ready();
    contents.emit('render-process-gone');
    expect(desk.clients.size).toBe(0);
    ready();
    contents.destroy();
    expect(desk.clients.size).toBe(0);
  });

  it('gets nothing served before it is attached, or without a name', async () => {
    expect(await request(from(contents), 'instruments.list', {})).toMatchObject({ ok: false });
    ready();
    expect(await request(from(contents), { name: 'x' }, {})).toMatchObject({ ok: false });
    expect(desk.requests).toEqual([]);
  });

  it('that asks too much is refused for a while', async () => {
    ready();
    const answers = await Promise.all(
      Array.from({ length: 400 }, () => request(from(contents), 'instruments.list', {})),
    );
    const refused = answers.filter((answer) => !(answer as { ok: boolean }).ok);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]).toMatchObject({ error: { kind: 'rateLimited' } });
  });
});

describe('a stranger', () => {
  const strangers: [string, () => object][] = [
    [
      'a frame inside the desk page',
      () => from(contents, { url: 'app://hoga/', parent: contents.mainFrame }),
    ],
    ['a window that is no desk window', () => from(deskContents())],
    ['the desk window with another page in it', () => withPage('https://evil.example/')],
    ['the secret form', () => withPage('app://hoga-secret/secret/x')],
    ['a page that looks like ours', () => withPage('app://hoga.evil.example/')],
    ['a page with credentials in its address', () => withPage('app://hoga@evil.example/')],
    ['a file', () => withPage('file:///app/index.html')],
    ['a blank page', () => withPage('about:blank')],
    ['a frame that is gone', () => from(contents, null)],
  ];

  function withPage(url: string): object {
    contents.mainFrame.url = url;
    return from(contents);
  }

  it.each(strangers)('is rejected: %s', async (_who, stranger) => {
    ready();
    desk.clients.clear();
    const event = stranger();
    await expect(request(event, 'instruments.list', {})).rejects.toThrow('refused');
    ipcMain.emit(DESK_CHANNELS.pageReady, event);
    expect([desk.requests, desk.clients.size]).toEqual([[], 0]);
    expect(log.entries.filter(({ message }) => message === 'sender refused')).toHaveLength(2);
  });
});

describe('the service', () => {
  it('leaves no channel and no window behind when it ends', () => {
    ready();
    stop();
    expect([
      ipcMain.handlers.size,
      ipcMain.listenerCount(DESK_CHANNELS.pageReady),
      desk.clients.size,
    ]).toEqual([0, 0, 0]);
  });

  it('listens on its two channels and no other', () => {
    expect([...ipcMain.handlers.keys()]).toEqual([DESK_CHANNELS.request]);
  });
});
