import type { FC } from 'react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { searchInstruments } from '#renderer/stores/instrument-search.ts';
import { instrumentsStore } from '#renderer/stores/instruments-store.ts';
import { Button, IconButton } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Menu } from '#renderer/ui/menu.tsx';
import { SearchBox } from '#renderer/ui/search-box.tsx';
import type { Watchlist, Watchlists } from '../watchlists.ts';

const FOUND = 30;

interface ListBarProps {
  readonly lists: Watchlists;
  readonly list: Watchlist;
  /** The instrument that "remove" takes out; null when the selection is not in the list. */
  readonly selected: InstrumentSymbol | null;
  readonly onChooseList: (id: string) => void;
  readonly onAddList: () => void;
  readonly onRemoveList: () => void;
  readonly onRename: (name: string) => void;
  readonly onAdd: (symbol: InstrumentSymbol) => void;
  readonly onRemove: (symbol: InstrumentSymbol) => void;
}

/** Which list, and what goes in and out of it. */
export const ListBar: FC<ListBarProps> = (props) => {
  const { list, selected, onAdd, onRemove } = props;
  const { t } = useTranslation('watchlist');
  const index = useStore(instrumentsStore, (store) => store.index);
  const search = useCallback(
    (query: string) =>
      searchInstruments(index, query, FOUND).map(({ instrument: { symbol, name, market } }) => ({
        id: symbol,
        title: name,
        detail: `${symbol} ${market}`,
        ...(list.symbols.includes(symbol) && { mark: t('listed') }),
      })),
    [index, list, t],
  );
  return (
    <div className="list-bar">
      <ListMenu {...props} />
      <SearchBox
        label={t('add')}
        placeholder={t('addExample')}
        nothingFound={t('notFound')}
        search={search}
        onChoose={onAdd}
      />
      <IconButton
        label={t('remove')}
        disabled={selected === null}
        onClick={() => selected !== null && onRemove(selected)}
      >
        −
      </IconButton>
    </div>
  );
};

const ListMenu: FC<ListBarProps> = ({ lists, list, onChooseList, onAddList, onRemoveList, onRename }) => {
  const { t } = useTranslation('watchlist');
  const [isRenaming, setIsRenaming] = useState(false);
  return (
    <>
      <Menu
        trigger={
          <button type="button" className="list-bar__list" aria-label={t('choose')} title={t('choose')}>
            <span className="list-bar__name">{list.name}</span>
            <span aria-hidden="true">▾</span>
          </button>
        }
        entries={[
          ...lists.map(({ id, name, symbols }) => ({
            id: `list ${id}`,
            label: (
              <>
                {name} <span className="muted">{symbols.length}</span>
              </>
            ),
            isChecked: id === list.id,
            onSelect: () => onChooseList(id),
          })),
          { id: 'line', isSeparator: true },
          { id: 'new', label: t('newList'), onSelect: onAddList },
          { id: 'rename', label: t('renameList'), onSelect: () => setIsRenaming(true) },
          {
            id: 'remove',
            label: t('removeList'),
            isDisabled: lists.length === 1,
            isDangerous: true,
            onSelect: onRemoveList,
          },
        ]}
      />
      {isRenaming && (
        <RenameDialog name={list.name} onClose={() => setIsRenaming(false)} onRename={onRename} />
      )}
    </>
  );
};

interface RenameDialogProps {
  readonly name: string;
  readonly onClose: () => void;
  readonly onRename: (name: string) => void;
}

const RenameDialog: FC<RenameDialogProps> = ({ name, onClose, onRename }) => {
  const { t } = useTranslation('watchlist');
  const [typed, setTyped] = useState(name);
  const isUsable = typed.trim() !== '';
  return (
    <Dialog isOpen onClose={onClose} size="narrow" title={t('renameList')}>
      <form
        className="rename"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isUsable) return;
          onRename(typed.trim());
          onClose();
        }}
      >
        <div className="input">
          <input
            className="input__text"
            aria-label={t('listName')}
            value={typed}
            maxLength={20}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
        <Button type="submit" tone="accent" disabled={!isUsable}>
          {t('rename')}
        </Button>
      </form>
    </Dialog>
  );
};
