import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { showStory } from '#renderer/stores/ledger-target-store.ts';
import { ContextMenu } from '#renderer/ui/menu.tsx';
import type { OrderRow } from '../view-model.ts';

/** The row that the menu is about, and where it was asked for. */
export interface OpenOrderMenu {
  readonly row: OrderRow;
  readonly at: { readonly x: number; readonly y: number };
}

interface OrderMenuProps {
  readonly menu: OpenOrderMenu | null;
  readonly onAmend: (row: OrderRow) => void;
  readonly onCancel: (row: OrderRow) => void;
  readonly onClose: () => void;
}

/** What the list offers of one order, at the pointer: 주문 내력, 정정, 취소. */
export const OrderMenu: FC<OrderMenuProps> = ({ menu, onAmend, onCancel, onClose }) => {
  const { t } = useTranslation('orders');
  if (menu === null) return null;
  const { row, at } = menu;
  return (
    <ContextMenu
      at={at}
      onClose={onClose}
      entries={[
        { id: 'story', label: t('story'), onSelect: () => showStoryOf(row) },
        { id: 'line', isSeparator: true },
        { id: 'amend', label: t('amend'), isDisabled: !row.canAmend, onSelect: () => onAmend(row) },
        { id: 'cancel', label: t('cancel'), isDisabled: !row.canCancel, onSelect: () => onCancel(row) },
      ]}
    />
  );
};

/** Brings the order's story to the front. */
export function showStoryOf({ order: { accountId, clientOrderId } }: OrderRow): void {
  showStory({ accountId, clientOrderId });
}
