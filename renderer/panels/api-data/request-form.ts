import type {
  KiwoomEndpoint,
  KiwoomRequestField,
  KiwoomRequestFormat,
} from '#shared/catalogue/kiwoom/endpoint-row.ts';

/** What a form holds, by the broker's key. Empty: not sent. */
export type RequestValues = Readonly<Record<string, string>>;

/** What a form can be filled with before anything is typed. */
export interface FormContext {
  /** The instrument of the link group. */
  readonly symbol: string | null;
  /** Kinds of instruments by code, to give a fund's API a fund. */
  readonly kindOf: (symbol: string) => string | null;
  /** A fund to start with where the linked instrument is none. */
  readonly fund: string | null;
  /** Today in Korea, YYYYMMDD. */
  readonly today: string;
}

/** What is wrong with a field; the texts are `errors:code.<code>`. */
export interface FieldProblem {
  readonly code:
    | 'API_FIELD_REQUIRED'
    | 'API_FIELD_CODE'
    | 'API_FIELD_TOO_LONG'
    | 'API_FIELD_MALFORMED'
    | 'API_FIELD_UNKNOWN';
  readonly label: string;
  readonly length?: number;
}

/** A value for free fields that have none of their own to offer. @source Kiwoom REST API guide, examples and notes */
const EXAMPLE_VALUES: Readonly<Record<string, string>> = {
  tm_tp: '1',
  tm: '5',
  rank_strt: '0',
  rank_end: '100',
  skip_stk: '000000000',
  min_trde_qty: '0',
  max_trde_qty: '0',
  min_trde_prica: '0',
  max_trde_prica: '0',
  prps_cnctr_rt: '0',
  prpscnt: '10',
  date_tp: '10',
  bsis_aset_cd: '201',
  etfobjt_idex_cd: '207',
  mrkt_deal_tp: '1',
};

/** First days of a range. A name that says where a range begins begins a month before. */
const START_KEYS: ReadonlySet<string> = new Set(['strt_dt', 'start_dt', 'fr_dt', 'strt_tm']);
const RANGE_DAYS = 30;

/** Labels of the codes to begin with, in the order wanted: those that ask for the most, and prices that can be compared. */
const WIDEST_LABELS = ['통합', '전체', '수정주가 적용'];

const CODE_FORMATS: ReadonlySet<KiwoomRequestFormat | undefined> = new Set(['code', 'suffixedCode', 'codes']);

export function isInstrumentField({ format, values }: KiwoomRequestField): boolean {
  return CODE_FORMATS.has(format) && values === undefined;
}

/** Returns the fields that a form asks for; secrets are none of a form's business. */
export function formFields(endpoint: KiwoomEndpoint): readonly KiwoomRequestField[] {
  return endpoint.request.filter(({ isSecret }) => isSecret !== true);
}

/** Returns values with which most APIs answer at once. */
export function defaultValues(endpoint: KiwoomEndpoint, context: FormContext): RequestValues {
  return Object.fromEntries(
    formFields(endpoint).map((field) => [field.key, defaultValue(field, endpoint, context)]),
  );
}

function defaultValue(field: KiwoomRequestField, endpoint: KiwoomEndpoint, context: FormContext): string {
  if (field.format === 'date') return defaultDate(field, endpoint, context.today);
  if (isInstrumentField(field)) return field.required ? defaultInstrument(endpoint, context) : '';
  if (field.values !== undefined) return defaultCode(field.values, field.required);
  return field.required ? (EXAMPLE_VALUES[field.key] ?? '') : '';
}

/** A range begins a month before; a day that stands alone is today, whatever it is called. */
function defaultDate({ key, required }: KiwoomRequestField, endpoint: KiwoomEndpoint, today: string): string {
  const isRange = endpoint.request.filter(({ format }) => format === 'date').length > 1;
  if (isRange && START_KEYS.has(key)) return daysBefore(today, RANGE_DAYS);
  return required || key !== 'ord_dt' ? today : '';
}

function defaultInstrument({ group }: KiwoomEndpoint, { symbol, kindOf, fund }: FormContext): string {
  if (group === 'elw') return symbol !== null && kindOf(symbol) === 'elw' ? symbol : '';
  if (group !== 'etf') return symbol ?? '';
  return symbol !== null && kindOf(symbol) === 'etf' ? symbol : (fund ?? '');
}

function defaultCode(values: Readonly<Record<string, string>>, isRequired: boolean): string {
  if (!isRequired) return '';
  const codes = Object.entries(values);
  for (const wanted of WIDEST_LABELS) {
    const found = codes.find(([, label]) => label.startsWith(wanted));
    if (found !== undefined) return found[0];
  }
  return codes[0]?.[0] ?? '';
}

/** Counts back in days of the calendar. */
export function daysBefore(day: string, days: number): string {
  const at = Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6)) - days);
  return new Date(at).toISOString().slice(0, 10).replaceAll('-', '');
}

/** Returns what would be refused before sending, by key. Empty: the request can be sent. */
export function findProblems(
  endpoint: KiwoomEndpoint,
  values: RequestValues,
): Readonly<Record<string, FieldProblem>> {
  const problems: Record<string, FieldProblem> = {};
  for (const field of formFields(endpoint)) {
    const problem = problemOf(field, (values[field.key] ?? '').trim());
    if (problem !== null) problems[field.key] = problem;
  }
  return problems;
}

function problemOf(field: KiwoomRequestField, value: string): FieldProblem | null {
  const { label, length } = field;
  if (value === '')
    return field.required && !takesBlank(field) ? { code: 'API_FIELD_REQUIRED', label } : null;
  const isListed = field.values === undefined || field.isOpen === true || Object.hasOwn(field.values, value);
  if (!isListed) return { code: 'API_FIELD_CODE', label };
  if (length !== undefined && value.length > length) return { code: 'API_FIELD_TOO_LONG', label, length };
  if (field.format === 'date' && !isDay(value)) return { code: 'API_FIELD_MALFORMED', label };
  return null;
}

/** Some code tables have an empty code of their own. */
function takesBlank({ values }: KiwoomRequestField): boolean {
  return values !== undefined && Object.hasOwn(values, '');
}

function isDay(value: string): boolean {
  return /^\d{8}$/.test(value) && daysBefore(value, 0) === value;
}

/** Returns the body to send: what is filled in, without blanks around it. */
export function buildRequest(endpoint: KiwoomEndpoint, values: RequestValues): Record<string, string> {
  const body: Record<string, string> = {};
  for (const field of formFields(endpoint)) {
    const value = (values[field.key] ?? '').trim();
    if (value !== '' || (field.required && takesBlank(field))) body[field.key] = value;
  }
  return body;
}
