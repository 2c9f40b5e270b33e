import { createStore } from 'zustand/vanilla';
import type { Unsubscribe } from '#shared/domain/clock.ts';

/** Something the trader can do by key or from the command palette. */
export interface Command {
  /** Stable, `part.action`: `order-entry.buy`. */
  readonly id: string;
  /** i18n key with its namespace: `order-entry:commands.buy`. */
  readonly titleKey: string;
  /** In tinykeys' notation: `b`, `$mod+k`, `Shift+?`. Null: palette only. A letter alone never fires while typing. */
  readonly shortcut: string | null;
  readonly run: () => void;
  /** Not offered while false. Absent: always offered. */
  readonly isEnabled?: () => boolean;
}

interface CommandsState {
  readonly commands: ReadonlyMap<string, Command>;
}

export const commandsStore = createStore<CommandsState>(() => ({ commands: new Map() }));

/** Offers commands until the returned function is called. A later one with the same id stands before an earlier one. */
export function registerCommands(added: readonly Command[]): Unsubscribe {
  commandsStore.setState(({ commands }) => ({
    commands: new Map([...commands, ...added.map((command) => [command.id, command] as const)]),
  }));
  return () => {
    commandsStore.setState(({ commands }) => ({
      commands: new Map([...commands].filter(([, command]) => !added.includes(command))),
    }));
  };
}
