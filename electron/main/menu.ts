import { Menu } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';
import type { Locale } from '#shared/contract/vocabulary.ts';

const TEXT = {
  ko: {
    file: '파일',
    newWindow: '새 창',
    haltAll: '비상 정지: 모든 계좌',
    edit: '편집',
    view: '보기',
    window: '창',
  },
  en: {
    file: 'File',
    newWindow: 'New window',
    haltAll: 'Emergency stop: all accounts',
    edit: 'Edit',
    view: 'View',
    window: 'Window',
  },
} as const satisfies Record<Locale, object>;

/** Of the whole system, so that it works while the window hangs and while another program is in front. */
export const HALT_ACCELERATOR = 'CommandOrControl+Shift+Backspace';

export interface MenuActions {
  /** The kill switch. */
  haltAll(): void;
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
        {
          label: text.haltAll,
          accelerator: HALT_ACCELERATOR,
          // The shortcut of the system is registered apart; here it is shown.
          registerAccelerator: false,
          click: () => actions.haltAll(),
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
