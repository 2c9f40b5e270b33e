import { disassemble, getChoseong } from 'es-hangul';
import type { KiwoomEndpoint } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import { KIWOOM_API_IDS, kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';
import type { KiwoomGroupRow } from '#shared/catalogue/kiwoom/groups.ts';
import { KIWOOM_GROUPS } from '#shared/catalogue/kiwoom/groups.ts';

/** A group of the guide with those of its APIs that answer a query. */
export interface ApiGroup {
  readonly row: KiwoomGroupRow;
  readonly endpoints: readonly KiwoomEndpoint[];
}

interface IndexEntry {
  readonly endpoint: KiwoomEndpoint;
  readonly id: string;
  readonly ko: string;
  readonly en: string;
  readonly initials: string;
  readonly letters: string;
}

const INDEX: readonly IndexEntry[] = KIWOOM_API_IDS.map((id) => {
  const endpoint = kiwoomEndpoint(id);
  const ko = normalize(endpoint.nameKo);
  return {
    endpoint,
    id: id.toLowerCase(),
    ko,
    en: normalize(endpoint.nameEn),
    initials: normalize(
      [...ko].map((letter) => (/[가-힣]/.test(letter) ? getChoseong(letter) : letter)).join(''),
    ),
    letters: disassemble(ko),
  };
});

/** Finds APIs by id, Korean name, its first consonants or half-typed syllables, or English name; by group. */
export function searchApis(query: string): readonly ApiGroup[] {
  const wanted = normalize(query).replace(/^api/, '');
  const found = INDEX.filter((entry) => matches(entry, wanted)).map(({ endpoint }) => endpoint);
  return KIWOOM_GROUPS.map((row) => ({
    row,
    endpoints: found.filter(({ group }) => group === row.group),
  })).filter(({ endpoints }) => endpoints.length > 0);
}

function matches({ id, ko, en, initials, letters }: IndexEntry, wanted: string): boolean {
  if (wanted === '') return true;
  if (id.includes(wanted) || ko.includes(wanted) || en.includes(wanted)) return true;
  if (!/[ㄱ-ㅣ가-힣]/.test(wanted)) return false;
  return initials.includes(disassemble(wanted)) || letters.includes(disassemble(wanted));
}

function normalize(text: string): string {
  return text.normalize('NFC').toLowerCase().replaceAll(/\s+/g, '');
}
