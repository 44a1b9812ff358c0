import { join } from 'node:path';
import type { loadEngine } from 'whisker-ml/engine';
import { evaluate, prepareRun, type Dataset, type Split, type TrainOptions } from 'whisker-ml/recipes';
import { BenchFailed, errors } from '../errors.js';

/** The result of one row on one label split. */
export interface SplitResult {
  readonly seed: number;
  /** Accuracy, 0 to 1, of the weights that did best in validation. */
  readonly test: number;
  readonly val: number;
  /** Epochs that were done, and the best of them. */
  readonly epochs: number;
  readonly bestEpoch: number;
  /** Whether the time limit ended the run. */
  readonly stopped: boolean;
  /** Seconds from the call to the test accuracy. The engine is loaded before. */
  readonly seconds: number;
}

export interface TrainRequest {
  readonly dataset: Dataset;
  readonly split: Split;
  readonly options: TrainOptions;
  readonly engine: Awaited<ReturnType<typeof loadEngine>>;
  /** Seconds after which training ends; null: never. */
  readonly seconds: number | null;
  /** Folder in which the run makes its own. */
  readonly folder: string;
}

/**
 * Trains once and tests the best weights, as `whisker train` does.
 * @throws BenchFailed when the time limit comes before the first epoch ends
 */
export async function train({ dataset, split, options, engine, seconds, folder }: TrainRequest): Promise<SplitResult> {
  const began = performance.now();
  const out = join(folder, 'run');
  const limit = new AbortController();
  const timer = seconds === null ? undefined : setTimeout(() => limit.abort(), seconds * 1000);
  let epochs = 0;
  let result: Pick<SplitResult, 'val' | 'bestEpoch'> | undefined;
  let tested: number | undefined;
  try {
    const run = await prepareRun({ dataset, split, options, engine, out, signal: limit.signal });
    await run.events.forEach((event) => {
      if (event.type === 'epoch') epochs = event.epoch;
      if (event.type !== 'run-end') return;
      if (event.best !== undefined) result = { val: event.best.val.accuracy, bestEpoch: event.best.epoch };
      tested = event.test?.accuracy;
    });
  } finally {
    clearTimeout(timer);
  }
  if (result === undefined) throw seconds === null ? new BenchFailed('the run ended without an epoch') : errors.noEpoch(seconds);
  const test = tested ?? (await evaluate({ run: out, engine })).accuracy;
  return { seed: split.seed, test, ...result, epochs, stopped: tested === undefined, seconds: (performance.now() - began) / 1000 };
}
