import type { FC, ReactNode } from 'react';

interface FieldProps {
  readonly label: string;
  /** Id of the control inside. */
  readonly htmlFor: string;
  /** What is wrong with the value; shown under the control and tied to it by `fieldErrorId`. */
  readonly error?: string | null;
  readonly children: ReactNode;
}

/** Label left, control right, what is wrong underneath. */
export const Field: FC<FieldProps> = ({ label, htmlFor, error = null, children }) => (
  <div className="field">
    <label className="field__label" htmlFor={htmlFor}>
      {label}
    </label>
    <div className="field__control">
      {children}
      {error !== null && (
        <p className="field__error" id={fieldErrorId(htmlFor)} role="alert">
          {error}
        </p>
      )}
    </div>
  </div>
);

/** Id of the error text of a control, for its `aria-describedby`. */
export function fieldErrorId(controlId: string): string {
  return `${controlId}-error`;
}

interface ValueRowProps {
  readonly label: string;
  readonly children: ReactNode;
}

/** A fact: label left in grey, value right. */
export const ValueRow: FC<ValueRowProps> = ({ label, children }) => (
  <div className="value-row">
    <span>{label}</span>
    <b>{children}</b>
  </div>
);
