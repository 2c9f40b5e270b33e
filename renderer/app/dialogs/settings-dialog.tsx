import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Locale, Theme } from '#shared/contract/vocabulary.ts';
import { LOCALE_SETTING, LOCALES, THEMES } from '#shared/contract/vocabulary.ts';
import { saveSetting } from '#renderer/bridge/desk-actions.ts';
import { localeOf, settingsStore, THEME_SETTING, themeOf } from '#renderer/stores/settings-store.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { closeDialog } from './dialog-store.ts';

/** Names of the languages, each in itself. */
const LOCALE_NAMES: Readonly<Record<Locale, string>> = { ko: '한국어', en: 'English' };

export const SettingsDialog: FC = () => {
  const { t } = useTranslation();
  const settings = useStore(settingsStore);
  return (
    <Dialog isOpen onClose={closeDialog} title={t('settings.title')} size="narrow">
      <div className="settings">
        <span>{t('settings.theme')}</span>
        <Segmented<Theme>
          label={t('settings.theme')}
          options={THEMES.map((theme) => ({ value: theme, label: t(`settings.themes.${theme}`) }))}
          value={themeOf(settings)}
          onChange={(theme) => saveSetting(THEME_SETTING, theme)}
        />
        <span>{t('settings.locale')}</span>
        <Segmented<Locale>
          label={t('settings.locale')}
          options={LOCALES.map((locale) => ({ value: locale, label: LOCALE_NAMES[locale] }))}
          value={localeOf(settings)}
          onChange={(locale) => saveSetting(LOCALE_SETTING, locale)}
        />
      </div>
      <p className="settings__note">{t('settings.note')}</p>
    </Dialog>
  );
};
