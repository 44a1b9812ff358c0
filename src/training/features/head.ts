import { exportValues, importValues, type Classifier } from '../../models/index.js';
import { headOf } from './feature-table.js';
import { fitLogisticRegression, type LinearHead, type RegressionTask, type Rows } from './logistic-regression.js';

/** Returns the linear layer that a classifier ends with. */
export async function readHead({ parameters }: Pick<Classifier, 'parameters'>): Promise<LinearHead> {
  const [weight, bias] = headOf(parameters);
  return { weights: Float64Array.from((await exportValues(weight)).values), bias: Float64Array.from((await exportValues(bias)).values) };
}

/** Sets the linear layer that a classifier ends with. */
export function setHead({ parameters }: Pick<Classifier, 'parameters'>, { weights, bias }: LinearHead): void {
  const [weight, offset] = headOf(parameters);
  importValues(weight, { shape: [bias.length, weights.length / bias.length], values: Float32Array.from(weights) });
  importValues(offset, { shape: [bias.length], values: Float32Array.from(bias) });
}

/** How rows are centred and scaled: to a mean of zero, and a mean squared length of one. */
export interface Scaling {
  readonly mean: Float64Array;
  readonly length: number;
}

export function scalingOf({ count, width, values }: Rows): Scaling {
  const mean = new Float64Array(width);
  for (let index = 0; index < count * width; index += 1) mean[index % width] += values[index] / count;
  let squares = 0;
  for (let index = 0; index < count * width; index += 1) squares += (values[index] - mean[index % width]) ** 2 / count;
  return { mean, length: squares > 0 ? Math.sqrt(squares) : 1 };
}

/**
 * Fits a head with each strength of the penalty, in their order. The rows are scaled first, so that a penalty means the same for every
 * network. The heads take rows as they are.
 */
export async function fitHeads({ rows, ...task }: Omit<RegressionTask, 'strength'>, strengths: readonly number[], scaling: Scaling): Promise<LinearHead[]> {
  const scaled = scaledRows(rows, scaling);
  const heads: LinearHead[] = [];
  for (const strength of strengths) heads.push(forRowsAsTheyAre(await fitLogisticRegression({ ...task, rows: scaled, strength }), scaling));
  return heads;
}

function scaledRows({ count, width, values }: Rows, { mean, length }: Scaling): Rows {
  // `Float64Array.from` with a function takes seconds for thousands of rows.
  const scaled = new Float64Array(count * width);
  for (let index = 0; index < scaled.length; index += 1) scaled[index] = (values[index] - mean[index % width]) / length;
  return { count, width, values: scaled };
}

function forRowsAsTheyAre(head: LinearHead, { mean, length }: Scaling): LinearHead {
  const width = mean.length;
  const weights = head.weights.map((weight) => weight / length);
  const bias = head.bias.map((each, output) => each - mean.reduce((sum, value, column) => sum + value * weights[output * width + column], 0));
  return { weights, bias };
}
