import { describe, expect, it } from 'vitest';
import { isKiwoomApiId, KIWOOM_API_IDS } from '#shared/catalogue/kiwoom-endpoints.ts';
import { isKiwoomConditionApiId } from '#shared/catalogue/kiwoom/condition-search.ts';
import { explainUnknownApi, INVENTED_API_IDS } from '#shared/catalogue/kiwoom/unknown-apis.ts';

const invented = INVENTED_API_IDS.map(({ id }) => id);

describe('ids that are no API', () => {
  it('lists 21 invented ones, none of which the catalogue has', () => {
    expect(new Set(invented).size).toBe(21);
    expect(invented.filter((id) => isKiwoomApiId(id) || isKiwoomConditionApiId(id))).toEqual([]);
  });

  it.each(invented)('%s is refused as invented, by its name', (id) => {
    const reason = explainUnknownApi(id);
    expect(reason?.kind).toBe('invented');
    expect(reason?.messageKo).toContain(id);
    expect(reason?.messageEn).toContain(id);
  });

  it('says that the condition search is not a REST call', () => {
    expect(explainUnknownApi('ka10172')?.kind).toBe('socketOnly');
  });

  it('says of any other id that there is none', () => {
    expect(explainUnknownApi('ka99999')?.kind).toBe('unknown');
    expect(explainUnknownApi('constructor')?.kind).toBe('unknown');
  });

  it('finds nothing wrong with a real one', () => {
    expect(KIWOOM_API_IDS.filter((id) => explainUnknownApi(id) !== null)).toEqual([]);
  });
});
