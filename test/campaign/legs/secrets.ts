import { ensureBuilt } from '#electron/launcher/build.ts';
import { createChildren } from '#electron/launcher/children.ts';
import { ROOT } from '#test/support/launch-desk.ts';
import type { Complaints, Leg } from '../leg.ts';
import { HEAP_PROBE, runWithCanaries, TYPED } from '../models/canary-run.ts';
import type { CanaryRun } from '../models/canary-run.ts';

/** Keys, a passphrase and tokens that must not be found in a window, a log, a ledger, a file, or on the contract. */
export const SECRETS: Leg = {
  id: 'secrets',
  trials: { short: 1, long: 3 },
  async run(context) {
    await ensureBuilt(ROOT, createChildren(), () => undefined);
    for (let round = 0; round < context.trials; round += 1) {
      const run = await runWithCanaries(`${context.scratch}/run-${round}`);
      const canaries = canariesOf(run);
      await context.trial(round * 10_000, 'that the search finds what is there', () =>
        judgeSearch(run, canaries),
      );
      for (const [index, [place, text]] of run.places.entries()) {
        await context.trial(round * 10_000 + index + 1, place, () => judgePlace(place, text, canaries));
      }
      if (!run.hasPage) context.note('no Chromium here: host only, no heap and no traffic of a page');
      const bytes = run.places.reduce((sum, [, text]) => sum + text.length, 0);
      context.note(
        `${canaries.length} forms of secrets in ${run.places.length} places, ${Math.round(bytes / 1e6)} MB`,
      );
    }
  },
};

/** Every secret as it is, and as it would be in an address, in base64 and in hexadecimal. */
export function canariesOf({ tokens }: Pick<CanaryRun, 'tokens'>): readonly string[] {
  const forms = [...Object.values(TYPED), ...tokens].flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    Buffer.from(secret).toString('hex'),
    Buffer.from(secret, 'utf16le').toString('latin1'),
  ]);
  return [...new Set(forms)];
}

export function judgePlace(place: string, text: string, canaries: readonly string[]): Complaints {
  return canaries
    .filter((canary) => text.includes(canary))
    .map((canary) => `${place} has ${JSON.stringify(canary)}`);
}

/** A search that could not have found anything proves nothing. */
export function judgeSearch(
  { places, broker, tokens, hasPage }: CanaryRun,
  canaries: readonly string[],
): Complaints {
  const complaints: string[] = [];
  const placeOf = (name: string) =>
    places.flatMap(([place, text]) => (place.includes(name) ? [text] : [])).join('\n');
  if (!broker.includes(TYPED.appKey) || !broker.includes(TYPED.secretKey)) {
    complaints.push('the typed keys never got to the broker');
  }
  if (tokens.length < 2) complaints.push('the typed keys got no token');
  if (!canaries.some((canary) => broker.includes(canary))) complaints.push('the search does not find a key');
  if (!placeOf('ledger.sqlite').includes('placeRecorded')) complaints.push('the ledger has no order');
  if (placeOf('hoga.log') === '') complaints.push('the log is empty');
  if (!hasPage) return complaints;
  if (!placeOf('heap of the page').includes(HEAP_PROBE)) complaints.push('the heap lacks what was put there');
  if (!placeOf('traffic of the contract').includes('order')) complaints.push('no traffic was seen');
  return complaints;
}
