import { describe, expect, it } from 'vitest';
import { createElectronBridge } from '#renderer/bridge/electron-bridge.ts';
import { MARKET_PORT_MESSAGE } from '#shared/contract/electron-bridge.ts';
import type { PreloadBridge } from '#shared/contract/electron-bridge.ts';
import type { DeskEventEnvelope } from '#shared/contract/events.ts';
import { ok } from '#shared/domain/result.ts';
import { marketBatch } from '#test/support/recording-desk.ts';

function openWindow(request: PreloadBridge['request'] = () => Promise.resolve(ok('reply'))) {
  let tellEvent: (envelope: DeskEventEnvelope) => void = () => undefined;
  let hear: (message: unknown) => void = () => undefined;
  const page = {
    addEventListener: (_type: string, listener: (message: unknown) => void) => (hear = listener),
  };
  const bridge = createElectronBridge(
    { request, onEvent: (listener) => (tellEvent = listener) },
    page as unknown as Window,
  );
  const answers: unknown[] = [];
  const port = {
    onmessage: null as ((message: { data: unknown }) => void) | null,
    postMessage: (answer: unknown) => answers.push(answer),
  };
  const givePort = (message: object = {}): void =>
    hear({ source: page, data: MARKET_PORT_MESSAGE, ports: [port], ...message });
  return { bridge, port, answers, givePort, tellEvent: (envelope: DeskEventEnvelope) => tellEvent(envelope) };
}

describe('the bridge in Electron', () => {
  it('passes requests to the preload script and replies back', async () => {
    const asked: unknown[] = [];
    const { bridge } = openWindow((name, payload) => {
      asked.push([name, payload]);
      return Promise.resolve(ok([]));
    });
    expect(await bridge.request('instruments.list', {})).toEqual(ok([]));
    expect(asked).toEqual([['instruments.list', {}]]);
  });

  it('answers with an error when the host refuses the page', async () => {
    const { bridge } = openWindow(() => Promise.reject(new Error('refused')));
    expect(await bridge.request('instruments.list', {})).toMatchObject({
      ok: false,
      error: { kind: 'protocol', code: 'REQUEST_REFUSED' },
    });
  });

  it('gives events to its listeners', () => {
    const { bridge, tellEvent } = openWindow();
    const heard: number[] = [];
    const leave = bridge.onEvent(({ sequence }) => heard.push(sequence));
    tellEvent({ sequence: 1, event: { type: 'sessions', sessions: [] } });
    leave();
    tellEvent({ sequence: 2, event: { type: 'sessions', sessions: [] } });
    expect(heard).toEqual([1]);
  });

  it('takes market data from the port and acknowledges it there', () => {
    const { bridge, port, answers, givePort } = openWindow();
    const heard: number[] = [];
    bridge.onMarket(({ receivedAt }) => heard.push(receivedAt));
    givePort();
    port.onmessage?.({ data: { batch: 3, market: marketBatch(9) } });
    expect([heard, answers]).toEqual([[9], [{ seen: 3 }]]);
  });

  it.each([
    ['from elsewhere', { source: {} }],
    ['of another kind', { data: 'something' }],
    ['without a port', { ports: [] }],
  ])('takes no port from a message %s', (_case, message) => {
    const { port, givePort } = openWindow();
    givePort(message);
    expect(port.onmessage).toBeNull();
  });

  it('is linked from the start', () => {
    const told: string[] = [];
    openWindow().bridge.onLink((link) => told.push(link));
    expect(told).toEqual(['connected']);
  });
});
