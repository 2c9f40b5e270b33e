import type { KeyboardEvent } from 'react';
import { useRef } from 'react';
import { classNames } from './class-names.ts';

export interface SegmentedOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** Key that chooses it, shown faintly behind the label. Binding it is the caller's. */
  readonly hint?: string;
  readonly tone?: 'buy' | 'sell';
  readonly isDisabled?: boolean;
  /** Why it cannot be chosen, or what it means; the tooltip. */
  readonly title?: string;
}

interface SegmentedProps<Value extends string> {
  readonly label: string;
  readonly options: readonly SegmentedOption<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** One choice of a few, all in sight. A radio group: arrows move, one tab stop. */
export function Segmented<Value extends string>({ label, options, value, onChange }: SegmentedProps<Value>) {
  const group = useRef<HTMLDivElement>(null);

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = ARROW_STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const open = options.filter(({ isDisabled }) => isDisabled !== true);
    const place = open.findIndex((option) => option.value === value);
    const next = open[(place + step + open.length) % open.length];
    if (next === undefined) return;
    onChange(next.value);
    group.current?.querySelector<HTMLElement>(`[data-value="${next.value}"]`)?.focus();
  };

  return (
    <div ref={group} className="segmented" role="radiogroup" aria-label={label} onKeyDown={onKeyDown}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          role="radio"
          data-value={option.value}
          aria-checked={option.value === value}
          tabIndex={option.value === value ? 0 : -1}
          disabled={option.isDisabled}
          title={option.title}
          className={classNames('segmented__option', option.tone && `segmented__option--${option.tone}`)}
          onClick={() => onChange(option.value)}
        >
          {option.label}
          {option.hint !== undefined && <kbd className="segmented__hint">{option.hint}</kbd>}
        </button>
      ))}
    </div>
  );
}

const ARROW_STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowUp: -1,
  ArrowRight: 1,
  ArrowDown: 1,
};
