import { add, tidy, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import { one, onTensorFlow, typeOf, type Attributes, type Real } from './native.js';

/** What an operation on float32 says of its type. */
export const float: Attributes = { types: { T: 'float' } };

/** What an operation on `tensor` says of its type. */
export const typed = (tensor: TensorInfo): Attributes => ({ types: { T: typeOf(tensor) } });

/** The same numbers as another type; a tensor of its own, which the caller disposes. */
export function cast<Kind extends Tensor>(tensor: Kind, to: Real): Kind {
  return typeOf(tensor) === to ? (tensor.clone() as Kind) : one('Cast', [tensor], { types: { SrcT: typeOf(tensor), DstT: to }, bools: { Truncate: false } });
}

/** The sum of two tensors of one shape, of the first one's type. tfjs's own asks what there is to broadcast and to differentiate, which takes as long as the sum. */
export function plus<Kind extends Tensor>(a: Kind, b: Kind): Kind {
  if (!onTensorFlow()) return add<Kind>(a, b);
  if (typeOf(a) === typeOf(b)) return one('AddV2', [a, b], typed(a));
  return tidy(() => one<Kind>('AddV2', [a, cast(b, typeOf(a))], typed(a)));
}
