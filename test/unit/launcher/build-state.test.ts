import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withBuildLock } from '#electron/launcher/build-lock.ts';
import { ensureBuilt, isBuildCurrent } from '#electron/launcher/build.ts';
import { createChildren } from '#electron/launcher/children.ts';

let root: string;

/** Writes a file whose time lies `second` seconds after a fixed moment. */
function put(path: string, second: number): void {
  const at = join(root, path);
  mkdirSync(dirname(at), { recursive: true });
  writeFileSync(at, '');
  const time = new Date(Date.UTC(2026, 10, 20) + second * 1000);
  for (let each = at; each !== root; each = dirname(each)) utimesSync(each, time, time);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hoga-build-'));
});

afterEach(() => rmSync(root, { recursive: true }));

describe('the build', () => {
  it('is out of date before the first one', () => {
    put('package.json', 1);
    expect(isBuildCurrent(root)).toBe(false);
  });

  it('is current while it is newer than every source', () => {
    put('shared/domain/order.ts', 1);
    put('renderer/app/main.tsx', 2);
    put('out/build.stamp', 3);
    expect(isBuildCurrent(root)).toBe(true);
  });

  it.each([
    'shared/a/b/c.ts',
    'electron/main/main.ts',
    'renderer/index.html',
    'package.json',
    'electron.vite.config.ts',
  ])('is out of date when %s is newer', (source) => {
    put('out/build.stamp', 3);
    put(source, 4);
    expect(isBuildCurrent(root)).toBe(false);
  });

  it('is out of date when a source was removed', () => {
    put('shared/domain/order.ts', 1);
    put('shared/domain/gone.ts', 1);
    put('out/build.stamp', 3);
    rmSync(join(root, 'shared/domain/gone.ts'));
    expect(isBuildCurrent(root)).toBe(false);
  });

  it('does not mind tests and documents', () => {
    put('shared/domain/order.ts', 1);
    put('out/build.stamp', 3);
    put('test/unit/x.test.ts', 4);
    put('README.md', 4);
    expect(isBuildCurrent(root)).toBe(true);
  });

  it('says what to do when the packages are missing', async () => {
    put('package.json', 1);
    await expect(ensureBuilt(root, createChildren(), () => undefined)).rejects.toThrow('npm ci');
  });
});

describe('two builds at once', () => {
  it('go one after the other', async () => {
    const path = join(root, 'cache/build.lock');
    const steps: string[] = [];
    const build = (name: string) =>
      withBuildLock(path, async () => {
        steps.push(`${name} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        steps.push(`${name} ends`);
      });
    await Promise.all([build('one'), build('two')]);
    expect(steps).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
  });

  it('do not wait for one that died', async () => {
    const path = join(root, 'build.lock');
    // Larger than any process number that a system gives.
    writeFileSync(path, String(2 ** 30));
    expect(await withBuildLock(path, () => Promise.resolve('built'))).toBe('built');
  });

  it('give way when one fails', async () => {
    const path = join(root, 'build.lock');
    await expect(withBuildLock(path, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await withBuildLock(path, () => Promise.resolve('built'))).toBe('built');
  });
});
