import * as Radix from '@radix-ui/react-dropdown-menu';
import type { FC, ReactNode } from 'react';

export type MenuEntry =
  | {
      readonly id: string;
      readonly label: ReactNode;
      readonly isChecked?: boolean;
      readonly isDisabled?: boolean;
      readonly isDangerous?: boolean;
      readonly onSelect: () => void;
    }
  | { readonly id: string; readonly heading: string }
  | { readonly id: string; readonly label: ReactNode; readonly entries: readonly MenuEntry[] }
  | { readonly id: string; readonly isSeparator: true };

interface MenuProps {
  /** The button that opens it; takes a ref. */
  readonly trigger: ReactNode;
  readonly entries: readonly MenuEntry[];
  readonly align?: 'start' | 'end';
}

export const Menu: FC<MenuProps> = ({ trigger, entries, align = 'start' }) => (
  <Radix.Root modal={false}>
    <Radix.Trigger asChild>{trigger}</Radix.Trigger>
    <Radix.Portal>
      <Radix.Content className="menu" align={align} sideOffset={4} collisionPadding={8}>
        {entries.map((entry) => (
          <MenuRow key={entry.id} entry={entry} />
        ))}
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
);

interface ContextMenuProps {
  /** Where it opens, in pixels of the page; null while it is closed. */
  readonly at: { readonly x: number; readonly y: number } | null;
  readonly entries: readonly MenuEntry[];
  readonly onClose: () => void;
}

/** A menu at the pointer, for what a list offers of one row. */
export const ContextMenu: FC<ContextMenuProps> = ({ at, entries, onClose }) => (
  <Radix.Root modal={false} open={at !== null} onOpenChange={(isOpen) => !isOpen && onClose()}>
    <Radix.Trigger asChild>
      <span className="menu__anchor" style={{ left: at?.x ?? 0, top: at?.y ?? 0 }} aria-hidden="true" />
    </Radix.Trigger>
    <Radix.Portal>
      <Radix.Content className="menu" align="start" collisionPadding={8}>
        {entries.map((entry) => (
          <MenuRow key={entry.id} entry={entry} />
        ))}
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
);

const MenuRow: FC<{ readonly entry: MenuEntry }> = ({ entry }) => {
  if ('isSeparator' in entry) return <Radix.Separator className="menu__separator" />;
  if ('heading' in entry) return <Radix.Label className="menu__heading">{entry.heading}</Radix.Label>;
  if ('entries' in entry) return <Submenu label={entry.label} entries={entry.entries} />;
  const tone = entry.isDangerous === true ? 'menu__item menu__item--danger' : 'menu__item';
  if (entry.isChecked === undefined) {
    return (
      <Radix.Item className={tone} disabled={entry.isDisabled ?? false} onSelect={entry.onSelect}>
        {entry.label}
      </Radix.Item>
    );
  }
  return (
    <Radix.CheckboxItem
      className={tone}
      checked={entry.isChecked}
      disabled={entry.isDisabled ?? false}
      onSelect={entry.onSelect}
    >
      <span className="menu__check">
        <Radix.ItemIndicator>✓</Radix.ItemIndicator>
      </span>
      {entry.label}
    </Radix.CheckboxItem>
  );
};

interface SubmenuProps {
  readonly label: ReactNode;
  readonly entries: readonly MenuEntry[];
}

const Submenu: FC<SubmenuProps> = ({ label, entries }) => (
  <Radix.Sub>
    <Radix.SubTrigger className="menu__item menu__item--more">{label}</Radix.SubTrigger>
    <Radix.Portal>
      <Radix.SubContent className="menu" sideOffset={2} collisionPadding={8}>
        {entries.map((entry) => (
          <MenuRow key={entry.id} entry={entry} />
        ))}
      </Radix.SubContent>
    </Radix.Portal>
  </Radix.Sub>
);
