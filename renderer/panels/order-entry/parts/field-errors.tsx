import { useTranslation } from 'react-i18next';
import type { HogaError } from '#shared/domain/errors.ts';
import { errorText } from '#renderer/ui/error-text.ts';
import type { PlacedErrors, TicketField } from '../problems.ts';

/** Returns the words for what is wrong with a field, null when nothing is. */
export function useFieldErrors(placed: PlacedErrors): (field: TicketField) => string | null {
  const { t } = useTranslation();
  const say = (error: HogaError): string => errorText(error, t);
  return (field) => (placed[field].length === 0 ? null : placed[field].map(say).join(' '));
}
