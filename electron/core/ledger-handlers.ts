import type { AccountId } from '#shared/domain/account.ts';
import type { Clock } from '#shared/domain/clock.ts';
import type { Result } from '#shared/domain/result.ts';
import { ok } from '#shared/domain/result.ts';
import { buildPack } from './ledger/build-pack.ts';
import type { LedgerIntegrity } from './ledger/integrity.ts';
import { LedgerReader } from './ledger/ledger-reader.ts';
import type { LedgerStorage } from './ports/ledger-storage.ts';
import type { RequestHandlers } from './request-handlers.ts';

export interface LedgerHandlerParts {
  readonly ledger: Result<LedgerStorage>;
  readonly integrity: Pick<LedgerIntegrity, 'check'>;
  readonly clock: Clock;
  readonly version: string;
  readonly accountIds: () => readonly AccountId[];
}

type LedgerRequestName = 'ledger.orders' | 'ledger.story' | 'ledger.export' | 'ledger.verify';

/** Serves what windows ask of the ledger. */
export function createLedgerHandlers(parts: LedgerHandlerParts): Pick<RequestHandlers, LedgerRequestName> {
  const { ledger, integrity, accountIds } = parts;
  const reading = ledger.ok
    ? ok({ storage: ledger.value, reader: new LedgerReader({ storage: ledger.value, accountIds }) })
    : ledger;

  return {
    'ledger.orders': (query) => (reading.ok ? reading.value.reader.orders(query) : reading),
    'ledger.story': ({ accountId, clientOrderId }) => {
      if (!reading.ok) return reading;
      const told = reading.value.reader.story(accountId, clientOrderId);
      if (!told.ok) return told;
      const { order, tradingDate, entries } = told.value;
      return ok({ order, tradingDate, entries });
    },
    'ledger.export': async (query) => {
      if (!reading.ok) return reading;
      const verdict = await integrity.check();
      if (!verdict.ok) return verdict;
      const { version, clock } = parts;
      return buildPack({ ...reading.value, version, now: clock.now(), verdict: verdict.value }, query);
    },
    'ledger.verify': () => integrity.check(),
  };
}
