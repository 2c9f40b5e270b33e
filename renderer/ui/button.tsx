import type { ComponentProps, FC } from 'react';
import { classNames } from './class-names.ts';

export type ButtonTone = 'plain' | 'accent' | 'buy' | 'sell' | 'danger' | 'ghost';

interface ButtonProps extends ComponentProps<'button'> {
  readonly tone?: ButtonTone;
  readonly size?: 'small' | 'normal' | 'large';
  /** The action runs: the button cannot be pressed again and says so to assistive technology. */
  readonly isBusy?: boolean;
}

export const Button: FC<ButtonProps> = ({
  tone = 'plain',
  size = 'normal',
  isBusy = false,
  className,
  disabled,
  ...rest
}) => (
  <button
    type="button"
    className={classNames('button', `button--${tone}`, `button--${size}`, className)}
    disabled={disabled === true || isBusy}
    aria-busy={isBusy}
    {...rest}
  />
);

interface IconButtonProps extends ComponentProps<'button'> {
  /** Spoken name, and the tooltip. */
  readonly label: string;
}

export const IconButton: FC<IconButtonProps> = ({ label, className, ...rest }) => (
  <button
    type="button"
    className={classNames('icon-button', className)}
    aria-label={label}
    title={label}
    {...rest}
  />
);
