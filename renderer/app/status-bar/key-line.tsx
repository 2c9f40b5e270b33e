import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { commandsStore } from '#renderer/stores/commands.ts';
import { shortcutText } from '../key-hint.tsx';

/** How many keys fit beside the rest of the line. */
const SHOWN = 6;

/** The keys that work now: those of the panels first, the general ones behind. */
export const KeyLine: FC = () => {
  const { t } = useTranslation();
  const commands = useStore(commandsStore, (state) => state.commands);
  const bound = [...commands.values()].filter(
    ({ id, shortcut }) => shortcut !== null && !id.startsWith('app.'),
  );
  const general = [...commands.values()].filter(({ id }) => id === 'app.palette' || id === 'app.keys');
  return (
    <span className="key-line">
      {[...bound.slice(0, SHOWN), ...general]
        .map(({ shortcut, titleKey }) => `${shortcutText(shortcut ?? '')} ${t(titleKey)}`)
        .join(' · ')}
    </span>
  );
};
