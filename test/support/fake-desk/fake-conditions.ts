import type { ApiCondition } from '#shared/contract/api.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';

export interface FakeCondition extends ApiCondition {
  readonly members: readonly InstrumentSymbol[];
}

export const FAKE_CONDITIONS: readonly FakeCondition[] = [
  { id: '0', name: '거래량 급증', members: ['005930', '000660', '035720'] },
  { id: '1', name: '신고가 돌파', members: [] },
];
