import { percentChange } from '../../wording/format.ts';

/** A move in won and in percent. */
export interface Move {
  readonly won: number;
  readonly percent: number;
}

export type MoveScore = (move: Move, volume: number) => number | null;
const onlyPositive = (value: number) => (value > 0 ? value : null);
export const RISE_RATE: MoveScore = ({ percent }) => onlyPositive(percent);
export const RISE: MoveScore = ({ won }) => onlyPositive(won);
export const FALL_RATE: MoveScore = ({ percent }) => onlyPositive(-percent);
export const FALL: MoveScore = ({ won }) => onlyPositive(-won);
export const UNCHANGED: MoveScore = ({ won }, volume) => (won === 0 ? volume : null);

/** Sort codes of ka10027 and ka10098; what moved the other way is left out. */
export const MOVE_ORDERS: Readonly<Record<string, MoveScore>> = {
  '1': RISE_RATE,
  '2': RISE,
  '3': FALL_RATE,
  '4': FALL,
  '5': UNCHANGED,
};

export const moveOf = (to: number, from: number): Move => ({
  won: to - from,
  percent: percentChange(to, from),
});
