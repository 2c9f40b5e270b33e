import { describe, expect, it } from 'vitest';
import { Preferences } from '#electron/core/preferences.ts';
import { createMemorySettings } from '#test/support/memory-stores.ts';

describe('preferences', () => {
  it('keeps choices, links and layouts apart', () => {
    const preferences = new Preferences(createMemorySettings());
    preferences.set('theme', 'light');
    preferences.setLink('amber', '000660');
    preferences.setLayout('main', { panels: 3 });
    expect(preferences.all()).toEqual({ theme: 'light' });
    expect(preferences.links()).toEqual({
      amber: '000660',
      violet: '000660',
      green: '035420',
      cyan: '069500',
    });
    expect(preferences.layout('main')).toEqual({ panels: 3 });
    expect(preferences.layout('second')).toBeNull();
  });

  it('starts from nothing when what is stored is of another shape', () => {
    const preferences = new Preferences(createMemorySettings({ preferences: 'text', links: 7 }));
    expect(preferences.all()).toEqual({});
    expect(preferences.links().amber).toBe('005930');
  });

  it('refuses a value larger than a choice can be', () => {
    const preferences = new Preferences(createMemorySettings());
    expect(preferences.set('note', 'x'.repeat(70_000))).toMatchObject({
      ok: false,
      error: { kind: 'validation', code: 'SETTING_TOO_LARGE' },
    });
  });

  it('tells when the disk is full', () => {
    const settings = createMemorySettings();
    settings.fault.isBroken = true;
    expect(new Preferences(settings).set('theme', 'dark')).toMatchObject({
      ok: false,
      error: { kind: 'storage' },
    });
  });
});
