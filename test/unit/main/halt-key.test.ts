import { beforeEach, describe, expect, it, vi } from 'vitest';
import { bindHaltKey } from '#electron/main/halt-key.ts';
import { HALT_ACCELERATOR, installMenu } from '#electron/main/menu.ts';
import { globalShortcut, Menu } from '#test/support/fake-electron/electron.ts';
import { createRecordingLog } from '#test/support/recording-log.ts';

vi.mock('electron', () => import('#test/support/fake-electron/electron.ts'));

beforeEach(() => {
  globalShortcut.bound.clear();
  globalShortcut.taken.clear();
});

interface Entry {
  readonly label?: string;
  readonly accelerator?: string;
  readonly submenu?: readonly Entry[];
  readonly click?: () => void;
}

describe('the key of the kill switch', () => {
  it('halts from anywhere in the system, without a window', () => {
    const halt = vi.fn();
    bindHaltKey(halt, createRecordingLog());
    globalShortcut.bound.get(HALT_ACCELERATOR)?.();
    expect(halt).toHaveBeenCalledTimes(1);
  });

  it('is given back at the end', () => {
    bindHaltKey(() => undefined, createRecordingLog())();
    expect(globalShortcut.bound.size).toBe(0);
  });

  it('is missed in the log where another program has it', () => {
    globalShortcut.taken.add(HALT_ACCELERATOR);
    const log = createRecordingLog();
    bindHaltKey(() => undefined, log)();
    expect(JSON.stringify(log.entries)).toContain('no key of the system');
  });

  it('is an entry of the menu as well', () => {
    const haltAll = vi.fn();
    installMenu('ko', { haltAll, openNewWindow: () => undefined }, 'linux');
    const entries = (Menu.installed as readonly Entry[]).flatMap(({ submenu }) => submenu ?? []);
    const entry = entries.find(({ accelerator }) => accelerator === HALT_ACCELERATOR);
    entry?.click?.();
    expect([entry?.label, haltAll.mock.calls.length]).toEqual(['비상 정지: 모든 계좌', 1]);
  });
});
