import type { FC } from 'react';
import { useEffect } from 'react';
import { createKeybindingsHandler } from 'tinykeys';
import { useStore } from 'zustand';
import type { Command } from '#renderer/stores/commands.ts';
import { commandsStore, registerCommands } from '#renderer/stores/commands.ts';
import { appCommands } from './app-commands.ts';
import { dialogStore } from './dialogs/dialog-store.ts';

/** Binds the keys of all commands that are there, and offers the window's own. */
export const Shortcuts: FC = () => {
  useEffect(() => registerCommands(appCommands()), []);
  const commands = useStore(commandsStore, (state) => state.commands);
  useEffect(() => {
    const handler = createKeybindingsHandler(bindings([...commands.values()]), { ignore: () => false });
    window.addEventListener('keydown', handler);
    return () => window.removeEventListener('keydown', handler);
  }, [commands]);
  return null;
};

function bindings(commands: readonly Command[]): Record<string, (event: KeyboardEvent) => void> {
  return Object.fromEntries(
    commands.flatMap((command) =>
      command.shortcut === null ? [] : [[command.shortcut, (event: KeyboardEvent) => run(command, event)]],
    ),
  );
}

function run({ shortcut, run: perform, isEnabled }: Command, event: KeyboardEvent): void {
  // A held key must not place a second order, and a syllable being composed is not a shortcut.
  if (event.repeat || event.isComposing || event.defaultPrevented) return;
  const isPlain = shortcut !== null && !/[+]./.test(shortcut.replaceAll('Shift+', ''));
  if (isPlain && (isTyping(event.target) || isCovered())) return;
  if (isEnabled !== undefined && !isEnabled()) return;
  event.preventDefault();
  perform();
}

/** Keys without Ctrl or ⌘ write text while a field has the focus. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
  );
}

/** A dialog or the palette lies over the panels. */
function isCovered(): boolean {
  const { open, isPaletteOpen } = dialogStore.getState();
  return open !== null || isPaletteOpen;
}
