import type { TrainOptions } from '../config/index.js';
import { loadEngine, type Engine } from '../engine/index.js';
import { describeProgress, type SetupEvent } from '../setup/index.js';

/** Milliseconds between two messages about progress. */
const LINE_MS = 5000;

/**
 * Loads the engine, and installs it where it is missing. Reports progress now and then.
 * @throws WorkFailed where the engine of the options cannot be had; the signal's reason
 */
export function obtainEngine(
  { engine, precision, 'engine-threads': threads }: Pick<TrainOptions, 'engine' | 'precision' | 'engine-threads'>, report: (message: string) => void, signal: AbortSignal | undefined,
): Promise<Engine> {
  return loadEngine(engine, { report: throttled(report), precision, threads, ...(signal && { signal }) });
}

function throttled(report: (message: string) => void): (event: SetupEvent) => void {
  let reportedAt = -Infinity;
  return (event) => {
    if (event.kind === 'message') report(event.text);
    else if (performance.now() - reportedAt >= LINE_MS) {
      reportedAt = performance.now();
      report(describeProgress(event));
    }
  };
}
