import i18next from 'i18next';
import type { i18n, Resource } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Locale } from '#shared/contract/vocabulary.ts';

/** `./locales/ko/app.json` holds namespace `app`; `../panels/watchlist/locales/ko.json` namespace `watchlist`. */
const APP_TEXTS = import.meta.glob<object>('./locales/*/*.json', { eager: true, import: 'default' });
const PANEL_TEXTS = import.meta.glob<object>('../panels/*/locales/*.json', {
  eager: true,
  import: 'default',
});

/** Starts translation. Korean stands in where English lacks a text, never the other way round. */
export async function startI18n(locale: Locale): Promise<i18n> {
  await i18next.use(initReactI18next).init({
    lng: locale,
    fallbackLng: 'ko',
    defaultNS: 'app',
    resources: buildResources(),
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = locale;
  return i18next;
}

export async function changeLocale(locale: Locale): Promise<void> {
  document.documentElement.lang = locale;
  if (i18next.language !== locale) await i18next.changeLanguage(locale);
}

function buildResources(): Resource {
  const resources: Record<string, Record<string, object>> = {};
  const put = (locale: string | undefined, namespace: string | undefined, texts: object): void => {
    if (locale === undefined || namespace === undefined) return;
    resources[locale] = { ...resources[locale], [namespace]: texts };
  };
  for (const [path, texts] of Object.entries(APP_TEXTS)) {
    const [, locale, namespace] = /\/locales\/(\w+)\/([\w-]+)\.json$/.exec(path) ?? [];
    put(locale, namespace, texts);
  }
  for (const [path, texts] of Object.entries(PANEL_TEXTS)) {
    const [, namespace, locale] = /\/panels\/([\w-]+)\/locales\/(\w+)\.json$/.exec(path) ?? [];
    put(locale, namespace, texts);
  }
  return resources;
}
