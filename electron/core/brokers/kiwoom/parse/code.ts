import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { VenueOrderId } from '#shared/domain/order.ts';
import { isGold } from '../gold.ts';

const ORDER_NUMBER_LENGTH = 7;
const SYMBOL_LENGTH = 6;

/**
 * Reads an instrument code: "005930", "A005930" as account answers prefix it, "005930_AL" as the feed suffixes it.
 *
 * Returns null when it is none. Codes are text: leading zeros matter and letters occur ("0080G0").
 */
export function parseSymbol(value: unknown): InstrumentSymbol | null {
  if (typeof value !== 'string') return null;
  const text = value.length === SYMBOL_LENGTH ? value : bareCode(value.trim());
  return isCode(text) || isGold(text) ? text : null;
}

function bareCode(text: string): string {
  const underscore = text.indexOf('_');
  const code = underscore === -1 ? text : text.slice(0, underscore);
  // A share, J warrant, Q note: the letter of the account answers, in front of the six characters of the code.
  const isPrefixed = code.length === SYMBOL_LENGTH + 1 && 'AJQ'.includes(code.charAt(0));
  return isPrefixed ? code.slice(1) : code;
}

function isCode(text: string): boolean {
  if (text.length !== SYMBOL_LENGTH) return false;
  for (let index = 0; index < SYMBOL_LENGTH; index += 1) {
    const code = text.charCodeAt(index);
    const isDigit = code >= 0x30 && code <= 0x39;
    const isLetter = code >= 0x41 && code <= 0x5a;
    if (!isDigit && !isLetter) return false;
  }
  return true;
}

/** Reads an order number as seven digits; null for none ("0000000", empty); undefined when it is no order number. */
export function parseOrderNumber(value: unknown): VenueOrderId | null | undefined {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  let firstDigit = -1;
  for (let index = 0; index < text.length; index += 1) {
    const digit = text.charCodeAt(index) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    if (digit > 0 && firstDigit === -1) firstDigit = index;
  }
  if (firstDigit === -1) return null;
  return text.slice(firstDigit).padStart(ORDER_NUMBER_LENGTH, '0') as VenueOrderId;
}
