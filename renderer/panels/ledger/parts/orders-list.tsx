import type { FC } from 'react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { LedgerOrder, LedgerOrderName } from '#shared/contract/ledger.ts';
import { accountsStore } from '#renderer/stores/accounts-store.ts';
import { instrumentsStore } from '#renderer/stores/instruments-store.ts';
import { accountName } from '#renderer/ui/account-name.ts';
import { Button } from '#renderer/ui/button.tsx';
import { DeskGrid } from '#renderer/ui/grid.tsx';
import type { LedgerOrderRow } from '../view-model.ts';
import { buildOrderRow } from '../view-model.ts';
import { ledgerOrderColumns } from './order-columns.ts';

interface OrdersListProps {
  readonly orders: readonly LedgerOrder[];
  readonly chosen: LedgerOrderName | null;
  readonly hasMore: boolean;
  readonly onMore: () => void;
  readonly onChoose: (name: LedgerOrderName) => void;
}

/** Orders of any day, newest first; the one that is clicked tells its story. */
export const OrdersList: FC<OrdersListProps> = ({ orders, chosen, hasMore, onMore, onChoose }) => {
  const { t } = useTranslation('ledger');
  const instruments = useStore(instrumentsStore, ({ bySymbol }) => bySymbol);
  const accounts = useStore(accountsStore, (state) => state.accounts);
  const columns = useMemo(() => ledgerOrderColumns(t), [t]);
  const rows = useMemo(
    () =>
      orders.map((told) => {
        const { symbol, accountId } = told.order;
        const account = accounts.find((each) => each.accountId === accountId);
        const label = account === undefined ? accountId : accountName(account, t);
        return buildOrderRow(told, instruments.get(symbol)?.name ?? symbol, label);
      }),
    [orders, instruments, accounts, t],
  );
  const context = useMemo(() => ({ chosen: chosen?.clientOrderId ?? null }), [chosen]);
  return (
    <div className="ledger__list">
      <DeskGrid<LedgerOrderRow>
        columnDefs={columns}
        rowData={rows}
        getRowId={({ data }) => data.id}
        context={context}
        tooltipShowDelay={500}
        shownFrom={SHOWN_FROM}
        rowSelection={ROW_SELECTION}
        onRowSelected={({ data, node }) => {
          if (node.isSelected() === true && data !== undefined) onChoose(nameOf(data));
        }}
        onCellFocused={({ rowIndex, api }) => {
          const row = rowIndex === null ? undefined : api.getDisplayedRowAtIndex(rowIndex);
          if (row?.isSelected() === false) row.setSelected(true, true);
        }}
      />
      {hasMore && (
        <div className="ledger__more">
          <Button size="small" onClick={onMore}>
            {t('more')}
          </Button>
        </div>
      )}
    </div>
  );
};

const SHOWN_FROM = { entries: 1_000, number: 900, average: 820, type: 740, account: 640 };
const ROW_SELECTION = {
  mode: 'singleRow',
  checkboxes: false,
  enableClickSelection: true,
} as const;

function nameOf({ order }: LedgerOrderRow): LedgerOrderName {
  return { accountId: order.accountId, clientOrderId: order.clientOrderId };
}
