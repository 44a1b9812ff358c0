/** Pictures of one class that were predicted as another. Classes are indices. */
export interface Confusion {
  readonly truth: number;
  readonly predicted: number;
  readonly count: number;
}

/** Returns the confusions of a matrix, the most frequent first. @param matrix a row for each true class, a column for each predicted one */
export const confusionsOf = (matrix: readonly (readonly number[])[]): Confusion[] =>
  matrix
    .flatMap((row, truth) => row.flatMap((count, predicted) => (truth === predicted || count === 0 ? [] : [{ truth, predicted, count }])))
    .sort((one, other) => other.count - one.count);
