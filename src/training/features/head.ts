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
 * Fits a head to rows that are scaled first, so that a penalty means the same for every network. The head that is returned
 * takes rows as they are.
 */
export async function fitHead({ rows, ...task }: RegressionTask, { mean, length }: Scaling): Promise<LinearHead> {
  const { width } = rows;
  const scaled = Float64Array.from(rows.values, (value, index) => (value - mean[index % width]) / length);
  const head = await fitLogisticRegression({ ...task, rows: { ...rows, values: scaled } });
  const weights = head.weights.map((weight) => weight / length);
  const bias = head.bias.map((each, output) => each - mean.reduce((sum, value, column) => sum + value * weights[output * width + column], 0));
  return { weights, bias };
}
