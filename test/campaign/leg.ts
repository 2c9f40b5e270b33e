/** What is wrong with one trial, in words; empty when nothing is. */
export type Complaints = readonly string[];

/** One line of the campaign: a claim about the desk, and how to try to break it. */
export interface Leg {
  readonly id: string;
  /** How many trials a run has. Legs that walk through a list (frames, zones, calls) say what the list has today. */
  readonly trials: { readonly short: number; readonly long: number };
  run(context: LegContext): Promise<void>;
}

export interface LegContext {
  readonly seed: number;
  readonly isLong: boolean;
  /** How many trials to run. */
  readonly trials: number;
  /** The only trial to run, when one is run again. */
  readonly onlyTrial: number | null;
  /** A folder of its own, gone afterwards. */
  readonly scratch: string;
  /** Judges one trial. What `act` throws is a complaint as well. */
  trial(number: number, subject: unknown, act: () => Complaints | Promise<Complaints>): Promise<void>;
  /** Takes note of a trial that was judged elsewhere. */
  record(outcome: TrialOutcome): void;
  /** A figure to print under the line. */
  note(text: string): void;
}

export interface TrialOutcome {
  readonly trial: number;
  /** The case; of a failure, as small as it could be made. */
  readonly subject: unknown;
  readonly complaints: Complaints;
}

/** A failure as it is kept in a file. */
export interface Failure extends TrialOutcome {
  readonly leg: string;
  readonly seed: number;
  readonly rerun: string;
}

export interface LegResult {
  readonly id: string;
  readonly trials: number;
  readonly failures: number;
  readonly seed: number;
  readonly seconds: number;
  readonly notes: readonly string[];
  readonly files: readonly string[];
}

/** Returns the one line that a leg prints. */
export function resultLine({ id, trials, failures, seed }: LegResult): string {
  return `${id} ${trials} ${failures} ${seed}`;
}

export function words(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}
