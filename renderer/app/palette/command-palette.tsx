import * as Radix from '@radix-ui/react-dialog';
import { Command as Palette } from 'cmdk';
import type { FC } from 'react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { commandsStore } from '#renderer/stores/commands.ts';
import type { Command } from '#renderer/stores/commands.ts';
import { searchInstruments } from '#renderer/stores/instrument-search.ts';
import { instrumentsStore } from '#renderer/stores/instruments-store.ts';
import { dialogStore, setPaletteOpen } from '../dialogs/dialog-store.ts';
import { KeyHint } from '../key-hint.tsx';
import { PANELS } from '../panel-registry.ts';
import { showPanel } from '../workspace/workspace-store.ts';
import { ApiItems } from './api-items.tsx';
import { matchesCommand } from './match-command.ts';
import { showInstrument } from './show-instrument.ts';
import './command-palette.css';

const SHOWN_INSTRUMENTS = 12;

/** Type to reach an instrument, a panel or a command. */
export const CommandPalette: FC = () => {
  const { t } = useTranslation();
  const isOpen = useStore(dialogStore, (state) => state.isPaletteOpen);
  return (
    <Radix.Root open={isOpen} onOpenChange={setPaletteOpen}>
      <Radix.Portal>
        <Radix.Overlay className="dialog__overlay" />
        <Radix.Content className="palette" aria-describedby={undefined}>
          <Radix.Title className="visually-hidden">{t('palette.title')}</Radix.Title>
          <PaletteBody />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
};

/** Mounted anew each time, so that it opens empty. */
const PaletteBody: FC = () => {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const { index, phase } = useStore(instrumentsStore);
  const instruments = useMemo(() => searchInstruments(index, query, SHOWN_INSTRUMENTS), [index, query]);
  const commands = useCommands(query);
  const panels = PANELS.map(({ id, titleKey }) => ({
    id,
    title: t('palette.showPanel', { title: t(titleKey) }),
  })).filter(({ title }) => matchesCommand(title, query));
  const perform = (action: () => void): void => {
    setPaletteOpen(false);
    action();
  };
  return (
    <Palette label={t('palette.title')} shouldFilter={false} vimBindings={false} loop>
      <Palette.Input
        className="palette__input"
        placeholder={t('palette.placeholder')}
        value={query}
        onValueChange={setQuery}
      />
      <Palette.List className="palette__list">
        <Palette.Empty className="palette__empty">
          {t(phase === 'loading' ? 'palette.loading' : 'palette.none')}
        </Palette.Empty>
        {instruments.length > 0 && (
          <Palette.Group heading={t('palette.instruments')}>
            {instruments.map(({ instrument }) => (
              <InstrumentItem
                key={instrument.symbol}
                symbol={instrument.symbol}
                name={instrument.name}
                detail={`${instrument.market} ${t(`kind.${instrument.kind}`)}`}
                onChoose={() => perform(() => showInstrument(instrument.symbol))}
              />
            ))}
          </Palette.Group>
        )}
        {commands.length > 0 && (
          <Palette.Group heading={t('palette.commands')}>
            {commands.map((command) => (
              <Palette.Item key={command.id} value={command.id} onSelect={() => perform(command.run)}>
                <span>{t(command.titleKey)}</span>
                {command.shortcut !== null && <KeyHint shortcut={command.shortcut} />}
              </Palette.Item>
            ))}
          </Palette.Group>
        )}
        {panels.length > 0 && (
          <Palette.Group heading={t('palette.panels')}>
            {panels.map(({ id, title }) => (
              <Palette.Item key={id} value={`panel ${id}`} onSelect={() => perform(() => showPanel(id))}>
                {title}
              </Palette.Item>
            ))}
          </Palette.Group>
        )}
        <ApiItems query={query} perform={perform} />
      </Palette.List>
    </Palette>
  );
};

interface InstrumentItemProps {
  readonly symbol: InstrumentSymbol;
  readonly name: string;
  readonly detail: string;
  readonly onChoose: () => void;
}

const InstrumentItem: FC<InstrumentItemProps> = ({ symbol, name, detail, onChoose }) => (
  <Palette.Item value={`instrument ${symbol}`} onSelect={onChoose}>
    <span>{name}</span>
    <span className="palette__detail">{detail}</span>
    <span className="palette__symbol">{symbol}</span>
  </Palette.Item>
);

function useCommands(query: string): readonly Command[] {
  const { t } = useTranslation();
  const commands = useStore(commandsStore, (state) => state.commands);
  return [...commands.values()].filter(
    ({ id, titleKey, isEnabled }) =>
      id !== 'app.palette' &&
      id !== 'app.search' &&
      (isEnabled?.() ?? true) &&
      matchesCommand(t(titleKey), query),
  );
}
