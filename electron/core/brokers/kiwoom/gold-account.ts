import type { HogaError } from '#shared/domain/errors.ts';
import { ok } from '#shared/domain/result.ts';
import type { GoldClient } from '../broker.ts';
import { GOLD_SYMBOLS } from './gold.ts';
import { parseGoldCash, parseGoldPositions } from './parse/gold.ts';
import type { RawClient } from './raw-client.ts';

/** The gold account that belongs to the same key. An owner who has none is refused by the broker's first answer. */
export function createGoldAccount(raw: RawClient): GoldClient {
  return {
    symbols: GOLD_SYMBOLS,
    async fetchHoldings() {
      const held = await raw.read('kt50020', {}, null, 'account');
      if (!held.ok) return isNoAccount(held.error) ? ok(null) : held;
      const positions = parseGoldPositions(held.value.body);
      if (!positions.ok) return positions;
      const deposit = await raw.read('kt50021', {}, null, 'account');
      if (!deposit.ok) return deposit;
      const cash = parseGoldCash(deposit.value.body);
      return cash.ok ? ok({ cash: cash.value, positions: positions.value }) : cash;
    },
  };
}

const isNoAccount = ({ kind }: HogaError) => kind === 'venueRejected' || kind === 'validation';
