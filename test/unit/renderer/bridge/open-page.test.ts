import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openPage } from '#renderer/bridge/open-page.ts';

const opened: unknown[][] = [];
let answer: { focus(): void } | null;

beforeEach(() => {
  opened.length = 0;
  answer = { focus: () => undefined };
  vi.stubGlobal('window', {
    open: (...args: unknown[]) => {
      opened.push(args);
      return answer;
    },
  });
});

afterEach(() => vi.unstubAllGlobals());

describe('a page that the host asks for', () => {
  it('is a window of its own; the same desk window keeps its name, a form gets a new one', () => {
    expect([openPage('/?window=two'), openPage('/secret/abc')]).toEqual([true, true]);
    expect(opened.map(([path, name]) => [path, name])).toEqual([
      ['/?window=two', 'hoga:/?window=two'],
      ['/secret/abc', '_blank'],
    ]);
  });

  it.each([
    'https://evil.example/',
    '//evil.example/',
    'javascript:alert(1)',
    '',
    'secret',
    '/\\evil.example',
  ])('of another site is never opened: %j', (path) => {
    expect(openPage(path)).toBe(false);
    expect(opened).toEqual([]);
  });

  it('that the browser blocks is reported', () => {
    answer = null;
    expect(openPage('/?window=two')).toBe(false);
  });
});
