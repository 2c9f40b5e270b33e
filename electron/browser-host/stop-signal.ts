/** Resolves at the first of: SIGINT, SIGTERM, SIGHUP, or the end of the process that started this one over IPC. */
export function onceAskedToStop(): Promise<void> {
  return new Promise((resolve) => {
    // The handlers stay: a second Ctrl-C must not cut the orderly end short.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
    if (process.connected) process.on('disconnect', () => resolve());
  });
}
