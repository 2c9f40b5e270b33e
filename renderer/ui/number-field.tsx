import type { FC, KeyboardEvent } from 'react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { formatInteger } from '#renderer/format/number.ts';
import { classNames } from './class-names.ts';
import { fieldErrorId } from './field.tsx';

export interface NumberFieldProps {
  readonly id: string;
  readonly value: number | null;
  /** Called with null when the field is emptied. */
  readonly onChange: (value: number | null) => void;
  /** Returns the value `steps` steps on; 10 steps with Shift or Page keys. Ticks for prices, shares for quantities. */
  readonly step: (value: number | null, steps: number) => number | null;
  readonly increaseLabel: string;
  readonly decreaseLabel: string;
  readonly hasError?: boolean;
  readonly isDisabled?: boolean;
  readonly placeholder?: string;
  readonly onEnter?: () => void;
}

/** A whole number, grouped as it is typed, stepped by buttons, arrows and (with the field in focus) the wheel. */
export const NumberField: FC<NumberFieldProps> = (props) => {
  const { id, value, onChange, step, hasError = false, isDisabled = false } = props;
  const input = useRef<HTMLInputElement>(null);
  const text = value === null ? '' : formatInteger(value);
  const stepBy = (steps: number): void => {
    const next = step(value, steps);
    if (next !== value) onChange(next);
  };
  useWheelSteps(input, stepBy);
  const type = useTyped(input, value, onChange);

  const onKeyDown = (event: KeyboardEvent): void => {
    const steps = keySteps(event);
    if (steps !== 0) {
      event.preventDefault();
      stepBy(steps);
    } else if (event.key === 'Enter') props.onEnter?.();
  };

  return (
    <div className={classNames('input', hasError && 'input--error', isDisabled && 'input--disabled')}>
      <input
        ref={input}
        id={id}
        className="input__text input__text--number"
        inputMode="numeric"
        autoComplete="off"
        value={text}
        disabled={isDisabled}
        placeholder={props.placeholder}
        aria-invalid={hasError}
        aria-describedby={hasError ? fieldErrorId(id) : undefined}
        onFocus={(event) => event.target.select()}
        onChange={(event) => type(parseTyped(event.target.value))}
        onKeyDown={onKeyDown}
      />
      <StepButton label={props.decreaseLabel} sign="−" isDisabled={isDisabled} onStep={() => stepBy(-1)} />
      <StepButton label={props.increaseLabel} sign="+" isDisabled={isDisabled} onStep={() => stepBy(1)} />
    </div>
  );
};

interface StepButtonProps {
  readonly label: string;
  readonly sign: string;
  readonly isDisabled: boolean;
  readonly onStep: () => void;
}

const REPEAT_DELAY_MS = 400;
const REPEAT_EVERY_MS = 60;

/** Steps once per press and goes on while held. Not a tab stop: the arrow keys do the same. */
const StepButton: FC<StepButtonProps> = ({ label, sign, isDisabled, onStep }) => {
  const [isHeld, setIsHeld] = useState(false);
  const latest = useRef(onStep);
  useEffect(() => {
    latest.current = onStep;
  });
  useEffect(() => {
    if (!isHeld) return;
    let repeat = setTimeout(function again() {
      latest.current();
      repeat = setTimeout(again, REPEAT_EVERY_MS);
    }, REPEAT_DELAY_MS);
    return () => clearTimeout(repeat);
  }, [isHeld]);
  return (
    <button
      type="button"
      tabIndex={-1}
      className="input__step"
      aria-label={label}
      disabled={isDisabled}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        onStep();
        setIsHeld(true);
      }}
      onPointerUp={() => setIsHeld(false)}
      onLostPointerCapture={() => setIsHeld(false)}
      onClick={(event) => {
        // A click without a pointer comes from assistive technology.
        if (event.detail === 0) onStep();
      }}
    >
      {sign}
    </button>
  );
};

/**
 * Tells what is typed from what is put into a field that has the focus. A number put there is selected whole, so that the next
 * key replaces it: a price that arrives while a trader types never runs together with the typed one.
 */
function useTyped(
  input: { readonly current: HTMLInputElement | null },
  value: number | null,
  onChange: (value: number | null) => void,
): (value: number | null) => void {
  const typed = useRef(value);
  useLayoutEffect(() => {
    const element = input.current;
    if (value !== typed.current && element !== null && document.activeElement === element) element.select();
    typed.current = value;
  }, [input, value]);
  return (next) => {
    typed.current = next;
    onChange(next);
  };
}

/** React's wheel listener is passive, so the page would scroll along: this one is not. */
function useWheelSteps(
  input: { readonly current: HTMLInputElement | null },
  stepBy: (steps: number) => void,
): void {
  const latest = useRef(stepBy);
  useEffect(() => {
    latest.current = stepBy;
  });
  useEffect(() => {
    const element = input.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent): void => {
      if (document.activeElement !== element || event.deltaY === 0) return;
      event.preventDefault();
      latest.current(event.deltaY < 0 ? 1 : -1);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [input]);
}

function keySteps(event: KeyboardEvent): number {
  const size = event.shiftKey ? 10 : 1;
  switch (event.key) {
    case 'ArrowUp':
      return size;
    case 'ArrowDown':
      return -size;
    case 'PageUp':
      return 10;
    case 'PageDown':
      return -10;
    default:
      return 0;
  }
}

/** Takes the digits of what was typed or pasted (`71,200원`); null when there are none. */
export function parseTyped(text: string): number | null {
  const digits = text.replaceAll(/\D/g, '').slice(0, 12);
  return digits === '' ? null : Number(digits);
}
