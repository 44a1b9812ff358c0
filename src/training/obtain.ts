import type { TrainOptions } from '../config/index.js';
import { loadEngine, type Engine } from '../engine/index.js';
import { describeProgress, type SetupEvent } from '../setup/index.js';

/** Between two lines about one thing that takes long, ms. */
const LINE_MS = 5000;

/**
 * Loads the engine, and sets it up where it is not yet there; what takes long is told in a line now and then.
 * @throws WorkFailed where there is none that was asked for; the signal's reason
 */
export function obtainEngine(
  { engine, precision, 'engine-threads': threads }: Pick<TrainOptions, 'engine' | 'precision' | 'engine-threads'>, tell: (message: string) => void, signal: AbortSignal | undefined,
): Promise<Engine> {
  return loadEngine(engine, { report: inLines(tell), precision, threads, ...(signal && { signal }) });
}

function inLines(tell: (message: string) => void): (event: SetupEvent) => void {
  let toldAt = -Infinity;
  return (event) => {
    if (event.kind === 'message') tell(event.text);
    else if (performance.now() - toldAt >= LINE_MS) {
      toldAt = performance.now();
      tell(describeProgress(event));
    }
  };
}
