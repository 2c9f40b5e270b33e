import type { TFunction } from 'i18next';
import { kiwoomError } from '#shared/catalogue/kiwoom-errors.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { errorText } from '#renderer/ui/error-text.ts';

/** Why a step of a key test failed, and what the trader can do about it. */
export interface StepWords {
  /** The broker's code, for whoever asks it; null when it never came so far. */
  readonly code: string | null;
  readonly what: string;
  readonly todo: string;
}

/** Puts a failed step in words: by the broker's published code where it gave one, else by what kind of failure it is. */
export function stepWords(error: HogaError, t: TFunction<'accounts'>): StepWords {
  const given = error.context['venueCode'];
  const code = typeof given === 'string' || typeof given === 'number' ? String(given) : null;
  const row = code === null ? null : kiwoomError(code);
  if (row !== null)
    return { code, what: t(`test.code.${row.code}`), todo: t(`test.todo.group.${row.group}`) };
  return {
    code,
    what: errorText(error, t),
    todo: t([`test.todo.code.${error.code}`, `test.todo.kind.${error.kind}`]),
  };
}
