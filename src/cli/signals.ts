import type { TextStream } from './io.js';

/** The part of `process` that signals come from. */
interface SignalSource {
  on(signal: NodeJS.Signals, listener: () => void): unknown;
  exit(code: number): unknown;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Exit code of a command that was interrupted. */
export const INTERRUPTED = 130;

/**
 * The first Ctrl-C (or SIGTERM, or a terminal that closes) asks the command to save and end; the second ends it at once.
 * @param isInterruptible whether the command that runs now has anything to save
 */
export function interruptions(source: SignalSource, err: TextStream, isInterruptible: () => boolean): AbortController {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted || !isInterruptible()) {
      source.exit(INTERRUPTED);
      return;
    }
    err.write('\nInterrupted: ending in good order. Once more (Ctrl-C) ends at once.\n');
    controller.abort();
  };
  for (const signal of SIGNALS) source.on(signal, onSignal);
  return controller;
}
