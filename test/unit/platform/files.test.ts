import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appFolders, makeFolders } from '#electron/platform/app-folders.ts';
import { writeFileAtomic } from '#electron/platform/atomic-file.ts';
import { createBoundedLogFile } from '#electron/platform/bounded-log-file.ts';
import { createFileCache } from '#electron/platform/file-cache.ts';
import { openConfSettings } from '#electron/platform/conf-settings.ts';
import { takeInstanceLock } from '#electron/platform/instance-lock.ts';
import { SILENT_LOG } from '#test/support/silent-log.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoga-files-'));
});

afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true });
});

describe('app folders', () => {
  it('lie under HOGA_HOME when that is set, readable by their owner alone', () => {
    const folders = appFolders(join(folder, 'home'));
    makeFolders(folders);
    expect(folders.data).toBe(join(folder, 'home', 'data'));
    expect(statSync(folders.data).mode & 0o777).toBe(0o700);
  });
});

describe('an atomic write', () => {
  it('replaces the file as a whole, readable by its owner alone, and leaves no draft', () => {
    const path = join(folder, 'file');
    writeFileSync(path, 'old and longer');
    writeFileAtomic(path, 'new');
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['file']);
  });

  it('leaves the old file and no draft when it fails', () => {
    const path = join(folder, 'no-such-folder', 'file');
    expect(() => writeFileAtomic(path, 'x')).toThrow('ENOENT');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('the log file', () => {
  it('moves aside when it is full and keeps a bounded number of old ones', () => {
    const path = join(folder, 'hoga.log');
    const sink = createBoundedLogFile(path, { maxBytes: 20, keptFiles: 2 });
    for (const line of ['one 567890\n', 'two 567890\n', 'three 7890\n', 'four 67890\n']) sink.write(line);
    expect(readdirSync(folder).sort()).toEqual(['hoga.log', 'hoga.log.1', 'hoga.log.2']);
    expect(readFileSync(path, 'utf8')).toBe('four 67890\n');
    expect(readFileSync(`${path}.1`, 'utf8')).toBe('three 7890\n');
    expect(readFileSync(`${path}.2`, 'utf8')).toBe('two 567890\n');
  });

  it('goes on where an earlier run ended', () => {
    const path = join(folder, 'hoga.log');
    createBoundedLogFile(path, { maxBytes: 20, keptFiles: 2 }).write('one 567890\n');
    createBoundedLogFile(path, { maxBytes: 20, keptFiles: 2 }).write('two 567890\n');
    expect(readFileSync(`${path}.1`, 'utf8')).toBe('one 567890\n');
  });

  it('makes its folder when that is gone', () => {
    const path = join(folder, 'logs', 'hoga.log');
    const sink = createBoundedLogFile(path);
    sink.write('one\n');
    rmSync(join(folder, 'logs'), { recursive: true });
    sink.write('two\n');
    expect(readFileSync(path, 'utf8')).toBe('two\n');
  });

  it('never fails its caller where nothing can be written, and says so once until it can', () => {
    const logs = join(folder, 'logs');
    writeFileSync(logs, 'a file where the folder should be');
    const failures: unknown[] = [];
    const sink = createBoundedLogFile(join(logs, 'hoga.log'), { onFailure: (cause) => failures.push(cause) });
    expect(() => sink.write('lost\n')).not.toThrow();
    sink.write('lost\n');
    expect(failures).toHaveLength(1);
    rmSync(logs);
    sink.write('kept\n');
    rmSync(logs, { recursive: true });
    writeFileSync(logs, '');
    sink.write('lost\n');
    expect(failures).toHaveLength(2);
  });
});

describe('settings', () => {
  it('are there again after a restart', () => {
    const first = openConfSettings(folder, SILENT_LOG);
    expect(first.notice).toBeNull();
    first.store.set('a.b', { c: [1] });
    first.store.set('gone', 1);
    first.store.remove('gone');
    const second = openConfSettings(folder, SILENT_LOG).store;
    expect([second.get('a.b'), second.get('gone'), second.get('a')]).toEqual([
      { c: [1] },
      undefined,
      undefined,
    ]);
  });

  it('are one JSON file, readable by its owner alone', () => {
    openConfSettings(folder, SILENT_LOG).store.set('a.b', 1);
    const path = join(folder, 'settings.json');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ 'a.b': 1 });
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it.each(['{"a":', '', '[]', 'null', '\0\0\0'])(
    'start anew when the file holds %j, which is kept aside',
    (text) => {
      const path = join(folder, 'settings.json');
      writeFileSync(path, text);
      const { store, notice } = openConfSettings(folder, SILENT_LOG);
      expect(notice).toMatchObject({ kind: 'storage', code: 'SETTINGS_UNREADABLE' });
      expect(readFileSync(`${path}.unreadable-1`, 'utf8')).toBe(text);
      expect(store.set('a', 1)).toMatchObject({ ok: true });
      expect(openConfSettings(folder, SILENT_LOG).store.get('a')).toBe(1);
    },
  );

  it('keep the last five unreadable files, each as it was', () => {
    const path = join(folder, 'settings.json');
    for (let round = 1; round <= 7; round += 1) {
      writeFileSync(path, `damaged ${round}`);
      openConfSettings(folder, SILENT_LOG);
    }
    const kept = readdirSync(folder).filter((name) => name.includes('unreadable'));
    expect(Object.fromEntries(kept.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))).toEqual(
      Object.fromEntries([3, 4, 5, 6, 7].map((n) => [`settings.json.unreadable-${n}`, `damaged ${n}`])),
    );
  });

  it('do not let a value be changed from outside', () => {
    const { store } = openConfSettings(folder, SILENT_LOG);
    const value = { list: [1] };
    store.set('a', value);
    value.list.push(2);
    (store.get('a') as typeof value).list.push(3);
    expect(store.get('a')).toEqual({ list: [1] });
  });

  it('take a key that looks like part of every object as any other', () => {
    const { store } = openConfSettings(folder, SILENT_LOG);
    store.set('__proto__', { polluted: true });
    store.set('constructor', 1);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(store.get('toString')).toBeUndefined();
    expect(store.get('constructor')).toBe(1);
  });

  it('answer with storage, and keep what they had, when they cannot be written', () => {
    const { store } = openConfSettings(folder, SILENT_LOG);
    store.set('a', 1);
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'a file where the folder was');
    expect(store.set('a', 2)).toMatchObject({ ok: false, error: { kind: 'storage' } });
    expect(store.get('a')).toBe(1);
  });
});

describe('the lock on a data folder', () => {
  const identities = (known: Record<number, string>) => (pid: number) => known[pid] ?? null;

  it('is refused to a second copy, which learns who has it', () => {
    const alive = identities({ 11: 'a', 22: 'b' });
    expect(takeInstanceLock(folder, 11, alive).ok).toBe(true);
    const second = takeInstanceLock(folder, 22, alive);
    expect(second).toMatchObject({
      ok: false,
      error: { kind: 'storage', code: 'ALREADY_RUNNING', context: { pid: 11, folder } },
    });
  });

  it('is free again once released', () => {
    const alive = identities({ 11: 'a', 22: 'b' });
    const first = takeInstanceLock(folder, 11, alive);
    if (first.ok) first.value.release();
    expect(takeInstanceLock(folder, 22, alive).ok).toBe(true);
  });

  it('is taken over from a process that is gone, or whose number another program has now', () => {
    takeInstanceLock(folder, 11, identities({ 11: 'a' }));
    expect(takeInstanceLock(folder, 22, identities({ 22: 'b' })).ok).toBe(true);
    expect(takeInstanceLock(folder, 33, identities({ 22: 'reused', 33: 'c' })).ok).toBe(true);
  });

  it('is not released by whoever lost it', () => {
    const first = takeInstanceLock(folder, 11, identities({ 11: 'a' }));
    const alive = identities({ 22: 'b', 33: 'c' });
    takeInstanceLock(folder, 22, alive);
    if (first.ok) first.value.release();
    expect(takeInstanceLock(folder, 33, alive).ok).toBe(false);
  });

  it('survives a lock file that says nothing', () => {
    writeFileSync(join(folder, 'instance.lock'), 'garbage');
    expect(takeInstanceLock(folder).ok).toBe(true);
  });

  it('leaves nothing behind but the lock itself', () => {
    const lock = takeInstanceLock(folder);
    takeInstanceLock(folder);
    expect(readdirSync(folder)).toEqual(['instance.lock']);
    if (lock.ok) lock.value.release();
    expect(existsSync(join(folder, 'instance.lock'))).toBe(false);
  });

  it('says when the folder cannot be written', () => {
    expect(takeInstanceLock(join(folder, 'none'))).toMatchObject({
      ok: false,
      error: { kind: 'storage', code: 'DATA_FOLDER_UNUSABLE' },
    });
  });

  it('knows this very process as alive', () => {
    takeInstanceLock(folder);
    expect(takeInstanceLock(folder)).toMatchObject({ ok: false, error: { context: { pid: process.pid } } });
  });
});

describe('cache files', () => {
  it('are there again, and are no fault when they, or their folder, are not', () => {
    const path = join(folder, 'cache');
    const cache = createFileCache(path);
    expect(cache.read('names.json')).toBeNull();
    expect(cache.write('names.json', '[1]')).toEqual({ ok: true, value: undefined });
    expect(createFileCache(path).read('names.json')).toBe('[1]');
    rmSync(path, { recursive: true });
    writeFileSync(path, 'a file where the folder should be');
    expect(cache.read('names.json')).toBeNull();
    expect(cache.write('names.json', '[2]')).toMatchObject({ ok: false, error: { kind: 'storage' } });
  });
});
