import type { FC } from 'react';
import { useEffect } from 'react';
import { createKeybindingsHandler } from 'tinykeys';
import { useStore } from 'zustand';
import { armingStore } from '#renderer/stores/arming-store.ts';
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

type Bindings = Record<string, (event: KeyboardEvent) => void>;

function bindings(commands: readonly Command[]): Bindings {
  return Object.fromEntries(commands.flatMap((command) => bindingsOf(command)));
}

function bindingsOf(command: Command): readonly (readonly [string, (event: KeyboardEvent) => void])[] {
  const { shortcut } = command;
  if (shortcut === null) return [];
  const byKey = [shortcut, (event: KeyboardEvent) => run(command, event)] as const;
  const letter = /(?:^|\+)([a-z])$/i.exec(shortcut)?.[1];
  if (letter === undefined) return [byKey];
  // With the keyboard in Korean the key says ㅠ where the trader means B: then its place counts.
  const byPlace = `${shortcut.slice(0, -1)}Key${letter.toUpperCase()}`;
  return [byKey, [byPlace, (event) => !isLatinLetter(event.key) && run(command, event)]];
}

function isLatinLetter(key: string): boolean {
  return /^[a-z]$/i.test(key);
}

function run({ shortcut, run: perform, isEnabled }: Command, event: KeyboardEvent): void {
  // A held key must not place a second order, and a syllable being composed is not a shortcut.
  if (event.repeat || event.isComposing || event.defaultPrevented) return;
  if (shortcut !== null && writesText(shortcut) && (isTyping(event.target) || isCovered())) return;
  if (isEnabled !== undefined && !isEnabled()) return;
  event.preventDefault();
  perform();
}

/** Keys without Ctrl, Alt or ⌘ write text, or mean something else, while a field has the focus. */
function writesText(shortcut: string): boolean {
  const bare = shortcut.replace('Shift+', '');
  return !/[^+]\+./.test(bare) && !/^F\d+$/.test(bare);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
  );
}

/** A dialog or the palette lies over the panels. */
function isCovered(): boolean {
  const { open, isPaletteOpen } = dialogStore.getState();
  return open !== null || isPaletteOpen || armingStore.getState().accountId !== null;
}
