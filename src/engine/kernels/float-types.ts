import { add, tidy, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import { executeOne, isTensorFlow, typeOf, type Attributes, type FloatType } from './native.js';

/** The type attribute of an operation on float32. */
export const float32: Attributes = { types: { T: 'float' } };

/** Returns the type attribute of an operation on `tensor`. */
export const typeAttribute = (tensor: TensorInfo): Attributes => ({ types: { T: typeOf(tensor) } });

/** Returns `tensor` as another type. The result is always a tensor of its own, which the caller disposes. */
export function cast<Kind extends Tensor>(tensor: Kind, to: FloatType): Kind {
  return typeOf(tensor) === to ? (tensor.clone() as Kind) : castFrom(typeOf(tensor), tensor, to);
}

/** Returns numbers of type `from` as another type. The caller disposes them. */
export const castFrom = <Kind extends Tensor>(from: FloatType | 'uint8', numbers: TensorInfo, to: FloatType): Kind =>
  executeOne('Cast', [numbers], { types: { SrcT: from, DstT: to }, bools: { Truncate: false } });

/** Returns a float32 constant in another type. The caller's `tidy` disposes it where that is not float32. */
export const constantAs = (constant: TensorInfo, type: FloatType): TensorInfo => (type === 'float' ? constant : castFrom('float', constant, type));

/**
 * Returns the sum of two tensors of one shape, in the type of the first. tfjs's `add` first looks into broadcasting and
 * gradients, which takes as long as the sum.
 */
export function plus<Kind extends Tensor>(a: Kind, b: Kind): Kind {
  if (!isTensorFlow()) return add<Kind>(a, b);
  if (typeOf(a) === typeOf(b)) return executeOne('AddV2', [a, b], typeAttribute(a));
  return tidy(() => executeOne<Kind>('AddV2', [a, cast(b, typeOf(a))], typeAttribute(a)));
}
