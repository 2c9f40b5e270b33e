import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KIWOOM_ERRORS } from '#shared/catalogue/kiwoom-errors.ts';
import type { AccountSummary } from '#shared/contract/requests.ts';
import { KEY_TEST_STEPS } from '#shared/contract/vocabulary.ts';
import { ACCOUNT_COLORS, BROKER_ENVIRONMENTS } from '#shared/domain/account.ts';
import {
  freeColor,
  groupByOwner,
  parseMemory,
  profileProblem,
  stateKeyOf,
  stateToneOf,
} from '#renderer/panels/accounts/view-model.ts';
import { FAKE_NOW } from '#test/support/fake-bridge.ts';
import { fakeAccountSummary } from '#test/support/fake-desk/fake-account.ts';

function account(change: Partial<AccountSummary>): AccountSummary {
  return { ...fakeAccountSummary(FAKE_NOW), ...change };
}

const profile = { owner: '김하늘', label: '주계좌', color: 'blue' } as const;

describe('accounts in the settings', () => {
  it('stand under their owners, each owner where the first account is', () => {
    const accounts = [
      account({ owner: 'B', label: '1' }),
      account({ owner: '', label: '2' }),
      account({ owner: 'B', label: '3' }),
    ];
    expect(groupByOwner(accounts).map(({ owner, accounts: owned }) => [owner, owned.length])).toEqual([
      ['B', 2],
      ['', 1],
    ]);
  });

  it('need a name, and one that tells them apart from the owner’s others', () => {
    expect(profileProblem(profile, [])).toBeNull();
    expect(profileProblem({ ...profile, label: '  ' }, [])).toBe('labelMissing');
    expect(profileProblem({ ...profile, label: '' }, [], true)).toBeNull();
    expect(profileProblem({ ...profile, label: 'x'.repeat(41) }, [])).toBe('labelTooLong');
    expect(profileProblem({ ...profile, owner: 'x'.repeat(41) }, [])).toBe('ownerTooLong');
    expect(profileProblem({ ...profile, label: ' 주계좌 ' }, [profile])).toBe('labelTaken');
    expect(profileProblem(profile, [{ ...profile, owner: '이바다' }])).toBeNull();
  });

  it('are offered a colour that no other has', () => {
    expect(freeColor([])).toBe('blue');
    const taken = ACCOUNT_COLORS.filter((color) => color !== 'teal').map((color) => ({ color }));
    expect(freeColor(taken)).toBe('teal');
    expect(freeColor([...ACCOUNT_COLORS, 'blue' as const].map((color) => ({ color })))).toBe('violet');
  });

  it('say that they are disabled before anything else, then why they cannot trade', () => {
    const { condition } = account({});
    const unarmed = {
      ...condition,
      gate: { state: 'blocked', reason: 'notArmed', error: null },
    } as const;
    expect(stateKeyOf(account({ isEnabled: false }))).toBe('app:gate.disabled');
    expect(stateKeyOf(account({ condition: unarmed }))).toBe('app:gate.notArmed');
    expect(stateKeyOf(account({}))).toBe('app:phase.online');
    const gone = {
      ...condition,
      phase: 'offline',
      gate: { ...unarmed.gate, reason: 'disconnected' },
    } as const;
    expect(stateKeyOf(account({ condition: gone }))).toBe('app:phase.offline');
    expect(stateToneOf(account({ condition: unarmed }))).toBe('bad');
    expect(stateToneOf(account({}))).toBe('good');
    expect(stateToneOf(account({ isEnabled: false }))).toBe('rest');
  });

  it('begin with the first view when the layout holds nonsense', () => {
    const first = { view: 'accounts', tab: 'profile', accountId: null };
    for (const saved of [null, 5, [], { view: 7, tab: {}, accountId: 1 }])
      expect(parseMemory(saved)).toEqual(first);
    expect(parseMemory({ view: 'groups', tab: 'limits', accountId: 'a' })).toEqual({
      view: 'groups',
      tab: 'limits',
      accountId: 'a',
    });
  });
});

type Texts = Readonly<Record<string, unknown>>;

function texts(path: string): Texts {
  const file = join(import.meta.dirname, '../../../../../renderer', path);
  return JSON.parse(readFileSync(file, 'utf8')) as Texts;
}

function textAt(from: Texts, key: string): unknown {
  return key
    .split('.')
    .reduce<unknown>(
      (value, part) => (typeof value === 'object' && value !== null ? (value as Texts)[part] : undefined),
      from,
    );
}

describe('the words of a key test', () => {
  it('are the catalogue’s own for every published code, with something to do about each', () => {
    const korean = texts('panels/accounts/locales/ko.json');
    const english = texts('panels/accounts/locales/en.json');
    for (const { code, meaningKo, group } of KIWOOM_ERRORS) {
      expect(textAt(korean, `test.code.${code}`)).toBe(meaningKo);
      expect(textAt(english, `test.code.${code}`)).toBeTypeOf('string');
      expect(textAt(korean, `test.todo.group.${group}`)).toBeTypeOf('string');
    }
  });

  it('name every step, colour and environment', () => {
    const korean = texts('panels/accounts/locales/ko.json');
    const keys = [
      ...KEY_TEST_STEPS.map((step) => `test.step.${step}`),
      ...ACCOUNT_COLORS.map((color) => `color.${color}`),
      ...BROKER_ENVIRONMENTS.map((environment) => `add.meaning.${environment}`),
    ];
    expect(keys.filter((key) => typeof textAt(korean, key) !== 'string')).toEqual([]);
  });
});
