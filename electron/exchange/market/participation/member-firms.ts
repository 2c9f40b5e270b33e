/** A member of the exchange, which orders come through (거래원, 회원사). */
export interface MemberFirm {
  readonly code: string;
  readonly name: string;
  readonly isForeign: boolean;
  /** Its part of what individuals, foreigners and everybody else trade, relative to the other firms. */
  readonly retail: number;
  readonly foreign: number;
  readonly institutional: number;
}

/** Stands for every foreign house together. @source trading terminals and public clients of ka10052 */
export const ALL_FOREIGN_FIRMS = '888';

/**
 * Members by number: code | name | retail | foreign | institutional.
 *
 * Names are those of autumn 2026, in the short form that trading screens use. Numbers are the exchange's member numbers as far as public
 * screens show them; parts follow published market shares (Kiwoom about 30 % of retail, foreign houses four fifths of foreign orders).
 */
const DOMESTIC_FIRMS = `
001|교보증권|6|2|24
002|신한투자증권|62|22|58
003|한국투자증권|96|24|74
004|대신증권|38|6|26
005|미래에셋증권|112|26|82
006|신영증권|5|1|30
008|유진투자증권|13|2|22
009|한양증권|3|1|16
010|메리츠증권|34|8|28
012|NH투자증권|86|28|78
015|유화증권|1|0|3
016|부국증권|1|0|9
017|KB증권|90|24|70
021|한화투자증권|16|2|26
022|현대차증권|7|1|24
024|유안타증권|22|4|16
025|SK증권|12|2|20
026|상상인증권|2|0|6
028|iM증권|10|1|20
029|IBK투자증권|8|1|24
030|삼성증권|94|34|76
031|DB증권|12|1|22
032|BNK투자증권|4|0|16
046|LS증권|15|3|14
050|키움증권|302|12|42
053|다올투자증권|9|1|18
056|하나증권|40|18|52
064|토스증권|72|0|0
065|카카오페이증권|20|0|0
068|케이프투자증권|1|0|12
`;

const FOREIGN_FIRMS = `
033|JP모간|0|148|14
034|씨티그룹|0|52|6
035|CLSA|0|46|5
036|모건스탠리|0|176|16
037|BNP파리바|0|26|4
038|노무라|0|32|4
040|맥쿼리|0|44|6
041|HSBC|0|26|4
043|UBS|0|136|12
044|골드만삭스|0|128|12
045|메릴린치|0|142|12
054|다이와|0|8|2
058|도이치|0|10|2
061|소시에테제네랄|0|24|3
`;

export const MEMBER_FIRMS: readonly MemberFirm[] = [
  ...parseFirms(DOMESTIC_FIRMS, false),
  ...parseFirms(FOREIGN_FIRMS, true),
];

const PLACES = new Map(MEMBER_FIRMS.map(({ code }, place) => [code, place]));
const FOREIGN_PLACES = MEMBER_FIRMS.flatMap(({ isForeign }, place) => (isForeign ? [place] : []));

/** Places of a firm, or of all foreign ones, in a split by member; null for a code that no member has. */
export function memberPlaces(code: string): readonly number[] | null {
  if (code === ALL_FOREIGN_FIRMS) return FOREIGN_PLACES;
  const place = PLACES.get(code);
  return place === undefined ? null : [place];
}

export function foreignFirmPlaces(): readonly number[] {
  return FOREIGN_PLACES;
}

function parseFirms(text: string, isForeign: boolean): MemberFirm[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [code = '', name = '', retail, foreign, institutional] = line.split('|');
      return {
        code,
        name,
        isForeign,
        retail: Number(retail),
        foreign: Number(foreign),
        institutional: Number(institutional),
      };
    });
}
