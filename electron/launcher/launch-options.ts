import { Command, InvalidArgumentError, Option } from 'commander';
import { LOCALES } from '#shared/contract/vocabulary.ts';

export interface LaunchOptions {
  /** `auto`: Electron where there is one, else a browser. */
  readonly mode: 'auto' | 'browser' | 'headless';
  readonly isBuildAllowed: boolean;
  /** Opens nothing: halts the desk that runs already. */
  readonly isHalt: boolean;
  /** Passed on to the host as they are. */
  readonly hostArguments: readonly string[];
}

interface Values {
  readonly browser?: true;
  readonly headless?: true;
  readonly halt?: true;
  readonly port?: number;
  readonly seed?: number;
  readonly exchangeFault: readonly string[];
  readonly locale?: string;
  readonly build: boolean;
}

/** Reads the command line. Writes the help, or what is wrong, and ends the process, as commander does. */
export function parseLaunchOptions(args: readonly string[], version: string): LaunchOptions {
  const values = launchCommand(version)
    .parse([...args], { from: 'user' })
    .opts<Values>();
  return {
    mode: values.headless ? 'headless' : values.browser ? 'browser' : 'auto',
    isBuildAllowed: values.build,
    isHalt: values.halt === true,
    hostArguments: [
      ...(['port', 'seed', 'locale'] as const).flatMap((name) => {
        const value = values[name];
        return value === undefined ? [] : [`--${name}`, String(value)];
      }),
      ...values.exchangeFault.flatMap((spec) => ['--exchange-fault', spec]),
    ],
  };
}

function launchCommand(version: string): Command {
  return new Command('npm start --')
    .description(
      'Opens the Hoga desk: in Electron where its binary is present or can be downloaded, else in an installed\n' +
        'Chromium, Chrome or Edge as an app window, else at a one-time address that is printed.',
    )
    .version(version)
    .option('--browser', 'use an installed browser, also where Electron is there')
    .option('--headless', 'open no window: serve, and print {"url","port"} as the last line')
    .option(
      '--halt',
      'open nothing: halt every account of the desk that runs, and tell what becomes of its orders',
    )
    .option('--port <number>', 'port of the browser host on 127.0.0.1 (default: any free one)', whole(65_535))
    .option('--seed <number>', "seed of the embedded exchange's market", whole(2 ** 31 - 1))
    .option(
      '--exchange-fault <spec>',
      'what goes wrong on purpose at the embedded exchange, as its --fault; may be given again',
      (spec: string, before: readonly string[]) => [...before, spec],
      [],
    )
    .addOption(new Option('--locale <locale>', 'language to show from now on').choices([...LOCALES]))
    .option('--no-build', 'start what was built last, also when the sources are newer')
    .addHelpText(
      'after',
      '\nEnvironment:\n' +
        "  HOGA_HOME              folder for all files of the program, in place of the system's own folders\n" +
        '  HOGA_BROWSER           browser to use, as a path\n' +
        '  ELECTRON_EXEC_PATH     Electron binary to use, as a path',
    )
    .allowExcessArguments(false);
}

function whole(max: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
    if (value <= max) return value;
    throw new InvalidArgumentError(`It must be a whole number from 0 to ${max}.`);
  };
}
