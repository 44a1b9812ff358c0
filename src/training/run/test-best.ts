import { writeAtomically } from '../../disk/index.js';
import type { Engine } from '../../engine/index.js';
import type { EventBody, Score } from '../../events/index.js';
import type { Classifier } from '../../models/index.js';
import { CLASSIFIER, readCheckpoint } from '../checkpoint/checkpoint.js';
import { importNetwork } from '../checkpoint/weights.js';
import { errors } from '../errors.js';
import { logitsOfSet } from '../evaluation/eval-model.js';
import type { EvalSet } from '../evaluation/eval-set.js';
import { formatPredictions, predictionsOf } from '../evaluation/predictions.js';
import { scoreLogits } from '../evaluation/score.js';
import { messages } from '../messages.js';
import type { Plan } from './plan.js';
import { reportEvaluation } from './report-evaluation.js';

/** Tests the best weights, as they are on disk, and writes `predictions.jsonl` and `test.json`. @param classifier it gets those weights */
export async function testBest(
  { paths, options, split }: Plan, engine: Engine, classifier: Classifier, test: EvalSet, emit: (body: EventBody) => void, signal: AbortSignal,
): Promise<Score> {
  const best = await readCheckpoint(paths.best, [CLASSIFIER]);
  const weights = best?.files.get(CLASSIFIER);
  if (weights === undefined) throw errors.noCheckpoint(paths.folder);
  importNetwork(classifier.parameters, weights, `${paths.best}/${CLASSIFIER}`);
  const found = await logitsOfSet(engine, classifier, test, options.size, signal, reportEvaluation({ set: 'test' }, emit));
  const evaluation = scoreLogits(found.logits, classifier.outputs, found.labels, split.classes);
  const write = (path: string, text: string) =>
    writeAtomically(path, text).catch((error: unknown) => emit({ type: 'log', level: 'warning', message: messages.file(path, error) }));
  await write(paths.predictions, formatPredictions(predictionsOf(found, classifier.outputs, split.test, split.classes)));
  await write(paths.test, `${JSON.stringify(evaluation)}\n`);
  const { accuracy, loss, count } = evaluation;
  return { accuracy, loss, count };
}
