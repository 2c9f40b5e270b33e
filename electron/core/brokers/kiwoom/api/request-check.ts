import type { KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import { isKiwoomApiId, isKiwoomOrderApi, kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';
import type { KiwoomRequestField, KiwoomRequestFormat } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import { explainUnknownApi } from '#shared/catalogue/kiwoom/unknown-apis.ts';
import { KIWOOM_LIMITS } from '#shared/catalogue/quotas.ts';
import type { BrokerEnvironment } from '#shared/domain/account.ts';
import type { ErrorContext, HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import { isKstDate } from '#shared/domain/time.ts';

const SUFFIXED_CODE = /^[0-9A-Z]{6}(_NX|_AL)?$/;

/** Whether a text has the form; a code that no instrument has is the broker's to refuse. */
const FORMS: Readonly<Record<KiwoomRequestFormat, (text: string) => boolean>> = {
  date: isKstDate,
  code: (text) => /^[0-9A-Z]{6}$/.test(text),
  suffixedCode: (text) => SUFFIXED_CODE.test(text),
  codes: (text) => {
    const codes = text.split('|');
    return (
      codes.length <= KIWOOM_LIMITS.symbolsPerQuoteCall.value &&
      codes.every((code) => SUFFIXED_CODE.test(code))
    );
  },
  sectorCode: (text) => /^\d{3}$/.test(text),
  memberCode: (text) => /^[0-9A-Z]{3}$/.test(text),
  themeCode: (text) => /^[0-9A-Z]{1,6}$/.test(text),
};

/**
 * Returns the id as one that may be asked freely.
 *
 * Errors are all `validation`: API_UNKNOWN, also for ids that only lists on the web have; API_IS_ORDER and API_IS_TOKEN for
 * what must go its own way; API_NOT_ON_MOCK.
 */
export function checkQueryApi(id: string, environment: BrokerEnvironment): Result<KiwoomApiId> {
  const reason = explainUnknownApi(id);
  if (reason !== null || !isKiwoomApiId(id)) {
    const { kind, messageKo, messageEn } = reason ?? { kind: 'unknown', messageKo: id, messageEn: id };
    return err(
      hogaError('validation', 'API_UNKNOWN', `${messageEn}; not sent`, {
        api: id,
        kind,
        messageKo,
        messageEn,
      }),
    );
  }
  const { group, nameKo, notOnMock } = kiwoomEndpoint(id);
  const refuse = (code: string, detail: string) =>
    err(hogaError('validation', code, `${id}: ${detail}; not sent`, { api: id, nameKo }));
  if (isKiwoomOrderApi(id)) return refuse('API_IS_ORDER', 'orders go through the ticket only');
  if (group === 'oauth') return refuse('API_IS_TOKEN', 'tokens are the desk\u2019s own affair');
  if (notOnMock === true && environment === 'mock')
    return refuse('API_NOT_ON_MOCK', 'not served to mock accounts');
  return ok(id);
}

/**
 * Checks a request's body against the catalogue before anything is sent; null means it may go.
 *
 * Errors are all `validation` and name the field by `field` (its key) and `label` (its Korean name): API_FIELD_UNKNOWN,
 * API_FIELD_REQUIRED, API_FIELD_CODE, API_FIELD_TOO_LONG, API_FIELD_MALFORMED.
 */
export function checkRequest(id: KiwoomApiId, request: Readonly<Record<string, unknown>>): HogaError | null {
  const { request: fields } = kiwoomEndpoint(id);
  for (const key of Object.keys(request)) {
    if (!fields.some((field) => field.key === key)) {
      return refusal('API_FIELD_UNKNOWN', id, { key, label: key }, `${id} has no such field`);
    }
  }
  for (const field of fields) {
    const problem = checkField(id, field, request[field.key]);
    if (problem !== null) return problem;
  }
  return null;
}

function checkField(id: KiwoomApiId, field: KiwoomRequestField, value: unknown): HogaError | null {
  const { values, length, format } = field;
  if (value !== undefined && typeof value !== 'string') {
    return refusal('API_FIELD_MALFORMED', id, field, 'every value is text');
  }
  const text = value ?? '';
  if (values !== undefined && Object.hasOwn(values, text)) return null;
  if (text.trim() === '') {
    return field.required ? refusal('API_FIELD_REQUIRED', id, field, 'required, and empty') : null;
  }
  if (values !== undefined && field.isOpen !== true) {
    return refusal('API_FIELD_CODE', id, field, 'not a code of its table', {
      allowed: Object.keys(values).join(' '),
    });
  }
  // The length of a list of codes is that of one.
  if (length !== undefined && text.length > length && format !== 'codes') {
    return refusal('API_FIELD_TOO_LONG', id, field, 'too long', { length });
  }
  if (format !== undefined && !FORMS[format](text)) {
    return refusal('API_FIELD_MALFORMED', id, field, `not a ${format}`, { format });
  }
  return null;
}

function refusal(
  code: string,
  api: KiwoomApiId,
  { key, label }: Pick<KiwoomRequestField, 'key' | 'label'>,
  detail: string,
  context: ErrorContext = {},
): HogaError {
  return hogaError('validation', code, `${api} ${key}: ${detail}; not sent`, {
    api,
    field: key,
    label,
    ...context,
  });
}
