import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { Command, InvalidArgumentError, Option } from 'commander';
import { createSystemClock } from './clock/system-clock.ts';
import { createExchange, isLoopback, type Exchange, type ExchangeSession } from './exchange.ts';
import { connectFaultControl } from './faults/fault-control.ts';
import { FAULT_HELP } from './faults/fault-help.ts';
import { parseFault } from './faults/parse-fault.ts';
import { createLineLog } from './kiwoom-server/server-log.ts';
import { DEFAULT_SETTINGS, parseQuota, type KiwoomServerSettings } from './kiwoom-server/settings.ts';
import type { QuotaRules } from './kiwoom-server/rest/quota.ts';

interface CliOptions {
  readonly port: number;
  readonly wsPort: number;
  readonly host: string;
  readonly seed: number;
  readonly session: ExchangeSession;
  readonly speed: number;
  readonly state: string;
  readonly activity: number;
  readonly history: 'none' | 'sample';
  readonly quota: QuotaRules;
  readonly secondLogin: 'replace' | 'allow';
  readonly pingSeconds: number;
  readonly cert?: string;
  readonly key?: string;
  readonly strictKeys: boolean;
  readonly exitWithParent: boolean;
  readonly fault: readonly string[];
  readonly faultSeed?: number;
  readonly faultControl: boolean;
}

const ENV_APP_KEY = 'HOGA_EXCHANGE_APPKEY';
const ENV_SECRET_KEY = 'HOGA_EXCHANGE_SECRETKEY';

function wholeNumber(lowest: number, highest: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= lowest && value <= highest) return value;
    throw new InvalidArgumentError(`Give a whole number from ${lowest} to ${highest}.`);
  };
}

function positiveNumber(text: string): number {
  const value = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && value > 0) return value;
  throw new InvalidArgumentError('Give a number above zero.');
}

function numberFromZero(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give zero or a number above it.');
}

function quotaRules(text: string): QuotaRules {
  const rules = parseQuota(text);
  if (rules === null)
    throw new InvalidArgumentError('Give off, default, strict, or calls per second and API id.');
  return rules;
}

function loopbackHost(text: string): string {
  if (isLoopback(text)) return text;
  throw new InvalidArgumentError('Only loopback addresses: 127.0.0.1, ::1 or localhost.');
}

function oneMoreFault(text: string, before: readonly string[]): readonly string[] {
  const fault = parseFault(text);
  if (fault.ok) return [...before, text];
  throw new InvalidArgumentError(`${fault.error}.`);
}

function buildCommand(): Command {
  return new Command('exchange')
    .description('The embedded paper exchange: speaks the Kiwoom REST and WebSocket protocols on loopback.')
    .option('--port <number>', 'REST port, 0 for any free one', wholeNumber(0, 65_535), 0)
    .option('--ws-port <number>', 'WebSocket port, 0 for any free one', wholeNumber(0, 65_535), 0)
    .option('--host <address>', 'loopback address to bind', loopbackHost, '127.0.0.1')
    .option('--seed <number>', 'what the market is generated from', wholeNumber(0, 2_147_483_647), 1)
    .addOption(
      new Option(
        '--session <kind>',
        'regular: always open; kst: the real timetable; accelerated: a day at speed',
      )
        .choices(['regular', 'kst', 'accelerated'])
        .default('regular'),
    )
    .option('--speed <factor>', 'how fast an accelerated day runs', positiveNumber, 60)
    .option(
      '--state <path>',
      'file that accounts and orders survive a restart in, "none" to keep nothing',
      'none',
    )
    .option('--activity <factor>', 'how much trades in the background, 0 for nothing', numberFromZero, 1)
    .addOption(
      new Option(
        '--history <kind>',
        'sample: a new account looks back on sixty days of trades that end with its cash; none: it begins today',
      )
        .choices(['none', 'sample'])
        .default('none'),
    )
    .addOption(
      new Option(
        '--quota <rule>',
        'default: 5 calls a second and API id, 20 in all; strict: 1 and 10, the least ever measured; off; or a number per API id',
      )
        .argParser(quotaRules)
        .default(DEFAULT_SETTINGS.quota, 'default'),
    )
    .addOption(
      new Option('--second-login <rule>', 'what a second login with the same app key does to the first')
        .choices(['replace', 'allow'])
        .default(DEFAULT_SETTINGS.secondLogin),
    )
    .option('--ping-seconds <number>', 'how often clients must show that they live', positiveNumber, 10)
    .option('--cert <path>', 'PEM certificate; with --key, serves https and wss')
    .option('--key <path>', 'PEM private key of the certificate')
    .option(
      '--strict-keys',
      `accept only the key pair in ${ENV_APP_KEY} and ${ENV_SECRET_KEY} (more accounts: KEY.name)`,
      false,
    )
    .option('--exit-with-parent', 'end when standard input closes', false)
    .option(
      '--fault <spec>',
      'something that goes wrong on purpose, as kind[@target+...][:key=value,...]; may be given again',
      oneMoreFault,
      [],
    )
    .option(
      '--fault-seed <number>',
      'what decides when faults strike (default: --seed)',
      wholeNumber(0, 2_147_483_647),
    )
    .option('--fault-control', 'take faults as lines of JSON on standard input, too', false)
    .addHelpText('after', `\n${FAULT_HELP}`);
}

function settingsOf(options: CliOptions): KiwoomServerSettings {
  const appKey = process.env[ENV_APP_KEY] ?? '';
  const secretKey = process.env[ENV_SECRET_KEY] ?? '';
  if (options.strictKeys && (appKey === '' || secretKey === '')) {
    throw new Error(`--strict-keys needs ${ENV_APP_KEY} and ${ENV_SECRET_KEY}`);
  }
  return {
    ...DEFAULT_SETTINGS,
    quota: options.quota,
    secondLogin: options.secondLogin,
    session: { ...DEFAULT_SETTINGS.session, pingIntervalMs: options.pingSeconds * 1000 },
    strictKeys: options.strictKeys ? { appKey, secretKey } : null,
  };
}

function readTls({ cert, key }: CliOptions): { readonly cert: string; readonly key: string } | null {
  if (cert === undefined && key === undefined) return null;
  if (cert === undefined || key === undefined) throw new Error('--cert and --key belong together');
  return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
}

async function run(options: CliOptions): Promise<void> {
  const clock = createSystemClock();
  const log = createLineLog(
    (text) => process.stderr.write(text),
    () => new Date(clock.now()).toISOString(),
  );
  const exchange = await createExchange({
    clock,
    seed: options.seed,
    host: options.host,
    port: options.port,
    wsPort: options.wsPort,
    tls: readTls(options),
    session: options.session,
    speed: options.speed,
    statePath: options.state === 'none' ? null : options.state,
    settings: settingsOf(options),
    log,
    faults: options.fault,
    ...(options.faultSeed === undefined ? {} : { faultSeed: options.faultSeed }),
    world: { activity: options.activity, history: options.history },
  });
  endOnRequest(exchange, options.exitWithParent);
  const line = {
    rest: exchange.restUrl,
    ws: exchange.wsUrl,
    pid: process.pid,
    seed: options.seed,
    session: options.session,
    market: exchange.marketId,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
  if (options.faultControl)
    connectFaultControl(exchange.faults, process.stdin, (text) => process.stdout.write(text));
}

/** Ends cleanly on a signal and, when asked to, with the process that started this one. */
function endOnRequest(exchange: Exchange, exitWithParent: boolean): void {
  let isEnding = false;
  const end = () => {
    if (isEnding) return;
    isEnding = true;
    exchange.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  if (!exitWithParent) return;
  process.stdin.on('end', end).on('close', end).on('error', end);
  process.stdin.resume();
}

function fail(error: unknown): never {
  process.stderr.write(`exchange: ${reasonOf(error)}\n`);
  process.exit(1);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, port } = error as NodeJS.ErrnoException & { readonly port?: number };
  if (code === 'EADDRINUSE') return `port ${port ?? ''} is taken by another program`;
  if (code === 'EACCES' && port !== undefined) return `port ${port} may not be bound by this user`;
  return error.message;
}

// The market makes much that is soon forgotten: the heap may grow by this much, in percent, before it is looked through again.
setFlagsFromString('--heap-growing-percent=50');
// A log that nobody reads any more must not end the market.
process.stderr.on('error', () => undefined);
run(buildCommand().parse().opts<CliOptions>()).catch(fail);
