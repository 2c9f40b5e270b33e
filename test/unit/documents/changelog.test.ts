import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const CHANGELOG = readFileSync(new URL('../../../CHANGELOG.md', import.meta.url), 'utf8');
const HEADINGS = [...CHANGELOG.matchAll(/^(##+) (.+)$/gm)].map(([, level = '', title = '']) => ({
  level: level.length,
  title,
}));

describe('changelog', () => {
  it('starts with what is not released yet', () => {
    expect(HEADINGS[0]).toEqual({ level: 2, title: 'Unreleased' });
  });

  it('names each release by version and day, newest first', () => {
    const releases = HEADINGS.filter(({ level, title }) => level === 2 && title !== 'Unreleased');
    const days = releases.map(({ title }) => /^\d+\.\d+\.\d+ - (\d{4}-\d{2}-\d{2})$/.exec(title)?.[1]);
    expect(days).not.toContain(undefined);
    expect(days).toEqual([...days].sort().reverse());
  });

  it('groups changes under the known kinds only', () => {
    const kinds = HEADINGS.filter(({ level }) => level > 2).map(({ title }) => title);
    for (const kind of kinds) expect(['Added', 'Changed', 'Fixed', 'Removed', 'Security']).toContain(kind);
  });
});
