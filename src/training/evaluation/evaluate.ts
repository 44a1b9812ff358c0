import type { OnProgress } from '../../config/index.js';
import { readSplit, type Dataset, type LabelledSample } from '../../dataset/index.js';
import type { Quarantined } from '../../pipeline/index.js';
import { errors } from '../errors.js';
import { evaluationBatch } from '../memory.js';
import { pathsIn } from '../run/folder.js';
import { evalModel } from './eval-model.js';
import { EvalSet } from './eval-set.js';
import type { Evaluation } from './score.js';
import { openTrained, type TrainedContext } from './trained.js';

export interface EvaluateRequest extends TrainedContext {
  /** The run's folder. */
  readonly run: string;
  /** Other pictures than the run's own: all samples with a class. Classes are matched by name. */
  readonly data?: Dataset;
  /** The set of the run's split. @default 'test' */
  readonly set?: 'labelled' | 'val' | 'test';
  /** Called for each picture that cannot be read. It does not count. */
  readonly onBad?: (picture: Quarantined) => void;
  /** Called after every few pictures. */
  readonly onProgress?: OnProgress;
}

/**
 * Evaluates the best weights of a run on labelled pictures.
 * @throws WrongCommand where the run or the pictures cannot be used; WorkFailed where more pictures cannot be read
 *   than the run's `max-bad` allows
 */
export async function evaluate({ run, data, set: name = 'test', onBad = () => undefined, onProgress, ...context }: EvaluateRequest): Promise<Evaluation> {
  const signal = context.signal ?? new AbortController().signal;
  const trained = await openTrained(run, context);
  try {
    const { engine, classifier, classes, options, settings } = trained;
    const { root, samples } = data === undefined ? await samplesOf(run, name) : { root: data.root, samples: matched(data, classes) };
    if (samples.length === 0) throw errors.noPictures(data === undefined ? `${name} samples in the split of ${run}` : `pictures of a known class in ${data.root}`);
    const pictures = new EvalSet(settings, { name, root, samples, chunk: evaluationBatch(options), keepWithin: 0, maxBad: options['max-bad'], onBad });
    return await evalModel(engine, classifier, pictures, options.size, classes, signal, onProgress);
  } finally {
    await trained.close();
  }
}

async function samplesOf(run: string, name: 'labelled' | 'val' | 'test'): Promise<{ root: string; samples: readonly LabelledSample[] }> {
  const split = await readSplit(pathsIn(run).split, undefined, []);
  return { root: split.root, samples: split[name] };
}

function matched({ classes, samples }: Dataset, known: readonly string[]): LabelledSample[] {
  const unknown = classes.find((name) => !known.includes(name));
  if (unknown !== undefined) throw errors.unknownClass(unknown, known);
  return samples.flatMap(({ path, class: index }) => (index === null ? [] : [{ path, class: known.indexOf(classes[index]) }]));
}
