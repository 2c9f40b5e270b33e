import { Menu } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';
import type { Locale } from '#shared/contract/vocabulary.ts';

const TEXT = {
  ko: { file: '파일', newWindow: '새 창', edit: '편집', view: '보기', window: '창' },
  en: { file: 'File', newWindow: 'New window', edit: 'Edit', view: 'View', window: 'Window' },
} as const satisfies Record<Locale, object>;

export interface MenuActions {
  openNewWindow(): void;
}

/** The application menu. Its own entries are few: the desk's commands live in the desk. */
export function installMenu(locale: Locale, actions: MenuActions, platform = process.platform): void {
  const text = TEXT[locale];
  const template: MenuItemConstructorOptions[] = [
    ...(platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    {
      label: text.file,
      submenu: [
        {
          label: text.newWindow,
          accelerator: 'CommandOrControl+Shift+N',
          click: () => actions.openNewWindow(),
        },
        { type: 'separator' },
        { role: platform === 'darwin' ? 'close' : 'quit' },
      ],
    },
    { label: text.edit, role: 'editMenu' },
    {
      label: text.view,
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { label: text.window, role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
