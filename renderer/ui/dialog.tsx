import * as Radix from '@radix-ui/react-dialog';
import type { FC, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from './class-names.ts';
import { IconButton } from './button.tsx';

interface DialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** Read out after the title; also shown unless it is hidden by the caller's own text. */
  readonly description?: string;
  readonly size?: 'narrow' | 'normal' | 'wide';
  readonly footer?: ReactNode;
  readonly children?: ReactNode;
}

/** A modal dialog: focus is kept inside and goes back to where it was, Escape closes. */
export const Dialog: FC<DialogProps> = ({
  isOpen,
  onClose,
  title,
  description,
  size = 'normal',
  footer,
  children,
}) => {
  const { t } = useTranslation('ui');
  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="dialog__overlay" />
        <Radix.Content
          className={classNames('dialog', `dialog--${size}`)}
          {...(description === undefined && { 'aria-describedby': undefined })}
        >
          <header className="dialog__header">
            <Radix.Title className="dialog__title">{title}</Radix.Title>
            <Radix.Close asChild>
              <IconButton label={t('close')}>✕</IconButton>
            </Radix.Close>
          </header>
          {description !== undefined && (
            <Radix.Description className="dialog__description">{description}</Radix.Description>
          )}
          <div className="dialog__body">{children}</div>
          {footer !== undefined && <footer className="dialog__footer">{footer}</footer>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
};
