import { checkFields, type OnProgress } from '../../config/index.js';
import { readSplit, type Dataset, type LabelledSample } from '../../dataset/index.js';
import type { Quarantined } from '../../pipeline/index.js';
import { errors } from '../errors.js';
import { evaluationBatch } from '../memory.js';
import { messages } from '../messages.js';
import { pathsIn } from '../run/folder.js';
import { readRecord } from '../run/record.js';
import { openRunData } from '../run/run-data.js';
import { logitsOfSet } from './eval-model.js';
import { EvalSet } from './eval-set.js';
import { predictionsOf, type PicturePrediction } from './predictions.js';
import { scoreLogits, type Evaluation } from './score.js';
import { openTrained, trainedNames, type TrainedContext } from './trained.js';

export interface EvaluateRequest extends TrainedContext {
  /** The run's folder. */
  readonly run: string;
  /**
   * Other pictures than the run's own: all samples with a class count. Classes are matched by name. If all labelled, validation
   * and test samples of the run are among them, this is the run's own data in another place: then `set` counts.
   */
  readonly data?: Dataset;
  /** The set of the run's split. @default 'test' */
  readonly set?: 'labelled' | 'val' | 'test';
  /** Called for each picture that cannot be read. It does not count. */
  readonly onBad?: (picture: Quarantined) => void;
  /** Called after every few pictures. */
  readonly onProgress?: OnProgress;
}

/** The result on a set, with what the classifier says of each picture. */
export interface EvaluatedSet extends Evaluation {
  readonly predictions: readonly PicturePrediction[];
}

/**
 * Evaluates the best weights of a run on labelled pictures.
 * @throws WrongCommand where the run or the pictures cannot be used; BadPictures where more pictures cannot be read
 *   than the run's `max-bad` allows
 */
export async function evaluate(request: EvaluateRequest): Promise<EvaluatedSet> {
  checkFields('evaluate', request, { ...trainedNames, run: true, data: true, set: true, onBad: true, onProgress: true });
  const { run, data, set: name = 'test', onBad = () => undefined, onProgress, ...context } = request;
  const signal = context.signal ?? new AbortController().signal;
  const trained = await openTrained(run, context);
  try {
    const { engine, classifier, classes, options, settings } = trained;
    const own = await ownSamples(run, name, data, context);
    const { root, samples } = own ?? { root: data?.root ?? '', samples: data === undefined ? [] : matched(data, classes) };
    if (samples.length === 0) throw errors.noPictures(data === undefined ? `${name} samples in the split of ${run}` : `pictures of a known class in ${data.root}`);
    const pictures = new EvalSet(settings, { name, root, samples, chunk: evaluationBatch(options), keepWithin: 0, maxBad: options['max-bad'], onBad });
    const found = await logitsOfSet(engine, classifier, pictures, options.size, signal, onProgress);
    const evaluation = scoreLogits(found.logits, classifier.outputs, found.labels, classes);
    return { ...evaluation, predictions: predictionsOf(found, classifier.outputs, samples, classes) };
  } finally {
    await trained.close();
  }
}

/** Returns the samples of a set of the run's split; null where `data` is another dataset. */
async function ownSamples(run: string, name: 'labelled' | 'val' | 'test', data: Dataset | undefined, { signal, report = () => undefined }: TrainedContext): Promise<{ root: string; samples: readonly LabelledSample[] } | null> {
  if (data === undefined) {
    const { split, changes } = await openRunData(run, (await readRecord(run)).about, { needed: [name], ...(signal && { signal }) });
    for (const change of changes) report(change);
    return { root: split.root, samples: split[name] };
  }
  const split = await readSplit(pathsIn(run).split, data, []);
  const here = new Set(data.samples.map(({ path }) => path));
  if (![...split.labelled, ...split.val, ...split.test].every(({ path }) => here.has(path))) return null;
  report(messages.ownData(data.root, name));
  return { root: split.root, samples: split[name] };
}

function matched({ classes, samples }: Dataset, known: readonly string[]): LabelledSample[] {
  const unknown = classes.find((name) => !known.includes(name));
  if (unknown !== undefined) throw errors.unknownClass(unknown, known);
  return samples.flatMap(({ path, class: index }) => (index === null ? [] : [{ path, class: known.indexOf(classes[index]) }]));
}
