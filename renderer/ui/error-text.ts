import type { TFunction } from 'i18next';
import type { HogaError } from '#shared/domain/errors.ts';

/**
 * Returns what to tell the trader: the message of the error's code, else that of its kind with the code, so that nothing
 * is ever shown empty. A venue's own words are added as they came.
 */
export function errorText(error: HogaError, t: TFunction): string {
  const context = { ...error.context, code: error.code };
  const text = t([`errors:code.${error.code}`, `errors:kind.${error.kind}`], context);
  const venueText = error.context['venueText'];
  return typeof venueText === 'string' && venueText !== '' ? `${text} (${venueText})` : text;
}
