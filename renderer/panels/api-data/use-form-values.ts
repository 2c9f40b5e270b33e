import { useCallback, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { KiwoomEndpoint } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { formatDate } from '#renderer/format/time.ts';
import { deskNow } from '#renderer/stores/connection-store.ts';
import { instrumentsStore } from '#renderer/stores/instruments-store.ts';
import type { FieldProblem, FormContext, RequestValues } from './request-form.ts';
import { defaultValues, findProblems } from './request-form.ts';

export interface FormValues {
  readonly values: RequestValues;
  readonly set: (key: string, value: string) => void;
  /** What is wrong, once it has been tried to send. */
  readonly problems: Readonly<Record<string, FieldProblem>>;
  /** Checks before sending; false shows what is wrong. */
  readonly check: () => boolean;
  /** Shows what core refused beside its field. */
  readonly report: (key: string, problem: FieldProblem) => void;
  /** Back to the values it began with. */
  readonly reset: () => void;
}

/**
 * The values of a form for an API: defaults under what the trader chose. Fields nobody touched follow the link group.
 * @param initial  values that stand before the defaults, for example of an earlier request
 */
export function useFormValues(
  endpoint: KiwoomEndpoint,
  symbol: InstrumentSymbol | null,
  initial: RequestValues = NONE,
): FormValues {
  const context = useFormContext(symbol);
  const [chosen, setChosen] = useState<RequestValues>(initial);
  const [isTried, setIsTried] = useState(false);
  const [refused, setRefused] = useState<Readonly<Record<string, FieldProblem>>>({});
  const values = useMemo(
    () => ({ ...defaultValues(endpoint, context), ...chosen }),
    [endpoint, context, chosen],
  );
  const problems = useMemo(() => findProblems(endpoint, values), [endpoint, values]);
  const set = useCallback((key: string, value: string) => {
    setChosen((before) => ({ ...before, [key]: value }));
    setRefused(({ [key]: _, ...others }) => others);
  }, []);
  const report = useCallback((key: string, problem: FieldProblem) => {
    setRefused((before) => ({ ...before, [key]: problem }));
  }, []);
  return {
    values,
    set,
    problems: isTried ? { ...refused, ...problems } : refused,
    check: () => {
      setIsTried(true);
      setRefused({});
      return Object.keys(problems).length === 0;
    },
    report,
    reset: () => {
      setChosen({});
      setIsTried(false);
      setRefused({});
    },
  };
}

const NONE: RequestValues = {};

function useFormContext(symbol: InstrumentSymbol | null): FormContext {
  const bySymbol = useStore(instrumentsStore, (state) => state.bySymbol);
  const today = formatDate(deskNow()).replaceAll('-', '');
  return useMemo(
    () => ({
      symbol,
      kindOf: (code) => bySymbol.get(code)?.kind ?? null,
      fund: [...bySymbol.values()].find(({ kind }) => kind === 'etf')?.symbol ?? null,
      today,
    }),
    [symbol, bySymbol, today],
  );
}
