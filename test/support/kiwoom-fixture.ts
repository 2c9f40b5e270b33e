import { readFileSync } from 'node:fs';

const FOLDER = new URL('../fixtures/kiwoom/', import.meta.url);

/** A recorded-shape answer or frame of Kiwoom, parsed anew for each caller. */
export function kiwoomFixture(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')) as Record<string, unknown>;
}

/** The frames of a fixture that holds several. */
export function kiwoomFrames(name: string): readonly Record<string, unknown>[] {
  return kiwoomFixture(name) as unknown as readonly Record<string, unknown>[];
}
