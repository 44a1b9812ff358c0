import type { Hangup, TextStream } from './io.js';

/** The part of `process` that receives signals. */
interface SignalSource {
  on(signal: NodeJS.Signals, listener: () => void): unknown;
  exit(code?: number): unknown;
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Exit code of an interrupted command. */
export const INTERRUPTED = 130;

/**
 * Aborts with the first Ctrl-C (or SIGTERM), so that the command saves and ends. The second one exits at once.
 * @param isInterruptible whether the running command handles Ctrl-C
 */
export function interruptions(source: SignalSource, err: TextStream, isInterruptible: () => boolean): AbortController {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted || !isInterruptible()) {
      source.exit(INTERRUPTED);
      return;
    }
    err.write('\nInterrupted: saving and ending. Press Ctrl-C again to end at once.\n');
    controller.abort();
  };
  for (const signal of SIGNALS) source.on(signal, onSignal);
  return controller;
}

/** A hangup that the caller can report. */
export interface Hangups extends Hangup {
  hangUp(): void;
}

/**
 * Watches for a terminal that closes: SIGHUP, or a failed write, which the caller reports with `hangUp`. The command then
 * saves and ends silently, unless it ignores hangups. Terminals and shells may send the signal several times, which
 * changes nothing.
 */
export function hangups(source: SignalSource, interruption: AbortController, isInterruptible: () => boolean): Hangups {
  const gone = new AbortController();
  let ignored = false;
  const hangUp = (code?: number): void => {
    gone.abort();
    if (ignored) return;
    if (isInterruptible()) interruption.abort();
    else source.exit(code);
  };
  source.on('SIGHUP', () => hangUp(INTERRUPTED));
  return {
    signal: gone.signal,
    ignore: () => (ignored = true),
    hangUp: () => hangUp(),
  };
}
