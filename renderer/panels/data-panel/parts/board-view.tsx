import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiRecord } from '#shared/contract/api.ts';
import type { Locale } from '#shared/contract/vocabulary.ts';
import type { ShownField } from '#renderer/panels/api-data/value-text.ts';
import {
  formatApiValue,
  isNumberField,
  rowDirection,
  toneOfValue,
} from '#renderer/panels/api-data/value-text.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import type { BoardDescription } from '../description.ts';

interface BoardViewProps {
  readonly board: BoardDescription;
  readonly fields: readonly ShownField[];
  readonly values: ApiRecord;
  /** Takes the room that is left. */
  readonly isWhole: boolean;
}

/** Numbered fields of an answer as the table they are: levels of a book, firms that trade most. */
export const BoardView: FC<BoardViewProps> = ({ board, fields, values, isWhole }) => {
  const { i18n } = useTranslation();
  const locale = i18n.language as Locale;
  const byKey = new Map(fields.map((field) => [field.key, field]));
  const direction = rowDirection(values, fields);
  const isNumber = (header: number): boolean => {
    const column = header - (board.labels === undefined ? 0 : 1);
    const field = byKey.get(board.rows.map((keys) => keys[column] ?? null).find((key) => key !== null) ?? '');
    return field !== undefined && isNumberField(field);
  };
  return (
    <div className={classNames('data-panel__board', isWhole && 'data-panel__board--whole')}>
      <table>
        <thead>
          <tr>
            {board.headers.map((header, column) => (
              <th key={column} scope="col" className={classNames(isNumber(column) && 'number')}>
                {header[locale]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {board.rows.map((keys, place) => (
            <tr key={place}>
              {board.labels !== undefined && <th scope="row">{board.labels[place]?.[locale]}</th>}
              {keys.map((key, column) => {
                const field = key === null ? undefined : byKey.get(key);
                if (field === undefined) return <td key={column} />;
                const value = values[field.key];
                const tone = toneOfValue(value, field, direction);
                return (
                  <td key={column} className={classNames(isNumberField(field) && 'number', tone)}>
                    {formatApiValue(value, field)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
