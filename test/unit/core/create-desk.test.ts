import { describe, expect, it } from 'vitest';
import { createDesk } from '#electron/core/create-desk.ts';
import type { DeskClient, DeskPorts } from '#electron/core/desk.ts';
import type { DeskEventEnvelope } from '#shared/contract/events.ts';
import type { DeskSnapshot } from '#shared/contract/requests.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import { createMemorySecrets, createMemorySettings } from '#test/support/memory-stores.ts';
import { SILENT_LOG } from '#test/support/silent-log.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

const FAULT = hogaError('storage', 'SETTINGS_UNREADABLE', 'settings were moved aside');

/** A desk without accounts or network, and a window that keeps what it is told. */
function arrange(faults: readonly (typeof FAULT)[] = [], settings: Readonly<Record<string, unknown>> = {}) {
  const clock = createVirtualClock();
  const ports: DeskPorts = {
    clock,
    ids: { next: () => 'id', random: () => 0 },
    log: SILENT_LOG,
    http: { send: () => Promise.reject(new Error('no network')), close: () => Promise.resolve() },
    sockets: { connect: () => ({ send: () => undefined, close: () => undefined }) },
    secrets: createMemorySecrets(),
    settings: createMemorySettings(settings),
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
  return { clock, desk, open };
}

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

  it('tells of stored accounts that it cannot read', async () => {
    const { desk, open } = arrange([], { profiles: 'nonsense' });
    await desk.start();
    expect(await open('first')).toEqual(['PROFILES_UNREADABLE']);
  });
});
