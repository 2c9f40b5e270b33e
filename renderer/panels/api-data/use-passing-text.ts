import { useEffect, useState } from 'react';

const SHOWN_MS = 2500;

/** A word about what was just done, gone after a moment. */
export function usePassingText(): readonly [string | null, (text: string) => void] {
  const [said, setSaid] = useState<{ readonly text: string } | null>(null);
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setSaid(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [said]);
  return [said?.text ?? null, (text) => setSaid({ text })];
}
