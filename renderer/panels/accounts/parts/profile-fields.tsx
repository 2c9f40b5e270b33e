import type { FC, KeyboardEvent } from 'react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountColor } from '#shared/domain/account.ts';
import { ACCOUNT_COLORS } from '#shared/domain/account.ts';
import { Field, fieldErrorId } from '#renderer/ui/field.tsx';
import type { ProfileFields as Fields, ProfileProblem } from '../view-model.ts';

interface ProfileFieldsProps {
  readonly fields: Fields;
  /** Shown beside the field it is about. */
  readonly problem: ProfileProblem | null;
  readonly onChange: (fields: Fields) => void;
}

/** Whose account it is, what it is called, and its colour. */
export const ProfileFields: FC<ProfileFieldsProps> = ({ fields, problem, onChange }) => {
  const { t } = useTranslation('accounts');
  const prefix = useId();
  const problemOf = (name: 'owner' | 'label'): string | null =>
    problem !== null && (problem === 'ownerTooLong') === (name === 'owner') ? t(`problem.${problem}`) : null;
  return (
    <>
      {(['owner', 'label'] as const).map((name) => (
        <Field key={name} label={t(`field.${name}`)} htmlFor={`${prefix}-${name}`} error={problemOf(name)}>
          <div className={problemOf(name) === null ? 'input' : 'input input--error'}>
            <input
              id={`${prefix}-${name}`}
              className="input__text"
              autoComplete="off"
              value={fields[name]}
              placeholder={t(`example.${name}`)}
              aria-invalid={problemOf(name) !== null}
              aria-describedby={problemOf(name) === null ? undefined : fieldErrorId(`${prefix}-${name}`)}
              onChange={(event) => onChange({ ...fields, [name]: event.target.value })}
            />
          </div>
        </Field>
      ))}
      <div className="field">
        <span className="field__label">{t('field.color')}</span>
        <ColorChoice value={fields.color} onChange={(color) => onChange({ ...fields, color })} />
      </div>
    </>
  );
};

interface ColorChoiceProps {
  readonly value: AccountColor;
  readonly onChange: (color: AccountColor) => void;
}

/** Eight colours, each with its name for who does not see it. */
const ColorChoice: FC<ColorChoiceProps> = ({ value, onChange }) => {
  const { t } = useTranslation('accounts');
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const place = ACCOUNT_COLORS.indexOf(value);
    const next = ACCOUNT_COLORS[(place + step + ACCOUNT_COLORS.length) % ACCOUNT_COLORS.length] ?? value;
    onChange(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-account-color="${next}"]`)?.focus();
  };
  return (
    <div className="color-choice" role="radiogroup" aria-label={t('field.color')} onKeyDown={onKeyDown}>
      {ACCOUNT_COLORS.map((color) => (
        <button
          key={color}
          type="button"
          role="radio"
          className="color-choice__color"
          data-account-color={color}
          aria-checked={color === value}
          aria-label={t(`color.${color}`)}
          title={t(`color.${color}`)}
          tabIndex={color === value ? 0 : -1}
          onClick={() => onChange(color)}
        />
      ))}
      <span className="muted">{t(`color.${value}`)}</span>
    </div>
  );
};
