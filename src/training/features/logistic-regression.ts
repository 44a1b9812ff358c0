import { minimize } from './lbfgs.js';

/** Rows of numbers, one for each picture. */
export interface Rows {
  readonly count: number;
  /** Numbers in a row. */
  readonly width: number;
  readonly values: Float32Array | Float64Array;
}

/** A linear layer: logit[class] = bias[class] + weights[class] · row. */
export interface LinearHead {
  /** [outputs, width] */
  readonly weights: Float64Array;
  readonly bias: Float64Array;
}

export interface RegressionTask {
  readonly rows: Rows;
  /** Class of each row. */
  readonly labels: ArrayLike<number>;
  /** How much each row counts. Their sum is 1. @default all the same */
  readonly shares?: ArrayLike<number>;
  readonly outputs: number;
  /** Factor of the penalty. */
  readonly strength: number;
  /** Largest component of the gradient at which the fit ends. @default 1e-8 */
  readonly tolerance?: number;
  /** Called between two iterations, and awaited. */
  readonly pause?: () => Promise<void>;
}

/**
 * Fits multinomial logistic regression, in float64: minimizes the mean cross-entropy + strength / 2 * |weights|². The bias has
 * no penalty. scikit-learn's `LogisticRegression(C=1 / (rows * strength))` minimizes the same.
 */
export async function fitLogisticRegression({ rows, labels, shares, outputs, strength, tolerance, pause }: RegressionTask): Promise<LinearHead> {
  const { count, width, values } = rows;
  const size = outputs * width;
  const logits = new Float64Array(outputs);
  const objective = (point: Float64Array, gradient: Float64Array): number => {
    let value = 0;
    for (let index = 0; index < size; index += 1) {
      value += (strength / 2) * point[index] * point[index];
      gradient[index] = strength * point[index];
    }
    gradient.fill(0, size);
    for (let row = 0; row < count; row += 1) {
      const share = shares === undefined ? 1 / count : shares[row];
      const from = row * width;
      writeLogits(point, values, from, width, logits);
      const normalizer = logSumExp(logits);
      value += share * (normalizer - logits[labels[row]]);
      for (let output = 0; output < outputs; output += 1) {
        const slope = share * (Math.exp(logits[output] - normalizer) - (labels[row] === output ? 1 : 0));
        const to = output * width;
        for (let column = 0; column < width; column += 1) gradient[to + column] += slope * values[from + column];
        gradient[size + output] += slope;
      }
    }
    return value;
  };
  const point = await minimize(objective, new Float64Array(size + outputs), { ...(pause && { pause }), ...(tolerance !== undefined && { tolerance }) });
  return { weights: point.slice(0, size), bias: point.slice(size) };
}

/** @param point weights, then biases */
function writeLogits(point: Float64Array, values: Rows['values'], from: number, width: number, logits: Float64Array): void {
  const size = logits.length * width;
  for (let output = 0; output < logits.length; output += 1) {
    let logit = point[size + output];
    const to = output * width;
    for (let column = 0; column < width; column += 1) logit += point[to + column] * values[from + column];
    logits[output] = logit;
  }
}

function logSumExp(values: Float64Array): number {
  const greatest = values.reduce((a, b) => Math.max(a, b), -Infinity);
  return greatest + Math.log(values.reduce((total, value) => total + Math.exp(value - greatest), 0));
}

/** Returns the logits of rows: `bias.length` for each. */
export function logitsOfRows({ count, width, values }: Rows, { weights, bias }: LinearHead): Float32Array {
  const outputs = bias.length;
  const point = new Float64Array(weights.length + outputs);
  point.set(weights);
  point.set(bias, weights.length);
  const logits = new Float64Array(outputs);
  const all = new Float32Array(count * outputs);
  for (let row = 0; row < count; row += 1) {
    writeLogits(point, values, row * width, width, logits);
    all.set(logits, row * outputs);
  }
  return all;
}
