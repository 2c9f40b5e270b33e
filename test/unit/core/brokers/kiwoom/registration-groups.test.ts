import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RegistrationGroups } from '#electron/core/brokers/kiwoom/registration-groups.ts';
import { hogaError } from '#shared/domain/errors.ts';
import { err, ok } from '#shared/domain/result.ts';
import { SILENT_LOG } from '#test/support/silent-log.ts';

interface Message {
  readonly data: readonly { readonly item: readonly string[]; readonly type: readonly string[] }[];
}

/** A server that refuses a message as a whole for one item that it does not know. */
function arrange(unknown: ReadonlySet<string>) {
  const registered: string[] = [];
  let messages = 0;
  const groups = new RegistrationGroups(
    100,
    (_channel, text) => {
      messages += 1;
      const keys = (JSON.parse(text) as Message).data.flatMap(({ item, type }) =>
        item.flatMap((each) => type.map((feed) => `${feed}:${each}`)),
      );
      const isRefused = keys.some((key) => unknown.has(key.slice(3)));
      if (!isRefused) registered.push(...keys);
      return Promise.resolve(
        isRefused ? err(hogaError('venueRejected', 'REGISTRATION_REFUSED', 'no')) : ok(undefined),
      );
    },
    SILENT_LOG,
  );
  return { groups, registered, messages: () => messages };
}

const ITEMS = Array.from({ length: 95 }, (_, place) => String(place).padStart(6, '0'));
const REGISTRATIONS = ITEMS.flatMap((item) => ['0B', '0D'].map((feed) => ({ item, feed })));

describe('registrations of one message', () => {
  it('go in one message when the server takes them', async () => {
    const { groups, registered, messages } = arrange(new Set());
    expect(await groups.register(REGISTRATIONS)).toEqual([]);
    expect(registered).toHaveLength(REGISTRATIONS.length);
    expect(messages()).toBe(1);
  });

  it('do not fall with an item that the server refuses', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ITEMS), async (unknown) => {
        const { groups, registered, messages } = arrange(new Set([unknown]));
        const refused = await groups.register(REGISTRATIONS);
        expect(refused).toEqual(REGISTRATIONS.filter(({ item }) => item === unknown));
        expect(new Set(registered).size).toBe(REGISTRATIONS.length - 2);
        expect(messages()).toBeLessThanOrEqual(41);
      }),
    );
  });

  it('are given up in time when all are refused', async () => {
    const { groups, messages } = arrange(new Set(ITEMS));
    expect(await groups.register(REGISTRATIONS)).toHaveLength(REGISTRATIONS.length);
    expect(messages()).toBeLessThanOrEqual(41);
  });
});
