import { setImmediate as nextTurn } from 'node:timers/promises';
import { checkFields } from '../../config/index.js';
import { evaluationBatch } from '../memory.js';
import { logitsOf } from './eval-model.js';
import { decodeInChunks } from './pictures.js';
import { topClass } from './score.js';
import { openTrained, trainedNames, type TrainedContext } from './trained.js';

export interface PredictRequest extends TrainedContext {
  /** The run's folder. */
  readonly run: string;
  /** Paths of pictures. Relative ones start from the working folder. */
  readonly pictures: readonly string[];
}

export type Prediction =
  | {
      readonly path: string;
      readonly class: string;
      /** Softmax of its logit over the classes, 0 to 1. */
      readonly confidence: number;
      /** In the order of the run's classes. */
      readonly logits: readonly number[];
    }
  | { readonly path: string; readonly error: string };

/**
 * Classifies pictures with the best weights of a run, in the order of `pictures`. One that cannot be read gives a result with
 * its error.
 * @throws WrongCommand, WorkFailed where the run cannot be used
 */
export async function* predict(request: PredictRequest): AsyncGenerator<Prediction, void, undefined> {
  checkFields('predict', request, { ...trainedNames, run: true, pictures: true });
  const { run, pictures, ...context } = request;
  const signal = context.signal ?? new AbortController().signal;
  const trained = await openTrained(run, context);
  const inference = trained.classifier.toInference();
  try {
    const { engine, classes, options, settings } = trained;
    for await (const { first, end, pixels, indices, bad } of decodeInChunks(pictures, process.cwd(), evaluationBatch(options), settings, signal)) {
      const logits = indices.length === 0 ? new Float32Array(0) : await logitsOf(engine, inference, pixels, options.size);
      const reasons = new Map(bad.map(({ index, reason }) => [index, reason]));
      let row = 0;
      for (let index = first; index < end; index += 1) {
        const reason = reasons.get(index);
        if (reason !== undefined) {
          yield { path: pictures[index], error: reason };
          continue;
        }
        const own = logits.subarray(row * inference.outputs, row * inference.outputs + classes.length);
        row += 1;
        const { class: top, confidence } = topClass(own);
        yield { path: pictures[index], class: classes[top], confidence, logits: [...own] };
      }
      await nextTurn();
    }
  } finally {
    inference.dispose();
    await trained.close();
  }
}
