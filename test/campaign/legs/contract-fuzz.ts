import { startDrill } from '#test/support/drill/drill.ts';
import type { Drill } from '#test/support/drill/drill.ts';
import { forAll } from '../for-all.ts';
import type { Complaints, Leg } from '../leg.ts';
import { words } from '../leg.ts';
import { fuzzedCall, UNMODELLED } from '../models/requests.ts';
import type { FuzzedCall } from '../models/requests.ts';

/** Turns of the event loop that a refusal may take. */
const PATIENCE_TURNS = 40;

/** What no window may send, sent to a whole desk that trades. */
export const CONTRACT_FUZZ: Leg = {
  id: 'contract-fuzz',
  trials: { short: 20_000, long: 50_000 },
  async run(context) {
    const uncaught: unknown[] = [];
    const onUncaught = (fault: unknown) => void uncaught.push(fault);
    process.on('uncaughtException', onUncaught);
    process.on('unhandledRejection', onUncaught);
    const drill = await startDrill();
    try {
      let before = await stateOf(drill);
      await forAll(context, fuzzedCall, async (call) => {
        const answer = await ask(drill, call);
        const after = await stateOf(drill);
        const complaints = judgeCall({ call, answer, before, after, uncaught: uncaught.splice(0) });
        before = after;
        return complaints;
      });
      context.note(
        `requests without a sound example: ${UNMODELLED.length === 0 ? 'none' : UNMODELLED.join(' ')}`,
      );
    } finally {
      await drill.close();
      process.off('uncaughtException', onUncaught);
      process.off('unhandledRejection', onUncaught);
    }
  },
};

export type CallAnswer =
  | { readonly type: 'answered'; readonly value: unknown }
  | { readonly type: 'thrown'; readonly error: string }
  | { readonly type: 'silent' };

export interface CallHistory {
  readonly call: FuzzedCall;
  readonly answer: CallAnswer;
  /** All that a request could change, before and after. */
  readonly before: string;
  readonly after: string;
  /** Faults that reached the process. */
  readonly uncaught: readonly unknown[];
}

export function judgeCall({ call, answer, before, after, uncaught }: CallHistory): Complaints {
  const complaints = uncaught.map((fault) => `uncaught: ${words(fault)}`);
  if (before !== after) complaints.push(`it changed something: ${before} -> ${after}`);
  if (answer.type === 'silent') complaints.push('it was not answered');
  if (answer.type === 'thrown') complaints.push(`it threw: ${answer.error}`);
  if (answer.type !== 'answered') return complaints;
  const code = refusalCode(answer.value);
  if (code === null) complaints.push(`${call.kind}, and not refused: ${JSON.stringify(answer.value)}`);
  if (code === 'INTERNAL_ERROR') complaints.push('it broke something inside');
  return complaints;
}

/** Null when it is no refusal. */
function refusalCode(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('ok' in value) || value.ok !== false) return null;
  if (!('error' in value) || typeof value.error !== 'object' || value.error === null) return null;
  return 'code' in value.error && typeof value.error.code === 'string' ? value.error.code : null;
}

async function ask(drill: Drill, { name, payload }: FuzzedCall): Promise<CallAnswer> {
  let answer: CallAnswer = { type: 'silent' };
  const asked = drill.desk.handle('window-1', name, payload).then(
    (value) => void (answer = { type: 'answered', value }),
    (error: unknown) => void (answer = { type: 'thrown', error: words(error) }),
  );
  const isAnswered = () => answer.type !== 'silent';
  // Most refusals need no turn of the event loop at all.
  for (let turn = 0; turn < 8 && !isAnswered(); turn += 1) await Promise.resolve();
  for (let turn = 0; turn < PATIENCE_TURNS && !isAnswered(); turn += 1) {
    await Promise.race([asked, new Promise((resolve) => setImmediate(resolve))]);
  }
  return answer;
}

async function stateOf(drill: Drill): Promise<string> {
  // Whatever a call started by itself has its turn.
  await Promise.resolve();
  return JSON.stringify({
    ledger: drill.ledger.rows.length,
    sent: drill.wire.sent.length,
    arrived: drill.wire.arrived.length,
    orders: drill.atExchange().length,
    settings: [...drill.settings.values],
    secrets: drill.secrets.values.size,
    gate: drill.gate(),
    polluted: Object.keys(Object.prototype),
  });
}
