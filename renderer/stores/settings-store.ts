import { createStore } from 'zustand/vanilla';
import type { JsonValue } from '#shared/contract/requests.ts';
import type { Locale, Theme } from '#shared/contract/vocabulary.ts';
import { LOCALE_SETTING, LOCALES, THEMES } from '#shared/contract/vocabulary.ts';

interface SettingsState {
  readonly values: Readonly<Record<string, JsonValue>>;
}

export const settingsStore = createStore<SettingsState>(() => ({ values: {} }));

export const THEME_SETTING = 'appearance.theme';

export function applySetting(key: string, value: JsonValue): void {
  settingsStore.setState(({ values }) => ({ values: { ...values, [key]: value } }));
}

/** Dark unless the trader chose light. */
export function themeOf({ values }: SettingsState): Theme {
  return THEMES.find((theme) => theme === values[THEME_SETTING]) ?? 'dark';
}

/** Korean unless the trader chose English. */
export function localeOf({ values }: SettingsState): Locale {
  return LOCALES.find((locale) => locale === values[LOCALE_SETTING]) ?? 'ko';
}
