import { setImmediate as nextTurn } from 'node:timers/promises';
import type { OnProgress } from '../../config/index.js';
import type { Engine } from '../../engine/index.js';
import type { Classifier, InferenceModel } from '../../models/index.js';
import type { EvalSet } from './eval-set.js';
import { scoreLogits, type Evaluation } from './score.js';

/** Returns the logits of pictures: a row of `classifier.outputs` for each. */
export async function logitsOf(engine: Engine, classifier: InferenceModel, pixels: Uint8Array, size: number): Promise<Float32Array> {
  const pictures = engine.upload(pixels, [pixels.length / (size * size * 3), size, size, 3]);
  const logits = await classifier.predict(pictures).finally(() => pictures.dispose());
  try {
    return Float32Array.from(await logits.data());
  } finally {
    logits.dispose();
  }
}

/** Evaluates a classifier on a set. @param onProgress called after every chunk */
export async function evalModel(
  engine: Engine, classifier: Classifier, set: EvalSet, size: number, classes: readonly string[], signal: AbortSignal, onProgress?: OnProgress,
): Promise<Evaluation> {
  const start = performance.now();
  const logits: number[] = [];
  const labels: number[] = [];
  const inference = classifier.toInference();
  try {
    for await (const chunk of set.chunks(signal)) {
      for (const value of await logitsOf(engine, inference, chunk.pixels, size)) logits.push(value);
      for (const label of chunk.labels) labels.push(label);
      const perSecond = (chunk.done * 1000) / Math.max(performance.now() - start, 1);
      onProgress?.({ done: chunk.done, total: set.total, perSecond, secondsLeft: (set.total - chunk.done) / perSecond });
      // An engine without a queue answers in the same turn of the event loop. Ctrl-C needs another one.
      await nextTurn();
      signal.throwIfAborted();
    }
  } finally {
    inference.dispose();
  }
  return scoreLogits(Float32Array.from(logits), classifier.outputs, labels, classes);
}
