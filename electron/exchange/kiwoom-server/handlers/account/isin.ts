/**
 * Returns the ISIN of an instrument listed in Korea: KR7, its code, 00 and a check digit.
 *
 * The check digit is the Luhn sum over the characters as numbers (A = 10), doubled from the right.
 * @source ISO 6166; 삼성전자 005930 is KR7005930003
 */
export function isinOf(symbol: string): string {
  const body = `KR7${symbol}00`;
  const digits = [...body].flatMap((character) => [...String(parseInt(character, 36))].map(Number));
  const sum = digits.toReversed().reduce((total, digit, place) => {
    const weighted = place % 2 === 0 ? digit * 2 : digit;
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}
