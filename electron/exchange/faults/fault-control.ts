import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { isRecord } from '../kiwoom-server/realtime/frame.ts';
import type { FaultReport, FaultSwitch } from './fault-switch.ts';
import { parseFault } from './parse-fault.ts';

/**
 * Carries out one line of control: `{"id":1,"clear":true,"add":["lose-answer@kt10000:times=1"]}`. What it clears goes first; without
 * either it only reports.
 * @returns the line to answer: `{"id":1,"faults":[...]}`, or `{"id":1,"error":"..."}` and nothing changed
 */
export function controlFaults(faults: FaultSwitch, line: string): string {
  const request = parseLine(line);
  const id = request.ok ? request.value.id : null;
  const done = request.ok ? carryOut(faults, request.value) : request;
  return JSON.stringify(done.ok ? { id, faults: done.value } : { id, error: done.error });
}

/** Takes lines of control from a stream and answers each with a line. Only whoever started the process can write there. */
export function connectFaultControl(
  faults: FaultSwitch,
  input: Readable,
  write: (text: string) => void,
): void {
  createInterface({ input }).on('line', (line) => write(`${controlFaults(faults, line)}\n`));
}

interface ControlRequest {
  readonly id: unknown;
  readonly clear: boolean;
  readonly add: readonly string[];
}

function parseLine(line: string): Result<ControlRequest, string> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return err('no JSON');
  }
  if (!isRecord(value)) return err('no JSON object');
  const { id = null, clear = false, add = [] } = value;
  const isList = Array.isArray(add) && add.every((spec) => typeof spec === 'string');
  if (typeof clear !== 'boolean' || !isList) return err('clear is true or false, add a list of faults');
  return ok({ id, clear, add });
}

function carryOut(
  faults: FaultSwitch,
  { clear, add }: ControlRequest,
): Result<readonly FaultReport[], string> {
  const bad = add.map(parseFault).find((fault) => !fault.ok);
  if (bad !== undefined && !bad.ok) return bad;
  if (clear) faults.clear();
  return faults.add(add);
}
