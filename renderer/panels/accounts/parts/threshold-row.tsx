import type { FC } from 'react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Threshold, ThresholdName } from '#shared/domain/risk-limits.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import { fieldErrorId } from '#renderer/ui/field.tsx';
import type { MarkTexts } from '../limits-draft.ts';

interface ThresholdRowProps {
  readonly name: ThresholdName;
  readonly texts: MarkTexts;
  readonly problemOf: (mark: keyof Threshold) => string | null;
  readonly onChange: (texts: MarkTexts) => void;
  readonly onLeave: () => void;
}

/** One limit with its two marks. */
export const ThresholdRow: FC<ThresholdRowProps> = ({ name, texts, problemOf, onChange, onLeave }) => {
  const { t } = useTranslation('accounts');
  const title = t(`ui:limits.name.${name}`);
  return (
    <tr>
      <th scope="row">
        {title}
        <small>{t(`limits.hint.${name}`)}</small>
      </th>
      {(['confirmAbove', 'refuseAbove'] as const).map((mark) => (
        <MarkField
          key={mark}
          label={`${title} ${t(`limits.mark.${mark}`)}`}
          unit={t(`limits.unit.${name}`)}
          text={texts[mark]}
          problem={problemOf(mark)}
          onChange={(text) => onChange({ ...texts, [mark]: text })}
          onLeave={onLeave}
        />
      ))}
    </tr>
  );
};

interface MarkFieldProps {
  /** Spoken name: the table's headings say it to the eye. */
  readonly label: string;
  readonly unit: string;
  readonly text: string;
  readonly problem: string | null;
  readonly onChange: (text: string) => void;
  readonly onLeave: () => void;
}

/** A cell with one number, its unit, and what is wrong with it underneath. */
export const MarkField: FC<MarkFieldProps> = ({ label, unit, text, problem, onChange, onLeave }) => {
  const { t } = useTranslation('accounts');
  const id = useId();
  return (
    <td>
      <div className={classNames('input', problem !== null && 'input--error')}>
        <input
          id={id}
          className="input__text input__text--number"
          inputMode="decimal"
          autoComplete="off"
          aria-label={label}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : fieldErrorId(id)}
          placeholder={t('limits.off')}
          value={text}
          onChange={(event) => onChange(event.target.value)}
          onBlur={onLeave}
        />
        <span className="limits-table__unit">{unit}</span>
      </div>
      {problem !== null && (
        <p className="field__error" id={fieldErrorId(id)} role="alert">
          {problem}
        </p>
      )}
    </td>
  );
};
