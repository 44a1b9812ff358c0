/** Returns the value of a function at a point, and writes its gradient there. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number;

export interface LbfgsOptions {
  /** Called between two iterations, and awaited. */
  readonly pause?: () => Promise<void>;
  /** Largest component of the gradient at which the search ends. @default 1e-8 */
  readonly tolerance?: number;
  /** @default 1000 */
  readonly iterations?: number;
}

/** Pairs of steps and gradients that stand for the curvature. */
const MEMORY = 10;
/** Share of the decrease that the slope promises, which a step must reach (Armijo). */
const SUFFICIENT = 1e-4;
const SHORTEST = 1e-12;

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly product: number;
}

/**
 * Minimizes a smooth convex function with L-BFGS and backtracking (Nocedal and Wright, "Numerical optimization", algorithm
 * 7.5). The same start gives the same result, to the last bit.
 */
export async function minimize(objective: Objective, start: Float64Array, { pause, tolerance = 1e-8, iterations = 1000 }: LbfgsOptions = {}): Promise<Float64Array> {
  let point = Float64Array.from(start);
  let gradient = new Float64Array(point.length);
  let value = objective(point, gradient);
  const pairs: Pair[] = [];
  for (let iteration = 0; iteration < iterations && largest(gradient) > tolerance; iteration += 1) {
    const direction = newtonDirection(gradient, pairs);
    const slope = dot(direction, gradient);
    const next = search(objective, point, value, direction, slope, pairs.length === 0 ? Math.min(1, 1 / norm(gradient)) : 1);
    // Rounding leaves nothing to gain.
    if (next === null) break;
    const step = subtract(next.point, point);
    const change = subtract(next.gradient, gradient);
    const product = dot(step, change);
    if (product > 1e-12 * norm(step) * norm(change)) pairs.push({ step, change, product });
    if (pairs.length > MEMORY) pairs.shift();
    ({ point, gradient, value } = next);
    await pause?.();
  }
  return point;
}

/** Returns the first point along the direction whose value is low enough; null where there is none. */
function search(objective: Objective, from: Float64Array, value: number, direction: Float64Array, slope: number, first: number) {
  for (let length = first; length > SHORTEST; length /= 2) {
    const point = from.map((each, index) => each + length * direction[index]);
    const gradient = new Float64Array(point.length);
    const found = objective(point, gradient);
    if (found <= value + SUFFICIENT * length * slope) return { point, gradient, value: found };
  }
  return null;
}

/** Returns minus the gradient times the approximate inverse of the Hessian: the two loops of L-BFGS. */
function newtonDirection(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const direction = gradient.map((each) => -each);
  const shares: number[] = [];
  for (const { step, change, product } of [...pairs].reverse()) {
    const share = dot(step, direction) / product;
    shares.unshift(share);
    addTimes(direction, change, -share);
  }
  const last = pairs.at(-1);
  if (last !== undefined) {
    const scale = last.product / dot(last.change, last.change);
    for (let index = 0; index < direction.length; index += 1) direction[index] *= scale;
  }
  for (const [index, { step, change, product }] of pairs.entries()) addTimes(direction, step, shares[index] - dot(change, direction) / product);
  return direction;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += a[index] * b[index];
  return sum;
}

function addTimes(target: Float64Array, values: Float64Array, factor: number): void {
  for (let index = 0; index < target.length; index += 1) target[index] += factor * values[index];
}

const norm = (values: Float64Array): number => Math.sqrt(dot(values, values));
const largest = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
const subtract = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, index) => value - b[index]);
