import { describe, expect, it } from 'vitest';
import type { Registration } from '#electron/core/transport/subscription-plan.ts';
import { SubscriptionRegistry } from '#electron/core/transport/subscription-registry.ts';
import { settle } from '#test/support/settle.ts';
import { SILENT_LOG } from '#test/support/silent-log.ts';

const want = (item: string, priority = 1, feed = 'trade') => ({ item, feed, priority });

/** A registry over a broker that notes what it is told; `refuse` names items it does not take. */
function create(limit = 10) {
  const told: string[] = [];
  const refuse = new Set<string>();
  let gate: Promise<void> | null = null;
  let open: () => void = () => undefined;
  const tell = (verb: string) => async (registrations: readonly Registration[]) => {
    told.push(`${verb} ${registrations.map(({ item }) => item).join(' ')}`);
    const refused = registrations.filter(({ item }) => refuse.has(item));
    if (gate !== null) await gate;
    return refused;
  };
  const registry = new SubscriptionRegistry(
    { register: tell('+'), unregister: tell('-'), forget: () => void told.push('forget') },
    { countedBy: 'item', limit },
    SILENT_LOG,
  );
  return {
    registry,
    told,
    refuse,
    hold: () => {
      gate = new Promise((resolve) => (open = resolve));
    },
    release: () => {
      gate = null;
      open();
    },
  };
}

describe('subscription registry', () => {
  it('registers nothing before there is a connection, then everything, most wanted first', async () => {
    const { registry, told } = create();
    registry.want([want('A', 1), want('B', 9)]);
    await settle();
    expect(told).toEqual([]);
    registry.linked();
    await settle();
    expect(told).toEqual(['forget', '+ B A']);
  });

  it('changes only what differs, removals first', async () => {
    const { registry, told } = create();
    registry.linked();
    registry.want([want('A'), want('B')]);
    await settle();
    registry.want([want('B'), want('C')]);
    await settle();
    expect(told).toEqual(['forget', '+ A B', '- A', '+ C']);
  });

  it('asks for nothing when nothing changed', async () => {
    const { registry, told } = create();
    registry.linked();
    registry.want([want('A')]);
    await settle();
    registry.want([want('A', 7)]);
    await settle();
    expect(told).toEqual(['forget', '+ A']);
  });

  it('joins the wishes that come while a change is under way', async () => {
    const { registry, told, hold, release } = create();
    registry.linked();
    hold();
    registry.want([want('A')]);
    registry.want([want('A'), want('B')]);
    registry.want([want('C')]);
    await settle();
    expect(told).toEqual(['forget', '+ A']);
    release();
    await settle();
    expect(told).toEqual(['forget', '+ A', '- A', '+ C']);
  });

  it('registers everything again on a new connection', async () => {
    const { registry, told } = create();
    registry.linked();
    registry.want([want('A'), want('B')]);
    await settle();
    registry.unlinked();
    registry.want([want('B'), want('C')]);
    await settle();
    registry.linked();
    await settle();
    expect(told.slice(-3)).toEqual(['forget', 'forget', '+ B C']);
  });

  it('ignores the end of a change that belongs to a lost connection', async () => {
    const { registry, told, hold, release } = create();
    registry.linked();
    hold();
    registry.want([want('A')]);
    await settle();
    registry.unlinked();
    registry.linked();
    release();
    await settle();
    expect(told).toEqual(['forget', '+ A', 'forget', 'forget', '+ A']);
  });

  it('holds no refusal of a lost connection against the next one', async () => {
    const { registry, told, refuse, hold, release } = create();
    registry.linked();
    refuse.add('A');
    hold();
    registry.want([want('A')]);
    await settle();
    refuse.clear();
    registry.unlinked();
    registry.linked();
    await settle();
    release();
    await settle();
    registry.want([]);
    await settle();
    registry.want([want('A')]);
    await settle();
    expect(told.slice(-3)).toEqual(['+ A', '- A', '+ A']);
  });

  it('does not ask again for what was refused before the next connection', async () => {
    const { registry, told, refuse } = create();
    refuse.add('A');
    registry.linked();
    registry.want([want('A'), want('B')]);
    await settle();
    registry.want([want('A'), want('B'), want('C')]);
    await settle();
    expect(told).toEqual(['forget', '+ A B', '+ C']);
    refuse.clear();
    registry.linked();
    await settle();
    expect(told.at(-1)).toBe('+ A B C');
  });

  it('says what does not fit', () => {
    const { registry } = create(1);
    expect(registry.want([want('A', 1), want('B', 2)])).toEqual([want('A', 1)]);
  });
});
