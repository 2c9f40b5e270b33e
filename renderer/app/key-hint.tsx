import type { FC } from 'react';

const SYMBOLS: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Control: 'Ctrl',
  Enter: '⏎',
  Backspace: '⌫',
};

const isMac = /Mac/.test(navigator.userAgent);

/** Shows a shortcut in tinykeys' notation as it is printed on the keys. */
export const KeyHint: FC<{ readonly shortcut: string }> = ({ shortcut }) => (
  <kbd className="key-hint">{shortcutText(shortcut)}</kbd>
);

/** Returns `⌘K` on a Mac, `Ctrl K` elsewhere. */
export function shortcutText(shortcut: string): string {
  return shortcut
    .split(/(?<=.)\+/)
    .map((key) => {
      if (key === '$mod') return isMac ? '⌘' : 'Ctrl';
      return SYMBOLS[key] ?? (key.length === 1 ? key.toUpperCase() : key);
    })
    .join(isMac ? '' : ' ');
}
