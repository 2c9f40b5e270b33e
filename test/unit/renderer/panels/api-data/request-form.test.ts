import { describe, expect, it } from 'vitest';
import { KIWOOM_API_IDS, kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';
import { codeListOf } from '#renderer/panels/api-data/code-lists.ts';
import {
  buildRequest,
  daysBefore,
  defaultValues,
  findProblems,
  formFields,
} from '#renderer/panels/api-data/request-form.ts';
import type { FormContext } from '#renderer/panels/api-data/request-form.ts';
import { whyNotCallable } from '#renderer/panels/explorer/why-not-callable.ts';

const CONTEXT: FormContext = {
  symbol: '005930',
  kindOf: (symbol) => (symbol === '069500' ? 'etf' : 'share'),
  fund: '069500',
  today: '20261120',
};

const CALLABLE = KIWOOM_API_IDS.map(kiwoomEndpoint).filter((endpoint) => whyNotCallable(endpoint) === null);

describe('the form of an API', () => {
  it('begins with values that can be sent, but for what only the broker or the trader knows', () => {
    const unsendable = CALLABLE.flatMap((endpoint) => {
      const problems = findProblems(endpoint, defaultValues(endpoint, CONTEXT));
      return Object.keys(problems)
        .filter((key) => {
          const field = formFields(endpoint).find((one) => one.key === key);
          return field === undefined || codeListOf(field, endpoint) === null;
        })
        .map((key) => `${endpoint.id} ${key}`);
    });
    expect(unsendable).toEqual(KNOWN_ONLY_TO_THE_TRADER);
  });

  it('gives a fund’s API a fund and every other the linked instrument', () => {
    expect(defaultValues(kiwoomEndpoint('ka40002'), CONTEXT)['stk_cd']).toBe('069500');
    expect(defaultValues(kiwoomEndpoint('ka10001'), CONTEXT)['stk_cd']).toBe('005930');
  });

  it('ends ranges of days today and begins them a month before', () => {
    const values = defaultValues(kiwoomEndpoint('ka10073'), CONTEXT);
    expect([values['strt_dt'], values['end_dt']]).toEqual(['20261021', '20261120']);
  });

  it('prefers the code that asks for the most', () => {
    const values = defaultValues(kiwoomEndpoint('ka10027'), CONTEXT);
    expect([values['mrkt_tp'], values['stex_tp']]).toEqual(['000', '3']);
  });

  it('says what is missing with the label of the field', () => {
    const endpoint = kiwoomEndpoint('ka10001');
    expect(findProblems(endpoint, { stk_cd: ' ' })).toEqual({
      stk_cd: { code: 'API_FIELD_REQUIRED', label: '종목코드' },
    });
  });

  it('refuses codes that the table does not have, days that are none and texts that are too long', () => {
    const ranking = kiwoomEndpoint('ka10027');
    const values = { ...defaultValues(ranking, CONTEXT), mrkt_tp: '999' };
    expect(findProblems(ranking, values)).toEqual({ mrkt_tp: { code: 'API_FIELD_CODE', label: '시장구분' } });
    const history = kiwoomEndpoint('ka10073');
    const noDay = { ...defaultValues(history, CONTEXT), strt_dt: '20260231' };
    expect(findProblems(history, noDay)['strt_dt']?.code).toBe('API_FIELD_MALFORMED');
    const tooLong = { ...defaultValues(history, CONTEXT), stk_cd: '0059300059300' };
    expect(findProblems(history, tooLong)['stk_cd']?.code).toBe('API_FIELD_TOO_LONG');
  });

  it('never asks for a secret', () => {
    expect(formFields(kiwoomEndpoint('au10001')).map(({ key }) => key)).not.toContain('secretkey');
  });

  it('sends what is filled in and nothing else', () => {
    const endpoint = kiwoomEndpoint('ka10081');
    expect(
      buildRequest(endpoint, { stk_cd: ' 005930 ', base_dt: '20261120', upd_stkpc_tp: '', x: '1' }),
    ).toEqual({
      stk_cd: '005930',
      base_dt: '20261120',
    });
  });

  it('counts days back over months and leap years', () => {
    expect(daysBefore('20240301', 1)).toBe('20240229');
    expect(daysBefore('20260101', 1)).toBe('20251231');
  });
});

/** The number of an order, the price of a purchase that is thought of. */
const KNOWN_ONLY_TO_THE_TRADER: readonly string[] = ['ka10088 ord_no', 'kt00010 uv'];
