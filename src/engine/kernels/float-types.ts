import { add, tidy, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import { executeOne, isTensorFlow, typeOf, type Attributes, type FloatType } from './native.js';

/** What an operation on float32 says of its type. */
export const float32: Attributes = { types: { T: 'float' } };

/** What an operation on `tensor` says of its type. */
export const typeOfTensor = (tensor: TensorInfo): Attributes => ({ types: { T: typeOf(tensor) } });

/** The same numbers as another type; a tensor of its own, which the caller disposes. */
export function cast<Kind extends Tensor>(tensor: Kind, to: FloatType): Kind {
  return typeOf(tensor) === to ? (tensor.clone() as Kind) : executeOne('Cast', [tensor], { types: { SrcT: typeOf(tensor), DstT: to }, bools: { Truncate: false } });
}

/** The sum of two tensors of one shape, of the first one's type. tfjs's own asks what there is to broadcast and to differentiate, which takes as long as the sum. */
export function plus<Kind extends Tensor>(a: Kind, b: Kind): Kind {
  if (!isTensorFlow()) return add<Kind>(a, b);
  if (typeOf(a) === typeOf(b)) return executeOne('AddV2', [a, b], typeOfTensor(a));
  return tidy(() => executeOne<Kind>('AddV2', [a, cast(b, typeOf(a))], typeOfTensor(a)));
}
