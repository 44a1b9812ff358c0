import { addN, concat as stockConcat, dispose, split as splitStock, type Tensor, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Kernels } from '../types.js';
import { shapeTensor, intScalar } from './constants.js';
import { execute, executeOne, isTensorFlow, typeOf } from './native.js';
import { typeOfTensor } from './float-types.js';

/** Batches one behind the other as one, which the caller disposes. They differ in nothing but how many they are. */
export function concat<Kind extends Tensor>(parts: readonly Kind[]): Kind {
  const [first] = parts;
  if (!isTensorFlow()) return stockConcat<Kind>([...parts], 0);
  return executeOne('ConcatV2', [...parts, intScalar(0)], { types: { T: typeOf(first), Tidx: 'int32' }, ints: { N: parts.length } });
}

/**
 * The opposite of `join`: tensors of `counts` each, which the caller disposes. TensorFlow copies nothing here: the parts
 * lie where the whole one lies (SplitV, along the first dimension), which stays as long as one of them does.
 */
export function split<Kind extends Tensor>(x: Kind, counts: readonly number[]): Kind[] {
  if (!isTensorFlow()) return splitStock<Kind>(x, [...counts], 0);
  return execute('SplitV', [x, shapeTensor(counts), intScalar(0)], { types: { T: typeOf(x), Tlen: 'int32' }, ints: { num_split: counts.length } }, counts.length) as Kind[];
}

/**
 * `kernels` for a tensor in which batches of `counts` lie one behind the other: batch norm sees each of them alone, and
 * moves the running statistics for one after the other. To all else it makes no difference in which batch a picture lies.
 */
export function perBatchNorm(kernels: Kernels, counts: readonly number[]): Kernels {
  return {
    ...kernels,

    batchNormTrain(x, scale, offset, running, relu) {
      const parts = split(x, counts);
      const kept = parts.map((part) => kernels.batchNormTrain(part, scale, offset, running, relu));
      const outputs = kept.map(({ y }) => y);
      const y = concat(outputs);
      dispose([...parts, ...outputs]);
      return { y, saved: kept.flatMap(({ saved }) => saved) };
    },

    batchNormGradient(dy, x, scale, saved) {
      const [slopes, parts] = [split(dy, counts), split(x, counts)];
      const each = saved.length / counts.length;
      const gradients = parts.map((part, index) => kernels.batchNormGradient(slopes[index], part, scale, saved.slice(index * each, (index + 1) * each)));
      const [dx, dScale, dOffset] = [gradients.map(([first]) => first), gradients.map(([, second]) => second), gradients.map(([, , third]) => third)];
      const all: readonly [Tensor4D, Tensor1D, Tensor1D] = [concat(dx), sumOf(dScale), sumOf(dOffset)];
      dispose([...slopes, ...parts, ...dx, ...dScale, ...dOffset]);
      return all;
    },
  };
}

/** The sum of tensors of one shape and type. */
function sumOf<Kind extends Tensor>(tensors: readonly Kind[]): Kind {
  if (!isTensorFlow()) return addN<Kind>([...tensors]);
  return executeOne('AddN', tensors, { ...typeOfTensor(tensors[0]), ints: { N: tensors.length } });
}
