import { add, tidy, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import { one, typeOf, type Attributes, type Real } from './native.js';

/** What an operation on float32 says of its type. */
export const float: Attributes = { types: { T: 'float' } };

/** What an operation on `tensor` says of its type. */
export const typed = (tensor: TensorInfo): Attributes => ({ types: { T: typeOf(tensor) } });

/** The same numbers as another type; a tensor of its own, which the caller disposes. */
export function cast<Kind extends Tensor>(tensor: Kind, to: Real): Kind {
  return typeOf(tensor) === to ? (tensor.clone() as Kind) : one('Cast', [tensor], { types: { SrcT: typeOf(tensor), DstT: to }, bools: { Truncate: false } });
}

/** The sum of two tensors of one shape, of the first one's type. */
export function plus<Kind extends Tensor>(a: Kind, b: Kind): Kind {
  if (typeOf(a) === 'float' && typeOf(b) === 'float') return add<Kind>(a, b);
  return tidy(() => one<Kind>('AddV2', [a, cast(b, typeOf(a))], typed(a)));
}
