/** Between a running desk and `npm start -- --halt`: a file with an address, and what is answered there. */

/** Name of the file, in the data folder. */
export const HALT_ADDRESS_FILE = 'halt.json';

/** How another program of the same owner reaches the kill switch of a running desk: HTTP on 127.0.0.1, bearer token. */
export interface HaltAddress {
  readonly port: number;
  readonly token: string;
}

/** POST halts every account, GET only asks. One line an account and order, for people. */
export interface HaltAnswer {
  readonly lines: readonly string[];
  /** Whether something that the halt found is not over yet. */
  readonly isAnythingLeft: boolean;
}
