import type { HogaError } from '#shared/domain/errors.ts';
import type { FieldProblem } from './request-form.ts';

const CODES: readonly FieldProblem['code'][] = [
  'API_FIELD_REQUIRED',
  'API_FIELD_CODE',
  'API_FIELD_TOO_LONG',
  'API_FIELD_MALFORMED',
  'API_FIELD_UNKNOWN',
];

/** Returns which field an error is about and what to say beside it; null: it is about none. */
export function refusedField(
  error: HogaError,
): { readonly key: string; readonly problem: FieldProblem } | null {
  const { field, label, length } = error.context;
  const code = CODES.find((known) => known === error.code);
  if (error.kind !== 'validation' || code === undefined || typeof field !== 'string') return null;
  return {
    key: field,
    problem: {
      code,
      label: typeof label === 'string' ? label : field,
      ...(typeof length === 'number' && { length }),
    },
  };
}
