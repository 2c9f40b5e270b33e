import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { commandsStore } from '#renderer/stores/commands.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { KeyHint } from '../key-hint.tsx';
import { closeDialog } from './dialog-store.ts';

/** What each key does, from the commands that are there now. */
export const KeysDialog: FC = () => {
  const { t } = useTranslation();
  const commands = useStore(commandsStore, (state) => state.commands);
  const bound = [...commands.values()].flatMap(({ titleKey, shortcut }) =>
    shortcut === null ? [] : [{ titleKey, shortcut }],
  );
  return (
    <Dialog isOpen onClose={closeDialog} title={t('keys.title')}>
      <dl className="keys">
        {bound.map(({ titleKey, shortcut }) => (
          <div key={shortcut + titleKey} className="keys__row">
            <dt>{t(titleKey)}</dt>
            <dd>
              <KeyHint shortcut={shortcut} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
};
