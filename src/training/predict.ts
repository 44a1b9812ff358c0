import { setImmediate as turn } from 'node:timers/promises';
import { logitsOf } from './eval-model.js';
import { evaluationBatch } from './memory.js';
import { decodeInChunks } from './pictures.js';
import { topClass } from './score.js';
import { openTrained, type TrainedContext } from './trained.js';

export interface PredictRequest extends TrainedContext {
  /** The run's folder. */
  readonly run: string;
  /** Paths, as they are to be told; relative ones start from the working folder. */
  readonly pictures: readonly string[];
}

/** What became of one picture. */
export type Prediction =
  | {
      readonly path: string;
      readonly class: string;
      /** Softmax of its logit over the classes, 0 to 1. */
      readonly confidence: number;
      /** One a class, in the order of the run's classes. */
      readonly logits: readonly number[];
    }
  | { readonly path: string; readonly error: string };

/**
 * What the best weights of a run take pictures for, one by one, in the order asked.
 * @throws WrongCommand, WorkFailed where the run cannot be used; for a picture that cannot be read nothing is thrown
 */
export async function* predict({ run, pictures, ...context }: PredictRequest): AsyncGenerator<Prediction, void, undefined> {
  const signal = context.signal ?? new AbortController().signal;
  const trained = await openTrained(run, context);
  const inference = trained.classifier.toInference();
  try {
    const { engine, classes, options, settings } = trained;
    for await (const { first, end, pixels, kept, bad } of decodeInChunks(pictures, process.cwd(), evaluationBatch(options), settings, signal)) {
      const logits = kept.length === 0 ? new Float32Array(0) : await logitsOf(engine, inference, pixels, options.size);
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
        const verdict = topClass(own);
        yield { path: pictures[index], class: classes[verdict.class], confidence: verdict.confidence, logits: [...own] };
      }
      await turn();
    }
  } finally {
    inference.dispose();
    await trained.close();
  }
}
