import { disassemble, getChoseong } from 'es-hangul';

/** Whether a title answers a query: by its words, its first consonants or a half-typed syllable. */
export function matchesCommand(title: string, query: string): boolean {
  const wanted = normalize(query);
  if (wanted === '') return true;
  const given = normalize(title);
  return (
    given.includes(wanted) ||
    normalize(getChoseong(title)).includes(wanted) ||
    disassemble(given).includes(disassemble(wanted))
  );
}

function normalize(text: string): string {
  return text.normalize('NFC').toLowerCase().replaceAll(/\s+/g, '');
}
