import { FAULT_TARGETS } from './fault.ts';
import { describeFaults } from './parse-fault.ts';

/** Explains `--fault`: every kind with its usual target and settings. */
export const FAULT_HELP = [
  'Faults, each with its usual target and settings:',
  ...describeFaults().map((line) => `  ${line}`),
  'Targets: API ids, real-time types, and',
  ...Object.entries(FAULT_TARGETS).map(([name, says]) => `  ${name}  ${says}`),
  'Every fault also takes chance=0..1, times=n, skip=n, and after=ms and for=ms, counted from when it is switched on.',
  '429, 8005 and R10001 are other names of rate-limit, token-invalid and session-replaced.',
  'Example: --fault lose-answer@kt10000:times=1 --fault duplicate-pushes@00+04:chance=0.5',
].join('\n');
