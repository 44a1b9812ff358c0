import type { Score } from '../../events/index.js';

/** How well a classifier does on the pictures of one class. */
export interface ClassScore {
  readonly class: string;
  /** Pictures of this class. */
  readonly count: number;
  /** Recall: share of them that were predicted as this class, 0 to 1; null where there are none. */
  readonly accuracy: number | null;
  /** Share of the pictures predicted as this class that are of it, 0 to 1; null where none was. */
  readonly precision: number | null;
}

/** The result of a classifier on a set of pictures. */
export interface Evaluation extends Score {
  readonly classes: readonly string[];
  /** `confusion[true class][predicted class]`, in pictures. */
  readonly confusion: readonly (readonly number[])[];
  readonly perClass: readonly ClassScore[];
}

export interface TopClass {
  readonly class: number;
  /** Softmax of its logit, 0 to 1. */
  readonly confidence: number;
}

/** Returns the probability of each class, 0 to 1. @param logits one for each class */
export function softmax(logits: Float32Array): number[] {
  const total = logSumExp(logits);
  return Array.from(logits, (logit) => Math.exp(logit - total));
}

/** Returns the class of the greatest logit (the first of equals). */
export function topClass(logits: Float32Array): TopClass {
  let best = 0;
  for (let index = 1; index < logits.length; index += 1) if (logits[index] > logits[best]) best = index;
  return { class: best, confidence: Math.exp(logits[best] - logSumExp(logits)) };
}

/**
 * Returns accuracy, mean cross-entropy (nats), confusion and the score of each class, in float64.
 * @param logits a row of `outputs` for each picture. Only the first `classes.length` of a row count: one more output is the
 *   class of generated pictures
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

/** Whether `score` beats `best`: by accuracy, or by loss where accuracies are equal. */
export const beats = (score: Score, best: Score): boolean => score.accuracy > best.accuracy || (score.accuracy === best.accuracy && score.loss < best.loss);

function classScore(name: string, index: number, confusion: readonly (readonly number[])[]): ClassScore {
  const count = confusion[index].reduce((total, pictures) => total + pictures, 0);
  const predicted = confusion.reduce((total, row) => total + row[index], 0);
  const right = confusion[index][index];
  return { class: name, count, accuracy: count === 0 ? null : right / count, precision: predicted === 0 ? null : right / predicted };
}

function logSumExp(values: Float32Array): number {
  const greatest = values.reduce((a, b) => Math.max(a, b), -Infinity);
  return greatest + Math.log(values.reduce((total, value) => total + Math.exp(value - greatest), 0));
}
