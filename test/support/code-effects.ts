import { expect } from 'vitest';
import { kiwoomEndpoint, type KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import type { ApiExchange } from './api-exchange.ts';

export type ApiRequest = Readonly<Record<string, string>>;

export interface CodeEffectOptions {
  /** Per field, codes that this market cannot tell apart, as groups: `[['0', '1'], ['14', '16']]`. */
  readonly alike?: Readonly<Record<string, readonly (readonly string[])[]>>;
  /** Per field, what the request has besides, so that the field matters. */
  readonly besides?: Readonly<Record<string, ApiRequest>>;
}

/** Fetches every page of an answer, as text. */
export async function wholeAnswer(api: ApiExchange, id: KiwoomApiId, request: ApiRequest): Promise<string> {
  const pages: unknown[] = [];
  let nextKey: string | undefined;
  do {
    const answer = await api.call(id, request, nextKey);
    expect([request, answer.body['return_code']]).toEqual([request, 0]);
    pages.push(answer.body);
    nextKey = answer.nextKey ?? undefined;
  } while (nextKey !== undefined);
  return JSON.stringify(pages);
}

/**
 * Expects every code of every request field to be taken, to give an answer of its own, and a code that does not exist to be refused
 * with 1517 and the name of the field.
 */
export async function expectCodesToMatter(
  api: ApiExchange,
  id: KiwoomApiId,
  request: ApiRequest,
  options: CodeEffectOptions = {},
): Promise<void> {
  for (const { key, values, isOpen } of kiwoomEndpoint(id).request) {
    if (values === undefined) continue;
    const around = { ...request, ...options.besides?.[key] };
    const codesByAnswer = new Map<string, string[]>();
    // In the order of the numbers, so that a group reads the same wherever it stands in the catalogue.
    for (const code of Object.keys(values).toSorted((a, b) => Number(a) - Number(b))) {
      const answer = await wholeAnswer(api, id, { ...around, [key]: code });
      codesByAnswer.set(answer, [...(codesByAnswer.get(answer) ?? []), code]);
    }
    const alike = [...codesByAnswer.values()].filter((codes) => codes.length > 1);
    expect({ id, key, alike }).toEqual({ id, key, alike: options.alike?.[key] ?? [] });
    if (isOpen === true) continue;
    const { body } = await api.call(id, { ...around, [key]: '~' });
    expect(String(body['return_msg'])).toContain(key);
    expect(String(body['return_msg'])).toContain('1517');
  }
}
