import type { Hangup, TextStream } from './io.js';

/** The part of `process` that signals come from. */
interface SignalSource {
  on(signal: NodeJS.Signals, listener: () => void): unknown;
  exit(code?: number): unknown;
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Exit code of a command that was interrupted. */
export const INTERRUPTED = 130;

/**
 * The first Ctrl-C (or SIGTERM) asks the command to save and end; the second ends it at once.
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

/** A hangup that can be told to have happened. */
export interface Hangups extends Hangup {
  hangUp(): void;
}

/**
 * A terminal that goes away (SIGHUP; or nothing can be written to it any more, which the caller tells with `hangUp`) asks the
 * command to save and end, without a word, unless it has said that it goes on. Terminals and shells may say so several
 * times: that ends nothing sooner.
 */
export function hangups(source: SignalSource, interruption: AbortController, isInterruptible: () => boolean): Hangups {
  const gone = new AbortController();
  let outlived = false;
  const hangUp = (code?: number): void => {
    gone.abort();
    if (outlived) return;
    if (isInterruptible()) interruption.abort();
    else source.exit(code);
  };
  source.on('SIGHUP', () => hangUp(INTERRUPTED));
  return {
    signal: gone.signal,
    ignore: () => (outlived = true),
    hangUp: () => hangUp(),
  };
}
