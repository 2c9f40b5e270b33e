import type { TFunction } from 'i18next';
import type { HogaError } from '#shared/domain/errors.ts';
import type { Rejection } from '#shared/domain/order.ts';

/**
 * Returns what to tell the trader: the message of the error's code, else that of its kind with the code, so that nothing
 * is ever shown empty. A broker's published code is put into words; its own are added as they came.
 */
export function errorText(error: HogaError, t: TFunction): string {
  const context = { ...error.context, code: error.code };
  const text = t([`errors:code.${error.code}`, `errors:kind.${error.kind}`], context);
  const { venueCode, venueText } = error.context;
  const meaning = typeof venueCode === 'string' ? t(`errors:venue.${venueCode}`, { defaultValue: '' }) : '';
  const known = meaning === '' ? text : `${text} [${venueCode}] ${meaning}`;
  return typeof venueText === 'string' && venueText !== '' ? `${known} (${venueText})` : known;
}

/** Returns why an order was refused: our own reasons in the trader's language, a venue's with its code, word for word. */
export function rejectionText({ code, text }: Rejection, t: TFunction): string {
  const verbatim = `[${code}] ${text}`;
  const ours = t(`errors:code.${code}`, { defaultValue: verbatim });
  // The facts that some of our messages name are not kept with the order.
  return ours.includes('{{') ? verbatim : ours;
}
