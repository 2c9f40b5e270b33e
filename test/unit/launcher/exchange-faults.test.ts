import { describe, expect, it } from 'vitest';
import { parseLaunchOptions } from '#electron/launcher/launch-options.ts';
import { parseHostArguments } from '#electron/platform/host-arguments.ts';

const FAULTS = ['lose-answer@kt10000:times=1', 'R10001:after=60000'];

describe('faults of the embedded exchange', () => {
  it('are passed on to the host, each as it was given', () => {
    const args = FAULTS.flatMap((spec) => ['--exchange-fault', spec]);
    const { hostArguments } = parseLaunchOptions([...args, '--seed', '7'], '0');

    expect(parseHostArguments(hostArguments)).toMatchObject({ seed: 7, exchangeFaults: FAULTS });
  });

  it('are none unless given', () => {
    expect(parseHostArguments(parseLaunchOptions([], '0').hostArguments).exchangeFaults).toEqual([]);
  });
});
