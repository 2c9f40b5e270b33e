import { isKiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import { isKiwoomRealtimeTypeId } from '#shared/catalogue/kiwoom-realtime.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { FAULT_TARGETS, type Fault, type FaultEffect, type FaultKind, type FaultTrigger } from './fault.ts';

/** A setting of a fault: a whole number within bounds, or one of some words. */
type Setting =
  | { readonly lowest: number; readonly highest: number; readonly usual: number }
  | { readonly words: readonly [string, ...string[]] };

interface KindRow {
  readonly says: string;
  readonly targets: readonly string[];
  readonly settings: Readonly<Record<string, Setting>>;
  build(read: (key: string) => number, word: (key: string) => string): FaultEffect;
}

const HOUR_MS = 3_600_000;
const span = (usual: number, highest = HOUR_MS): Setting => ({ lowest: 0, highest, usual });

/** Older states of the order lists than this are forgotten. */
export const MAX_LAG_MS = 60_000;

const KINDS: { readonly [Kind in FaultKind]: KindRow } = {
  'lose-request': row('a call is never processed, its connection dropped', ['all'], {}, () => ({
    kind: 'lose-request',
  })),
  'lose-answer': row('a call is processed, its connection dropped', ['all'], {}, () => ({
    kind: 'lose-answer',
  })),
  delay: row(
    'a call is processed or answered later',
    ['all'],
    { ms: span(1_000), part: { words: ['answer', 'request'] } },
    (read, word) => ({
      kind: 'delay',
      ms: read('ms'),
      part: word('part') === 'request' ? 'request' : 'answer',
    }),
  ),
  'reset-mid-byte': row(
    'an answer is cut after so many bytes of it, its head counted',
    ['all'],
    { bytes: { lowest: 0, highest: 1_000_000, usual: 100 } },
    (read) => ({ kind: 'reset-mid-byte', bytes: read('bytes') }),
  ),
  'fill-before-answer': row(
    'the answer to an order waits for the push of its fill, ms at most, and lead after it',
    ['orders'],
    { ms: span(1_000), lead: span(20) },
    (read) => ({ kind: 'fill-before-answer', ms: read('ms'), leadMs: read('lead') }),
  ),
  'lagging-order-list': row(
    'order lists show what they would have shown ms ago',
    ['ka10075', 'ka10076', 'kt00007'],
    { ms: span(2_000, MAX_LAG_MS) },
    (read) => ({ kind: 'lagging-order-list', ms: read('ms') }),
  ),
  'rate-limit': row('a call meets HTTP 429, outer code 5', ['all'], {}, () => ({ kind: 'rate-limit' })),
  'token-invalid': row('the token of a call is taken back: 8005', ['all'], {}, () => ({
    kind: 'token-invalid',
  })),
  'half-open': row(
    'nothing is sent or answered any more, no connection closed',
    ['all'],
    { processed: { words: ['no', 'yes'] } },
    (_read, word) => ({ kind: 'half-open', isProcessed: word('processed') === 'yes' }),
  ),
  maintenance: row(
    'calls meet 503 or a dropped connection, sockets are closed and none let in',
    ['all'],
    { answer: { words: ['503', 'drop'] } },
    (_read, word) => ({ kind: 'maintenance', answer: word('answer') === 'drop' ? 'drop' : '503' }),
  ),
  'duplicate-pushes': row('frames are sent twice', ['pushes'], { ms: span(0) }, (read) => ({
    kind: 'duplicate-pushes',
    ms: read('ms'),
  })),
  'shuffle-pushes': row(
    'up to window frames are held and sent in another order, after ms at the latest',
    ['pushes'],
    { window: { lowest: 2, highest: 1_000, usual: 4 }, ms: span(200) },
    (read) => ({ kind: 'shuffle-pushes', window: read('window'), ms: read('ms') }),
  ),
  'delay-pushes': row('frames are sent later', ['pushes'], { ms: span(1_000) }, (read) => ({
    kind: 'delay-pushes',
    ms: read('ms'),
  })),
  'lose-pushes': row('frames are never sent', ['pushes'], {}, () => ({ kind: 'lose-pushes' })),
  'session-replaced': row('a socket meets R10001 and is closed', ['sockets'], {}, () => ({
    kind: 'session-replaced',
  })),
  'cut-socket': row('a socket breaks without a goodbye', ['sockets'], {}, () => ({ kind: 'cut-socket' })),
};

/** The broker's own words for some of them. */
const ALIASES: Readonly<Record<string, FaultKind>> = {
  '429': 'rate-limit',
  '8005': 'token-invalid',
  R10001: 'session-replaced',
};

const TRIGGER_SETTINGS: ReadonlySet<string> = new Set(['chance', 'times', 'skip', 'after', 'for']);
const SPEC = /^([\w-]+)(?:@([\w+-]+))?(?::([\w=.,-]+))?$/;

/**
 * Reads `kind[@target+target][:key=value,key=value]`, such as `lose-answer@kt10000+kt10001:times=1`.
 *
 * @returns what is wrong with it, in words, when it is no fault
 */
export function parseFault(spec: string): Result<Fault, string> {
  const [, name = '', targetText = '', settingText = ''] = SPEC.exec(spec.trim()) ?? [];
  const kind =
    (Object.hasOwn(ALIASES, name) ? ALIASES[name] : null) ??
    (Object.hasOwn(KINDS, name) ? (name as FaultKind) : null);
  if (kind === null) return err(`no fault is called ${name === '' ? spec.slice(0, 60) : name}`);
  const targets = readTargets(targetText, KINDS[kind]);
  if (!targets.ok) return targets;
  const given = readSettings(settingText, kind);
  if (!given.ok) return given;
  const trigger = readTrigger(given.value);
  if (!trigger.ok) return trigger;
  const effect = readEffect(kind, given.value);
  return effect.ok ? ok({ effect: effect.value, targets: targets.value, trigger: trigger.value }) : effect;
}

/** One line for each kind, for a help text. */
export function describeFaults(): readonly string[] {
  return Object.entries(KINDS).map(([kind, { says, targets, settings }]) => {
    const keys = Object.entries(settings).map(([key, setting]) => `${key}=${usualOf(setting)}`);
    return `${kind}@${targets.join('+')}${keys.length === 0 ? '' : `:${keys.join(',')}`}  ${says}`;
  });
}

function row(
  says: string,
  targets: readonly string[],
  settings: KindRow['settings'],
  build: KindRow['build'],
): KindRow {
  return { says, targets, settings, build };
}

function usualOf(setting: Setting): string {
  return 'words' in setting ? setting.words[0] : String(setting.usual);
}

function readTargets(text: string, { targets }: KindRow): Result<readonly string[], string> {
  if (text === '') return ok(targets);
  const names = text.split('+');
  const unknown = names.find(
    (name) => !Object.hasOwn(FAULT_TARGETS, name) && !isKiwoomApiId(name) && !isKiwoomRealtimeTypeId(name),
  );
  return unknown === undefined
    ? ok(names)
    : err(`${unknown} is no API id, real-time type or one of ${Object.keys(FAULT_TARGETS).join(', ')}`);
}

function readSettings(text: string, kind: FaultKind): Result<ReadonlyMap<string, string>, string> {
  const pairs = text === '' ? [] : text.split(',').map((pair) => pair.split('='));
  const given = new Map<string, string>();
  for (const [key = '', value, ...rest] of pairs) {
    const isKnown = TRIGGER_SETTINGS.has(key) || Object.hasOwn(KINDS[kind].settings, key);
    if (!isKnown || value === undefined || rest.length > 0 || given.has(key))
      return err(`${kind} has no setting ${[key, value].join('=')}`);
    given.set(key, value);
  }
  return ok(given);
}

function readTrigger(given: ReadonlyMap<string, string>): Result<FaultTrigger, string> {
  const chance = given.get('chance') ?? '1';
  if (!/^(0(\.\d+)?|1(\.0+)?)$/.test(chance)) return err(`chance goes from 0 to 1, not ${chance}`);
  const bad = ['times', 'skip', 'after', 'for'].find((key) => !/^\d{1,9}$/.test(given.get(key) ?? '0'));
  if (bad !== undefined) return err(`${bad} is a whole number, not ${given.get(bad) ?? ''}`);
  const count = (key: string): number | null => (given.has(key) ? Number(given.get(key)) : null);
  return ok({
    chance: Number(chance),
    times: count('times'),
    skip: count('skip') ?? 0,
    afterMs: count('after') ?? 0,
    forMs: count('for'),
  });
}

function readEffect(kind: FaultKind, given: ReadonlyMap<string, string>): Result<FaultEffect, string> {
  const { settings, build } = KINDS[kind];
  const values = new Map<string, string>();
  for (const [key, setting] of Object.entries(settings)) {
    const text = given.get(key) ?? usualOf(setting);
    if (!fits(text, setting)) return err(`${kind}: ${key} cannot be ${text}`);
    values.set(key, text);
  }
  return ok(
    build(
      (key) => Number(values.get(key)),
      (key) => values.get(key) ?? '',
    ),
  );
}

function fits(text: string, setting: Setting): boolean {
  if ('words' in setting) return setting.words.includes(text);
  return /^\d{1,9}$/.test(text) && Number(text) >= setting.lowest && Number(text) <= setting.highest;
}
