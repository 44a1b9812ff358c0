import { addN, concat as stockConcat, dispose, split as stockSplit, type Tensor, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core';
import { intScalar, shapeTensor } from './constants.js';
import { typeAttribute } from './float-types.js';
import type { Kernels } from './kernels.js';
import { execute, executeOne, isTensorFlow, typeOf } from './native.js';

/** Concatenates batches along the first dimension. The caller disposes the result. */
export function concat<Kind extends Tensor>(batches: readonly Kind[]): Kind {
  const [first] = batches;
  if (!isTensorFlow()) return stockConcat<Kind>([...batches], 0);
  return executeOne('ConcatV2', [...batches, intScalar(0)], { types: { T: typeOf(first), Tidx: 'int32' }, ints: { N: batches.length } });
}

/**
 * Splits a tensor into batches of `counts`, the opposite of `concat`. The caller disposes them. TensorFlow's SplitV copies
 * nothing along the first dimension: the batches share the memory of the whole, which stays until all are disposed.
 */
export function split<Kind extends Tensor>(x: Kind, counts: readonly number[]): Kind[] {
  if (!isTensorFlow()) return stockSplit<Kind>(x, [...counts], 0);
  return execute('SplitV', [x, shapeTensor(counts), intScalar(0)], { types: { T: typeOf(x), Tlen: 'int32' }, ints: { num_split: counts.length } }, counts.length) as Kind[];
}

/**
 * Returns `kernels` for tensors that hold batches of `counts`, concatenated. Batch norm sees each batch separately and
 * updates the running statistics once per batch. All other operations treat each picture alike in any batch.
 */
export function perBatchNorm(kernels: Kernels, counts: readonly number[]): Kernels {
  return {
    ...kernels,

    batchNormTrain(x, scale, offset, running, options) {
      const batches = split(x, counts);
      const results = batches.map((batch) => kernels.batchNormTrain(batch, scale, offset, running, options));
      const outputs = results.map(({ y }) => y);
      const y = concat(outputs);
      dispose([...batches, ...outputs]);
      return { y, saved: results.flatMap(({ saved }) => saved) };
    },

    batchNormGradient(dy, x, scale, saved, epsilon) {
      const [dys, xs] = [split(dy, counts), split(x, counts)];
      const each = saved.length / counts.length;
      const gradients = xs.map((batch, index) => kernels.batchNormGradient(dys[index], batch, scale, saved.slice(index * each, (index + 1) * each), epsilon));
      const [dx, dScale, dOffset] = [gradients.map(([first]) => first), gradients.map(([, second]) => second), gradients.map(([, , third]) => third)];
      const sums: readonly [Tensor4D, Tensor1D, Tensor1D] = [concat(dx), sum(dScale), sum(dOffset)];
      dispose([...dys, ...xs, ...dx, ...dScale, ...dOffset]);
      return sums;
    },
  };
}

/** Returns the sum of tensors of one shape and type. */
function sum<Kind extends Tensor>(tensors: readonly Kind[]): Kind {
  if (!isTensorFlow()) return addN<Kind>([...tensors]);
  return executeOne('AddN', tensors, { ...typeAttribute(tensors[0]), ints: { N: tensors.length } });
}
