import type { FC } from 'react';
import { useState } from 'react';

/** Keeps which rows the trader has turned away from how they begin. */
export function useTurnedRows(): {
  readonly isTurned: (id: string) => boolean;
  readonly toggle: (id: string) => void;
} {
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  return {
    isTurned: (id) => turned.has(id),
    toggle: (id) =>
      setTurned((before) => {
        const next = new Set(before);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
  };
}

interface ExpandButtonProps {
  readonly isOpen: boolean;
  readonly label: string;
  readonly onToggle: () => void;
}

export const ExpandButton: FC<ExpandButtonProps> = ({ isOpen, label, onToggle }) => (
  <button
    type="button"
    className="sum-table__expand"
    aria-expanded={isOpen}
    aria-label={label}
    onClick={onToggle}
  >
    {isOpen ? '▾' : '▸'}
  </button>
);
