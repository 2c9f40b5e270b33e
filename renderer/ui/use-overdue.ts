import { useEffect, useState } from 'react';

/** Returns whether something has been waited for longer than `patienceMs`: time to say so instead of going on waiting. */
export function useOverdue(isWaiting: boolean, patienceMs: number): boolean {
  const [isOverdue, setIsOverdue] = useState(false);
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(() => setIsOverdue(true), patienceMs);
    return () => {
      clearTimeout(timer);
      setIsOverdue(false);
    };
  }, [isWaiting, patienceMs]);
  return isOverdue;
}
