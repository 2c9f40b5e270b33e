import { parseArgs } from 'node:util';
import { LOCALES } from '#shared/contract/vocabulary.ts';
import type { Locale } from '#shared/contract/vocabulary.ts';

/** What the launcher tells a host on its command line. */
export interface HostArguments {
  /** Of the browser host; 0 for any free one. */
  readonly port: number;
  /** Of the embedded exchange's market; null leaves the choice to it. */
  readonly seed: number | null;
  /** What goes wrong on purpose at the embedded exchange, in its own words. */
  readonly exchangeFaults: readonly string[];
  /** Language to show; null leaves what the trader chose. */
  readonly locale: Locale | null;
}

/** Unknown arguments are left alone: Electron and Chromium have their own. Throws a `RangeError` on a value out of range. */
export function parseHostArguments(args: readonly string[]): HostArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      seed: { type: 'string' },
      'exchange-fault': { type: 'string', multiple: true },
      locale: { type: 'string' },
    },
    strict: false,
  });
  return {
    port: wholeNumber('port', values.port, 65_535) ?? 0,
    seed: wholeNumber('seed', values.seed, 2 ** 31 - 1),
    exchangeFaults: (values['exchange-fault'] ?? []).filter((spec) => typeof spec === 'string'),
    locale: localeOf(values.locale),
  };
}

function wholeNumber(name: string, text: string | boolean | undefined, max: number): number | null {
  if (text === undefined) return null;
  const value = typeof text === 'string' && /^\d{1,10}$/.test(text) ? Number(text) : NaN;
  if (value <= max) return value;
  throw new RangeError(`--${name} takes a whole number from 0 to ${max}`);
}

function localeOf(text: string | boolean | undefined): Locale | null {
  if (text === undefined) return null;
  const locale = LOCALES.find((known) => known === text);
  if (locale) return locale;
  throw new RangeError(`--locale takes one of ${LOCALES.join(', ')}`);
}
