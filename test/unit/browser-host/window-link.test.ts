import { describe, expect, it } from 'vitest';
import { createWindowLink } from '#electron/browser-host/window-link.ts';
import type { PageSocket } from '#electron/browser-host/window-link.ts';
import { marketBatch } from '#test/support/recording-desk.ts';

function openSocket() {
  const socket = {
    isOpen: true,
    bufferedAmount: 0,
    sent: [] as string[],
    wasDropped: false,
    send: (text: string) => void socket.sent.push(text),
    drop() {
      socket.isOpen = false;
      socket.wasDropped = true;
    },
  };
  return socket satisfies PageSocket & { sent: string[] };
}

const EVENT = { sequence: 1, event: { type: 'sessions', sessions: [] } } as const;

describe('a window that is behind', () => {
  it('gets no market data while much is queued, and every event', () => {
    const socket = openSocket();
    const link = createWindowLink('w', socket);
    socket.bufferedAmount = 300 * 1024;
    expect(link.isReadyForMarket()).toBe(false);
    link.sendEvent(EVENT);
    expect(socket.sent).toEqual([JSON.stringify({ event: EVENT })]);
    socket.bufferedAmount = 0;
    expect(link.isReadyForMarket()).toBe(true);
  });

  it('has three batches on their way at most', () => {
    const link = createWindowLink('w', openSocket());
    for (const at of [1, 2, 3]) {
      expect(link.isReadyForMarket()).toBe(true);
      link.sendMarket(marketBatch(at));
    }
    expect(link.isReadyForMarket()).toBe(false);
    link.acknowledge(1);
    expect(link.isReadyForMarket()).toBe(true);
  });

  it('does not fall back when acknowledgements come late or twice', () => {
    const link = createWindowLink('w', openSocket());
    for (const at of [1, 2, 3]) link.sendMarket(marketBatch(at));
    link.acknowledge(3);
    link.acknowledge(1);
    for (const at of [4, 5]) link.sendMarket(marketBatch(at));
    expect(link.isReadyForMarket()).toBe(true);
  });

  it('is dropped, rather than an event, when it has stopped reading', () => {
    const socket = openSocket();
    const link = createWindowLink('w', socket);
    socket.bufferedAmount = 17 * 1024 * 1024;
    link.sendEvent(EVENT);
    expect(socket.wasDropped).toBe(true);
    link.sendEvent(EVENT);
    expect(socket.sent).toEqual([]);
    expect(link.isReadyForMarket()).toBe(false);
  });
});
