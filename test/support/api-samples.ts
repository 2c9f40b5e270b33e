import type { KiwoomRequestField, KiwoomResponseField } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import { isKiwoomNumericKind } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import type { KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import { kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';

/** A value that fits each form of a request field. */
const FITTING = {
  date: '20261120',
  code: '005930',
  suffixedCode: '005930',
  codes: '005930|000660_AL',
  sectorCode: '001',
  memberCode: '050',
  themeCode: '100',
} as const;

/** Returns a value that a request field takes. */
export function fittingValue({ values, format, length }: KiwoomRequestField): string {
  const code = Object.keys(values ?? {}).find((each) => each !== '');
  if (code !== undefined) return code;
  return format === undefined ? '1'.repeat(Math.min(length ?? 1, 2)) : FITTING[format];
}

/** Returns a request with every field filled. */
export function fittingRequest(id: KiwoomApiId): Record<string, string> {
  return Object.fromEntries(kiwoomEndpoint(id).request.map((field) => [field.key, fittingValue(field)]));
}

const SAMPLES: Readonly<Record<Exclude<KiwoomResponseField['kind'], 'list'>, string>> = {
  price: '-71000',
  change: '-500',
  percent: '-0.70',
  quantity: '1234',
  amount: '000000012300',
  count: '12',
  index: '+2521.27',
  number: '1.5',
  date: '20261120',
  time: '093015',
  datetime: '20261120093015',
  sign: '5',
  code: '005930',
  flag: 'Y',
  text: '삼성전자',
  object: '',
};

/** Returns an answer with every field of the catalogue in it, `rowCount` rows in each list. */
export function sampleAnswer(fields: readonly KiwoomResponseField[], rowCount = 2): Record<string, unknown> {
  const record = (list: string | undefined): Record<string, unknown> =>
    Object.fromEntries(
      fields
        .filter((field) => field.list === list)
        .map((field) => [field.key, field.kind === 'list' ? rows(field.key) : SAMPLES[field.kind]]),
    );
  const rows = (list: string) => Array.from({ length: rowCount }, () => record(list));
  return { ...record(undefined), return_code: 0, return_msg: '정상적으로 처리되었습니다' };
}

export const isNumber = (field: KiwoomResponseField): boolean => isKiwoomNumericKind(field.kind);
