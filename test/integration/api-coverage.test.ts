import { beforeAll, describe, expect, it } from 'vitest';
import { API_HANDLERS } from '#electron/exchange/kiwoom-server/handlers/registry.ts';
import { KIWOOM_API_IDS } from '#shared/catalogue/kiwoom-endpoints.ts';
import { measureCoverage } from '#test/api-coverage/measure-coverage.ts';
import type { Coverage } from '#test/api-coverage/measure-coverage.ts';

const PATIENCE_MS = 300_000;

let coverage: Coverage;
beforeAll(async () => {
  coverage = await measureCoverage();
}, PATIENCE_MS);

const faulty = (rows: Coverage['rest']) => rows.filter(({ served, fault }) => !served || fault !== null);
const hidden = (rows: Coverage['rest']) =>
  rows.filter(({ panels }) => panels.length === 0).map(({ id }) => id);

describe('the broker’s whole API', () => {
  it('is what the exchange serves: no API more and none less', () => {
    expect([...API_HANDLERS.keys()].sort()).toEqual([...KIWOOM_API_IDS].sort());
    expect([coverage.rest.length, coverage.realtime.length, coverage.condition.length]).toEqual([184, 19, 4]);
  });

  it('goes round: every call is taken, answered whole and read', () => {
    expect(faulty(coverage.rest)).toEqual([]);
  });

  it('goes round: every real-time type is sent whole and read', () => {
    expect(faulty(coverage.realtime)).toEqual([]);
  });

  it('goes round: conditions are listed, searched, followed and let go', () => {
    expect(faulty(coverage.condition)).toEqual([]);
  });

  it('is shown in a panel or asked by one, orders by the ticket', () => {
    expect(hidden(coverage.rest)).toEqual([]);
    expect(hidden(coverage.realtime)).toEqual([]);
    expect(hidden(coverage.condition)).toEqual([]);
  });
});
