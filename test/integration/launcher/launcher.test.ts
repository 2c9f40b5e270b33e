import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ensureBuilt } from '#electron/launcher/build.ts';
import { endChild, whenChildEnds } from '#electron/launcher/child-end.ts';
import { createChildren } from '#electron/launcher/children.ts';
import { ROOT } from '#test/support/launch-desk.ts';
import { commandOf, descendantsOf, isRunning } from '#test/support/process-tree.ts';

let home: string;
let launched: ChildProcess[];

beforeAll(() => ensureBuilt(ROOT, createChildren(), () => undefined), 120_000);

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'hoga-launch-'));
  launched = [];
});

afterEach(async () => {
  for (const child of launched) await endChild(child);
  rmSync(home, { recursive: true, force: true });
});

interface Launch {
  readonly child: ChildProcess;
  readonly pid: number;
  lines(): string[];
  errors(): string;
  /** Resolves with the first line that matches. Rejects when the launcher ends without it. */
  line(pattern: RegExp): Promise<string>;
}

function launch(args: string[], environment: Record<string, string> = {}): Launch {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'electron/launcher/start.ts', '--no-build', ...args],
    {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, HOGA_HOME: home, ...environment },
    },
  );
  launched.push(child);
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString('utf8')));
  const lines = (): string[] => output.split('\n').filter(Boolean);
  return {
    child,
    pid: child.pid ?? 0,
    lines,
    errors: () => errors,
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = lines().find((line) => pattern.test(line));
          if (found !== undefined) resolve(found);
        };
        child.stdout.on('data', look);
        child.once('close', (code, signal) =>
          reject(new Error(`ended with ${code ?? signal} without ${String(pattern)}: ${output}${errors}`)),
        );
        look();
      }),
  };
}

const READY = /^\{"url":/;
const urlOf = (line: string): string => (JSON.parse(line) as { url: string }).url;

/** A program that stands in for a browser: notes how it was called, then ends with the given code. */
function fakeBrowser(code: number): { path: string; calls: () => string } {
  const path = join(home, 'browser.sh');
  const calls = join(home, 'calls');
  writeFileSync(path, `#!/bin/sh\nprintf '%s\\n' "$@" >> '${calls}'\nexit ${code}\n`, { mode: 0o755 });
  return { path, calls: () => (existsSync(calls) ? readFileSync(calls, 'utf8') : '') };
}

async function expectGone(pids: readonly number[]): Promise<void> {
  await expect.poll(() => pids.filter(isRunning).map(commandOf), { timeout: 10_000 }).toEqual([]);
}

describe.skipIf(process.platform !== 'linux')('npm start', () => {
  it('--headless prints the address as JSON on its last line, good for one browser', async () => {
    const desk = launch(['--headless']);
    const line = await desk.line(READY);
    expect(desk.lines().at(-1)).toBe(line);
    const statuses = [];
    for (let time = 0; time < 2; time += 1) {
      statuses.push((await fetch(urlOf(line), { redirect: 'manual' })).status);
    }
    expect(statuses).toEqual([303, 401]);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends every process it started on %s, with 0', async (signal) => {
    const desk = launch(['--headless']);
    await desk.line(READY);
    const started = descendantsOf(desk.pid);
    expect(started.map(commandOf).join('\n')).toMatch(/browser-host\.js[\s\S]*exchange\.js/);
    desk.child.kill(signal);
    expect(await whenChildEnds(desk.child)).toBe(0);
    await expectGone(started);
  });

  it('leaves no process behind even when it is killed', async () => {
    const desk = launch(['--headless']);
    await desk.line(READY);
    const started = descendantsOf(desk.pid);
    desk.child.kill('SIGKILL');
    await expectGone(started);
  });

  it('gives the desk back to the next start after being killed', async () => {
    const desk = launch(['--headless']);
    await desk.line(READY);
    const started = descendantsOf(desk.pid);
    for (const pid of [desk.pid, ...started]) process.kill(pid, 'SIGKILL');
    await expectGone(started);
    await launch(['--headless']).line(READY);
  });

  it('says in one line that its port is taken', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => holder.once('listening', resolve));
    const { port } = holder.address() as AddressInfo;
    const desk = launch(['--headless', '--port', String(port)]);
    expect(await whenChildEnds(desk.child)).toBe(1);
    expect(desk.errors().trim().split('\n')).toEqual([
      expect.stringMatching(new RegExp(`port ${port} .*--port`)),
    ]);
    holder.close();
  });

  it('uses the port it is given', async () => {
    const probe = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => probe.once('listening', resolve));
    const { port } = probe.address() as AddressInfo;
    await new Promise((resolve) => probe.close(resolve));
    const line = await launch(['--headless', '--port', String(port)]).line(READY);
    expect(new URL(urlOf(line)).port).toBe(String(port));
  });

  it('says in one line that another copy uses the same files', async () => {
    await launch(['--headless']).line(READY);
    const second = launch(['--headless']);
    expect(await whenChildEnds(second.child)).toBe(1);
    expect(second.errors().trim().split('\n')).toEqual([expect.stringMatching(/another copy.*HOGA_HOME/)]);
  });

  it('says in one line that it cannot write its files', async () => {
    const file = join(home, 'a-file');
    writeFileSync(file, '');
    const desk = launch(['--headless'], { HOGA_HOME: join(file, 'home') });
    expect(await whenChildEnds(desk.child)).toBe(1);
    expect(desk.errors().trim().split('\n')).toEqual([expect.stringMatching(/cannot write in .*HOGA_HOME/)]);
  });

  it('opens an app window in a profile of its own, and ends with it', async () => {
    const browser = fakeBrowser(0);
    const desk = launch(['--browser'], { HOGA_BROWSER: browser.path, DISPLAY: ':99' });
    expect(await whenChildEnds(desk.child)).toBe(0);
    expect(browser.calls()).toMatch(/^--app=http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/m);
    expect(browser.calls()).toContain(`--user-data-dir=${join(home, 'cache/browser')}`);
    expect(JSON.parse(readFileSync(join(home, 'cache/browser/Default/Preferences'), 'utf8'))).toEqual({
      translate: { enabled: false },
    });
  });

  it('prints a new address and keeps serving when the browser does not open', async () => {
    const browser = fakeBrowser(7);
    const desk = launch(['--browser'], { HOGA_BROWSER: browser.path, DISPLAY: ':99' });
    const url = await desk.line(/^http:\/\/127/);
    expect(browser.calls()).not.toContain(url);
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(303);
  });

  it('prints the address and keeps serving where there is no browser, or no display', async () => {
    const none = launch(['--browser'], { HOGA_BROWSER: join(home, 'none') });
    expect((await fetch(await none.line(/^http:\/\/127/), { redirect: 'manual' })).status).toBe(303);
    expect(none.lines().join('\n')).toContain('HOGA_BROWSER');
    await endChild(none.child);
    const { path } = fakeBrowser(0);
    const blind = launch(['--browser'], { HOGA_BROWSER: path, DISPLAY: '', WAYLAND_DISPLAY: '' });
    expect((await fetch(await blind.line(/^http:\/\/127/), { redirect: 'manual' })).status).toBe(303);
  });

  it('--help documents its options', async () => {
    const help = launch(['--help']);
    expect(await whenChildEnds(help.child)).toBe(0);
    for (const option of [
      '--browser',
      '--headless',
      '--port',
      '--seed',
      '--locale',
      '--no-build',
      'HOGA_HOME',
    ]) {
      expect(help.lines().join('\n')).toContain(option);
    }
  });

  it.each([
    ['--port', '99999'],
    ['--port', 'x'],
    ['--seed', '-1'],
    ['--locale', 'fr'],
    ['--unknown'],
    ['extra'],
  ])('refuses %s %s', async (...args) => {
    const desk = launch(args.filter(Boolean));
    expect(await whenChildEnds(desk.child)).toBe(1);
    expect(desk.errors()).toMatch(/^error: /);
  });
});
