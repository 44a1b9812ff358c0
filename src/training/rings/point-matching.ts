import { add, div, expandDims, matMul, mean, mul, reshape, softmax, sqrt, square, sub, sum, tidy, type Tensor, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';

/** The width of the density estimate. */
export const BANDWIDTH = 0.1;
/** The weight of its part, which rises over the first steps: points that are pulled onto the nearest part of the target too soon never reach the rest. */
const DENSITY = { weight: 5, steps: 200 } as const;
/** Keeps the gradient of a distance finite where two points are one. */
const EPSILON = 1e-6;

/**
 * Returns the gradient, for `points`, of a loss that is lowest where they lie as `target` does. It has two parts:
 * - the energy distance (Székely and Rizzo, 2013): points are pulled to the target and pushed apart, so that they cover all of it;
 * - the negative log density of the target at each point, up to a factor, by a kernel estimate: it pulls points onto the target.
 *   Dai et al. (2017) use a log density as well.
 */
export function matchingGradient(points: Tensor4D, target: Tensor4D, step: number): Tensor4D {
  const weight = DENSITY.weight * Math.min(1, step / DENSITY.steps);
  return tidy(() => {
    const [x, y] = [plane(points), plane(target)];
    const toTarget = differences(x, y);
    const nearest = matMul(softmax(mul(sum(square(toTarget), 2), -1 / (2 * BANDWIDTH ** 2))), y);
    const energy = mul(2, sub(meanDirection(toTarget), meanDirection(differences(x, x))));
    return reshape(div(add(energy, mul(weight, sub(x, nearest))), points.shape[0]), points.shape);
  });
}

const plane = (points: Tensor4D): Tensor2D => reshape(points, [points.shape[0], 2]);
/** Returns the vector from each of `others` to each of `x`: [x, others, 2]. */
const differences = (x: Tensor2D, others: Tensor2D): Tensor => sub(expandDims(x, 1), expandDims(others, 0));
/** Returns the mean over the second dimension of the vectors, each divided by its length. */
const meanDirection = (vectors: Tensor): Tensor => mean(div(vectors, sqrt(add(sum(square(vectors), 2, true), EPSILON))), 1);
