import { confusionsOf } from '../events/index.js';
import type { Evaluation } from './read.js';

/** How well a class is recognized. A score is null where there is nothing to divide by. */
export interface ClassScores {
  readonly name: string;
  /** Pictures of this class. */
  readonly count: number;
  /** Share of the pictures predicted as this class that are of it. */
  readonly precision: number | null;
  /** Share of the pictures of this class that were predicted as it. */
  readonly recall: number | null;
  /** Harmonic mean of precision and recall: 2 · right / (pictures + predictions). */
  readonly f1: number | null;
}

/** Returns the scores of each class, from a confusion matrix. Pure. */
export function classScores({ classes, confusion }: Pick<Evaluation, 'classes' | 'confusion'>): ClassScores[] {
  return classes.map((name, index) => {
    const count = sum(confusion[index] ?? []);
    const predicted = sum(confusion.map((row) => row[index] ?? 0));
    const right = confusion[index]?.[index] ?? 0;
    const share = (whole: number, part = right) => (whole === 0 ? null : part / whole);
    return { name, count, precision: share(predicted), recall: share(count), f1: share(count + predicted, 2 * right) };
  });
}

/** Returns the mean of the scores that are not null; null where all are. */
export function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : sum(known) / known.length;
}

/** Returns the most frequent confusions, with the names of their classes. */
export const topConfusions = ({ classes, confusion }: Pick<Evaluation, 'classes' | 'confusion'>, most: number) =>
  confusionsOf(confusion).slice(0, most).map(({ truth, predicted, count }) => ({ truth: classes[truth] ?? '', predicted: classes[predicted] ?? '', count }));

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
