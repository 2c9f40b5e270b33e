import { describe, expect, it } from 'vitest';
import { canariesOf, judgePlace, judgeSearch } from '#test/campaign/legs/secrets.ts';
import { HEAP_PROBE, TYPED } from '#test/campaign/models/canary-run.ts';
import type { CanaryRun } from '#test/campaign/models/canary-run.ts';

const run: CanaryRun = {
  tokens: ['token-one', 'token-two'],
  places: [
    ['desk/ledger.sqlite-wal', 'placeRecorded'],
    ['desk/hoga.log', 'started'],
    ['heap of the page', HEAP_PROBE],
    ['traffic of the contract', '"order"'],
  ],
  broker: `${TYPED.appKey} ${TYPED.secretKey}`,
  hasPage: true,
};
const canaries = canariesOf(run);

describe('the judge of secrets', () => {
  it('has nothing to say of places without them', () => {
    expect(judgePlace('log', 'nothing here', canaries)).toEqual([]);
    expect(judgeSearch(run, canaries)).toEqual([]);
  });

  it.each([
    ['as it is', TYPED.secretKey],
    ['in an address', encodeURIComponent(TYPED.passphrase)],
    ['in base64', Buffer.from(TYPED.appKey).toString('base64')],
    ['in hexadecimal', Buffer.from('token-two').toString('hex')],
    ['in two bytes a letter', Buffer.from('token-one', 'utf16le').toString('latin1')],
  ])('finds a secret %s', (_title, text) => {
    expect(judgePlace('log', `before ${text} after`, canaries)).not.toEqual([]);
  });

  it.each([
    ['keys that were never used', { broker: '' }],
    ['a token that was never given', { tokens: [] }],
    ['a ledger without orders', { places: run.places.slice(1) }],
    ['a heap that was not read', { places: run.places.filter(([place]) => !place.startsWith('heap')) }],
    ['traffic that was not seen', { places: run.places.slice(0, 3) }],
  ])('does not take %s for proof', (_title, change) => {
    expect(judgeSearch({ ...run, ...change }, canaries)).not.toEqual([]);
  });
});
