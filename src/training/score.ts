import type { Score } from '../events/index.js';

/** How a class fared. */
export interface ClassScore {
  readonly class: string;
  /** Pictures of this class. */
  readonly count: number;
  /** Share of them that were called so (recall), 0 to 1; null where there are none. */
  readonly accuracy: number | null;
  /** Share of the pictures called so that are of it, 0 to 1; null where none was. */
  readonly precision: number | null;
}

/** What a classifier made of a set of pictures. */
export interface Evaluation extends Score {
  readonly classes: readonly string[];
  /** `confusion[true class][class told]`, in pictures. */
  readonly confusion: readonly (readonly number[])[];
  readonly perClass: readonly ClassScore[];
}

/** One picture's logits, judged. */
export interface TopClass {
  readonly class: number;
  /** Softmax of its logit, 0 to 1. */
  readonly confidence: number;
}

/** The class of the greatest logit (the first of equals) and the softmax of it. */
export function topClass(logits: Float32Array): TopClass {
  let best = 0;
  for (let index = 1; index < logits.length; index += 1) if (logits[index] > logits[best]) best = index;
  return { class: best, confidence: Math.exp(logits[best] - logSumExp(logits)) };
}

/**
 * Accuracy, mean cross-entropy (nats), confusion and each class's share, in float64.
 * @param logits a row of `outputs` a picture; only the first `classes.length` of a row count, since an output past them
 *   stands for generated pictures, which none of these is
 * @param labels class of each picture; at least one
 */
export function scoreLogits(logits: Float32Array, outputs: number, labels: ArrayLike<number>, classes: readonly string[]): Evaluation {
  const count = labels.length;
  const confusion = classes.map(() => classes.map(() => 0));
  let loss = 0;
  for (let picture = 0; picture < count; picture += 1) {
    const row = logits.subarray(picture * outputs, picture * outputs + classes.length);
    confusion[labels[picture]][topClass(row).class] += 1;
    loss += logSumExp(row) - row[labels[picture]];
  }
  const right = confusion.reduce((total, row, index) => total + row[index], 0);
  const perClass = classes.map((name, index) => classScore(name, index, confusion));
  return { accuracy: right / count, loss: loss / count, count, classes, confusion, perClass };
}

/** Whether `score` beats `best`: by accuracy, and where that is equal by loss. */
export const beats = (score: Score, best: Score): boolean => score.accuracy > best.accuracy || (score.accuracy === best.accuracy && score.loss < best.loss);

function classScore(name: string, index: number, confusion: readonly (readonly number[])[]): ClassScore {
  const count = confusion[index].reduce((total, pictures) => total + pictures, 0);
  const told = confusion.reduce((total, row) => total + row[index], 0);
  const right = confusion[index][index];
  return { class: name, count, accuracy: count === 0 ? null : right / count, precision: told === 0 ? null : right / told };
}

function logSumExp(values: Float32Array): number {
  const greatest = values.reduce((a, b) => Math.max(a, b), -Infinity);
  return greatest + Math.log(values.reduce((total, value) => total + Math.exp(value - greatest), 0));
}
