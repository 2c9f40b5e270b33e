import { afterEach, describe, expect, it, vi } from 'vitest';
import { createDesk } from '#electron/core/create-desk.ts';
import { ListenerSet } from '#electron/core/listener-set.ts';
import type { DeskClient, DeskPorts } from '#electron/core/desk.ts';
import type { DeskEventEnvelope } from '#shared/contract/events.ts';
import type { DeskSnapshot } from '#shared/contract/requests.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import { createMemoryCache, createMemorySecrets, createMemorySettings } from '#test/support/memory-stores.ts';
import { SILENT_LOG } from '#test/support/silent-log.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

const FAULT = hogaError('storage', 'SETTINGS_UNREADABLE', 'settings were moved aside');

/** A desk without accounts or network, and a window that keeps what it is told. */
function arrange(faults: readonly (typeof FAULT)[] = [], settings: Readonly<Record<string, unknown>> = {}) {
  const clock = createVirtualClock();
  let ids = 0;
  const stored = createMemorySettings(settings);
  const ports: DeskPorts = {
    clock,
    ids: { next: () => `id-${(ids += 1)}`, random: () => 0 },
    log: SILENT_LOG,
    http: { send: () => Promise.reject(new Error('no network')), close: () => Promise.resolve() },
    sockets: { connect: () => ({ send: () => undefined, close: () => undefined }) },
    secrets: createMemorySecrets(),
    settings: stored,
    cache: createMemoryCache(),
    ledger: err(hogaError('storage', 'LEDGER_UNAVAILABLE', 'no ledger')),
    windows: {
      openWindow: () => Promise.resolve(ok(undefined)),
      openSecretPrompt: () => Promise.resolve(ok(undefined)),
    },
  };
  const desk = createDesk(ports, { version: '0', host: 'browser', embedded: null, faults });
  const open = async (clientId: string) => {
    const heard: DeskEventEnvelope[] = [];
    const client: DeskClient = {
      clientId,
      sendEvent: (envelope) => heard.push(envelope),
      sendMarket: () => undefined,
      isReadyForMarket: () => true,
    };
    desk.attach(client);
    const answer = (await desk.handle(clientId, 'desk.open', { windowId: 'main' })) as Result<DeskSnapshot>;
    clock.advance(1);
    const sequence = answer.ok ? answer.value.sequence : Number.NaN;
    const notices = heard.flatMap(({ sequence: at, event }) =>
      event.type === 'notice' && at > sequence ? [event.error.code] : [],
    );
    return notices;
  };
  return { clock, desk, open, settings: stored };
}

/** Watches every set of listeners that there is: `sizes` of those that existed when it was asked first. */
function watchListeners() {
  const sets = new Set<ListenerSet<unknown>>();
  const { add } = ListenerSet.prototype;
  vi.spyOn(ListenerSet.prototype, 'add').mockImplementation(function (this: ListenerSet<unknown>, listener) {
    sets.add(this);
    return add.call(this, listener);
  });
  let known: readonly ListenerSet<unknown>[] | null = null;
  return { sizes: () => (known ??= [...sets]).map(({ size }) => size) };
}

afterEach(() => vi.restoreAllMocks());

describe('desk', () => {
  it('tells the first window, after its snapshot, what went wrong before there was one', async () => {
    const { open } = arrange([FAULT]);
    expect(await open('first')).toEqual(['SETTINGS_UNREADABLE']);
  });

  it('tells it once', async () => {
    const { open } = arrange([FAULT]);
    await open('first');
    expect(await open('second')).toEqual([]);
  });

  it('lets go of an account that could not be stored', async () => {
    const listeners = watchListeners();
    const { clock, desk, settings } = arrange();
    const profile = { label: 'own', owner: '', color: 'blue', broker: 'kiwoom', environment: 'mock' };
    await desk.start();
    // Another account shows which sets outlive one.
    expect(await desk.handle('first', 'profiles.add', profile)).toMatchObject({ ok: true });
    const before = [listeners.sizes(), clock.pendingTimers()];
    settings.fault.isBroken = true;
    expect(await desk.handle('first', 'profiles.add', profile)).toMatchObject({
      ok: false,
      error: { code: 'SETTINGS_NOT_WRITTEN' },
    });
    expect([listeners.sizes(), clock.pendingTimers()]).toEqual(before);
    expect(await desk.handle('first', 'profiles.list', {})).toMatchObject({ value: [{ label: 'own' }] });
  });

  it('tells of stored accounts that it cannot read', async () => {
    const { desk, open } = arrange([], { profiles: 'nonsense' });
    await desk.start();
    expect(await open('first')).toEqual(['PROFILES_UNREADABLE']);
  });
});
