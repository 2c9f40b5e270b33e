import type { ColDef } from 'ag-grid-community';
import type { TFunction } from 'i18next';
import { NO_VALUE } from '#renderer/format/number.ts';
import { formatTimeWithMs } from '#renderer/format/time.ts';
import { NUMBER_CELL } from '#renderer/ui/grid.tsx';
import type { StoryRow } from '../view-model.ts';
import { changesText, elapsedText, kindText, statusText, wordsText } from '../view-model.ts';

const RIGHT = { type: 'rightAligned' } as const;
const MUTED = [NUMBER_CELL, 'muted'];

/** 시각 경과 명령후 내용 응답·사유 변경 상태 시계차 번호 해시. */
export function storyColumns(t: TFunction<'ledger'>): ColDef<StoryRow>[] {
  const tell = (read: (row: StoryRow) => string) => ({
    valueGetter: ({ data }: { readonly data?: StoryRow | undefined }) =>
      data === undefined ? '' : read(data),
    tooltipValueGetter: ({ data }: { readonly data?: StoryRow | undefined }) =>
      data === undefined ? '' : read(data),
    sortable: false,
  });
  return [
    {
      colId: 'time',
      headerName: t('story.time'),
      width: 104,
      ...tell(({ entry }) => formatTimeWithMs(entry.at)),
    },
    {
      colId: 'elapsed',
      headerName: t('story.elapsed'),
      width: 84,
      ...RIGHT,
      ...tell(({ entry }) => elapsedText(entry.elapsedMs)),
    },
    {
      colId: 'latency',
      headerName: t('story.latency'),
      headerTooltip: t('story.latencyHint'),
      width: 84,
      ...RIGHT,
      cellClass: MUTED,
      ...tell(({ entry }) => elapsedText(entry.commandElapsedMs)),
    },
    {
      colId: 'kind',
      headerName: t('story.kind'),
      flex: 1,
      minWidth: 130,
      cellClass: ({ data }) => `ledger__kind ledger__kind--${data?.tone ?? 'normal'}`,
      ...tell(({ entry }) => kindText(entry, t)),
    },
    {
      colId: 'words',
      headerName: t('story.words'),
      flex: 1.5,
      minWidth: 110,
      ...tell(({ entry }) => wordsText(entry, t)),
    },
    {
      colId: 'changes',
      headerName: t('story.changes'),
      flex: 2,
      minWidth: 150,
      ...tell(({ entry }) => changesText(entry, t)),
    },
    {
      colId: 'status',
      headerName: t('story.status'),
      flex: 0.9,
      minWidth: 84,
      ...tell(({ entry }) => statusText(entry.status, entry.unknownCommand, t)),
    },
    {
      colId: 'offset',
      headerName: t('story.offset'),
      headerTooltip: t('story.offsetHint'),
      width: 78,
      ...RIGHT,
      cellClass: MUTED,
      ...tell(({ entry }) => (entry.clockOffsetMs === null ? NO_VALUE : String(entry.clockOffsetMs))),
    },
    {
      colId: 'row',
      headerName: t('story.row'),
      width: 72,
      ...RIGHT,
      cellClass: MUTED,
      ...tell(({ id }) => String(id)),
    },
    {
      colId: 'hash',
      headerName: t('story.hash'),
      width: 92,
      cellClass: 'muted ledger__hash',
      valueGetter: ({ data }) => data?.entry.hash.slice(0, 10) ?? '',
      tooltipValueGetter: ({ data }) => data?.entry.hash ?? '',
      sortable: false,
    },
  ];
}
