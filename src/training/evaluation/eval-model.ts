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

/** The pictures of a set that can be read, and what a classifier makes of them. */
export interface SetLogits {
  /** A row of `classifier.outputs` for each picture. */
  readonly logits: Float32Array;
  readonly labels: readonly number[];
  /** The place of each picture in the set. */
  readonly indices: readonly number[];
}

/** Evaluates a classifier on a set. @param onProgress called after every chunk */
export async function evalModel(
  engine: Engine, classifier: Classifier, set: EvalSet, size: number, classes: readonly string[], signal: AbortSignal, onProgress?: OnProgress,
): Promise<Evaluation> {
  const { logits, labels } = await logitsOfSet(engine, classifier, set, size, signal, onProgress);
  return scoreLogits(logits, classifier.outputs, labels, classes);
}

/** Returns the logits of a set. @param onProgress called after every chunk */
export async function logitsOfSet(engine: Engine, classifier: Classifier, set: EvalSet, size: number, signal: AbortSignal, onProgress?: OnProgress): Promise<SetLogits> {
  const start = performance.now();
  const logits: number[] = [];
  const labels: number[] = [];
  const indices: number[] = [];
  const inference = classifier.toInference();
  try {
    for await (const chunk of set.chunks(signal)) {
      for (const value of await logitsOf(engine, inference, chunk.pixels, size)) logits.push(value);
      for (const label of chunk.labels) labels.push(label);
      for (const index of chunk.indices) indices.push(index);
      const perSecond = (chunk.done * 1000) / Math.max(performance.now() - start, 1);
      onProgress?.({ done: chunk.done, total: set.total, perSecond, secondsLeft: (set.total - chunk.done) / perSecond });
      // An engine without a queue answers in the same turn of the event loop. Ctrl-C needs another one.
      await nextTurn();
      signal.throwIfAborted();
    }
  } finally {
    inference.dispose();
  }
  return { logits: Float32Array.from(logits), labels, indices };
}
