import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ORDER_STATUSES } from '#shared/domain/order-status.ts';
import { ORDER_SIDES, ORDER_TYPES } from '#shared/domain/order.ts';
import { TRADING_SESSION_PHASES } from '#shared/domain/trading-session.ts';
import { VENUES } from '#shared/domain/venue.ts';
import { TICKET_FIELDS } from '#renderer/panels/order-entry/problems.ts';
import { TICKET_MODES } from '#renderer/panels/order-entry/ticket-state.ts';

const RENDERER = join(import.meta.dirname, '../../../../renderer');

function read(path: string): object {
  return JSON.parse(readFileSync(join(RENDERER, path), 'utf8')) as object;
}

function keysOf(value: object, prefix = ''): readonly string[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    typeof inner === 'object' && inner !== null ? keysOf(inner, `${prefix}${key}.`) : [`${prefix}${key}`],
  );
}

/** Keys that the panels put together at run time, so that no search of the source finds them. */
const BUILT: readonly (readonly [path: string, keys: readonly string[]])[] = [
  [
    'app/locales/ko/trading.json',
    [
      ...ORDER_STATUSES.map((status) => `status.${status}`),
      ...ORDER_TYPES.flatMap((type) => [`type.${type}`, `shortType.${type}`]),
      ...ORDER_SIDES.map((side) => `side.${side}`),
      ...['place', 'amend', 'cancel'].map((command) => `unknown.${command}`),
    ],
  ],
  [
    'panels/order-book/locales/ko.json',
    [
      ...TRADING_SESSION_PHASES.map((phase) => `phase.${phase}`),
      ...['static', 'dynamic', 'any'].map((kind) => `vi.${kind}`),
    ],
  ],
  [
    'panels/order-entry/locales/ko.json',
    [
      ...TICKET_MODES.map((mode) => `action.${mode}`),
      ...TICKET_FIELDS.filter((field) => field !== 'form').map((field) => `field.${field}`),
      ...[...VENUES, 'notOffered', 'notEligible'].map((venue) => `venue.${venue}`),
      ...['real', 'mock', 'embedded'].map((environment) => `environment.${environment}`),
      ...['place', 'amend', 'cancel'].map((command) => `command.${command}`),
    ],
  ],
];

describe('texts that are put together at run time', () => {
  it.each(BUILT)('are all there in %s', (path, keys) => {
    const there = keysOf(read(path));
    expect(keys.filter((key) => !there.includes(key))).toEqual([]);
  });
});
