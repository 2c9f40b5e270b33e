import type { KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import { kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';
import type { ApiRaw } from '#shared/contract/api.ts';
import type { RawPage, RequestBody } from '../raw-client.ts';
import { requestHeaders } from '../raw-client.ts';

/** Stands where the token was. */
const HIDDEN_TOKEN = 'Bearer ***';
/** What a reader can use; whatever else a server sends, cookies for one, stays here. */
const SHOWN_HEADERS = ['api-id', 'cont-yn', 'next-key', 'content-type', 'date'];

/** Describes a call and its answer for reading, without the token. */
export function describeExchange(
  id: KiwoomApiId,
  request: RequestBody,
  nextKey: string | null,
  page: RawPage,
): ApiRaw {
  return {
    request: {
      url: kiwoomEndpoint(id).path,
      headers: { ...requestHeaders(id, nextKey), authorization: HIDDEN_TOKEN },
      body: request,
    },
    answer: {
      // Every other status is an error.
      status: 200,
      headers: Object.fromEntries(
        SHOWN_HEADERS.flatMap((name) => {
          const value = page.headers[name];
          return value === undefined ? [] : [[name, value]];
        }),
      ),
      body: page.body,
    },
  };
}
